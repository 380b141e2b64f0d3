"""A database of very many orders of all kinds, and whether all of it adds up.

`--orders` (50,000 unless told) live through the services, spread over sixty days;
then what has played is earned, a month is closed, and every invariant is asked.
`orders_per_s` is how fast one process made them, `invariants_s` how long the asking
took. Ends with 1 where something does not add up. The database is `DATABASE_URL`'s,
or a SQLite file that goes away.
"""

import argparse
import json
import os
import random
import sys
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from bench import _servers  # noqa: F401 puts the settings on the path
from bench._lives import LIVES, World

SEATS: Final = 4000
TICKETS: Final = 2.4
SPARE: Final = 1.2
DAYS: Final = 60
CODES: Final = 20
# Every so many halls have prices that the buyer names.
NAMED_OF: Final = 8


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--orders", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["MARQUEE_VAR"] = str(Path(folder) / "var")
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.dev"
        import django  # noqa: PLC0415 the environment is known only now

        django.setup()
        figures, is_clean = _measure(asked.orders, random.Random(asked.seed))
    print(json.dumps(figures))
    sys.exit(0 if is_clean else 1)


def _measure(orders: int, dice: random.Random) -> tuple[dict[str, Any], bool]:
    from django.utils import timezone  # noqa: PLC0415

    from reports.checking import check_invariants  # noqa: PLC0415

    now = timezone.now()
    world = _prepare(orders, dice, begins=now - timedelta(days=DAYS))
    begun = time.perf_counter()
    _live(world, orders, now - timedelta(days=DAYS))
    _call_one_off(now)
    lived = time.perf_counter()
    _end_of_month(now)
    closed = time.perf_counter()
    found = check_invariants(now=now)
    done = time.perf_counter()
    for offender in found.offenders[:20]:
        print(offender, file=sys.stderr)
    return {
        **_counts(),
        "orders_per_s": round(orders / (lived - begun), 1),
        "earn_and_close_s": round(closed - lived, 1),
        "invariants_s": round(done - closed, 1),
        "offenders": len(found.offenders),
    }, found.is_clean


def _live(world: World, orders: int, begins: datetime) -> None:
    """Every order somewhat later than the one before."""
    lives = list(LIVES)
    weights = list(LIVES.values())
    step = timedelta(days=DAYS - 5) / orders
    for number, life in enumerate(world.dice.choices(lives, weights, k=orders)):
        life(world, begins + number * step)
        if number and number % 1000 == 0:
            print(f"{number} orders", file=sys.stderr)


def _call_one_off(now: datetime) -> None:
    """The last evening is cancelled; who says nothing has the money back."""
    from django.utils import timezone  # noqa: PLC0415

    from ticketing.returns.calling_off import Plan, call_off, go_on  # noqa: PLC0415
    from ticketing.shows.models import Performance  # noqa: PLC0415

    plan = Plan("cancelled", "storm", ["refund", "donate"], "refund")
    last = Performance.objects.order_by("-starts_at").values_list("pk", flat=True)[0]
    job = call_off(last, plan, now=now, actor="bench")
    while go_on(job.pk, now=timezone.now()):
        pass


def _end_of_month(now: datetime) -> None:
    from ticketing.payments.closing import close_days  # noqa: PLC0415
    from ticketing.payments.earning import earn_played  # noqa: PLC0415

    earn_played(now=now)
    last = (now - timedelta(days=DAYS // 2)).date()
    close_days(last, now=now, actor="bench")


def _prepare(orders: int, dice: random.Random, *, begins: datetime) -> World:
    from django.core.management import call_command  # noqa: PLC0415

    from tests.checkout.posted import post_of_house  # noqa: PLC0415
    from ticketing.delivery.models import Method  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    call_command("setup_house", empty=True, verbosity=0)
    Method.objects.get_or_create(code="e-ticket", defaults={"name_en": "E-ticket"})
    post_of_house()
    _ladder()
    halls = [
        _hall(begins, plays_on=DAYS * (1 + number) // 8)
        for number in range(max(3, int(orders * TICKETS / SEATS * SPARE) + 2))
    ]
    named = [_named(key) for key, _places in halls[::NAMED_OF]]
    return World(dice, dict(halls), _codes(), frozenset(named))


def _hall(begins: datetime, *, plays_on: int) -> tuple[int, list[int]]:
    """A hall on sale from the first day; some have played before the last."""
    from bench._halls import offered_hall  # noqa: PLC0415
    from ticketing.shows.models import Performance  # noqa: PLC0415
    from ticketing.stock.models import Place  # noqa: PLC0415

    key = offered_hall(seats=SEATS)
    starts_at = begins + timedelta(days=DAYS - 3 + plays_on % 20)
    Performance.objects.filter(pk=key).update(
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        on_sale_from=begins - timedelta(days=1),
    )
    places = Place.objects.filter(performance=key).order_by("-pk")
    return key, list(places.values_list("pk", flat=True))


def _named(performance: int) -> int:
    """One performance for what people like to pay, from nothing on."""
    from ticketing.stock.models import PriceTier  # noqa: PLC0415

    PriceTier.objects.filter(performance=performance).update(
        price=0, suggested_price=60
    )
    return performance


def _ladder() -> None:
    from tests.returns import ladders  # noqa: PLC0415
    from tests.returns.making import keep  # noqa: PLC0415

    keep(ladders.TWENTY_FORTY, exchange_hours=24, exchange_fixed=5)


def _codes() -> list[str]:
    from ticketing.offers.models import Code, Offer  # noqa: PLC0415

    offer = Offer.objects.create(
        name_en="Friends", kind="special", percent_off=15, needs_code=True
    )
    codes = [Code(offer=offer, code=f"FRIEND{n}") for n in range(CODES)]
    return [code.code for code in Code.objects.bulk_create(codes)]


def _counts() -> dict[str, Any]:
    """How many orders are in which phase, and how long the ledger is."""
    from django.db.models import Count  # noqa: PLC0415

    from ticketing.orders.models import Order  # noqa: PLC0415
    from ticketing.payments.models import Entry  # noqa: PLC0415

    rows = Order.objects.order_by("phase").values_list("phase").annotate(Count("pk"))
    return {"orders": dict(rows), "entries": Entry.objects.count()}


if __name__ == "__main__":
    main()
