"""What money costs: a quote of ten lines under fifty rules, the close of a day.

`quote_ms` is the CPU time of one quote, `quote_queries` what a cart of ten places
asks the database for when nothing is kept yet. `close_seconds` is the close of a day
over 100,000 entries, `statement_s` a bank's statement of 10,000 lines, imported and
matched; `_webhooks` says what a gateway's notice costs. `cancelled_orders_s` is how
many orders of a cancelled performance are taken back in a second.
"""

import json
import os
import statistics
import tempfile
import time
from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from bench import _servers  # noqa: F401 puts the settings on the path
from bench._cancelling import cancelling
from bench._closing import closing
from bench._statements import statements
from bench._webhooks import webhooks

LINES = 10
RULES = 50
TIMES = 200


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["MARQUEE_VAR"] = str(Path(folder) / "var")
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.dev"
        import django  # noqa: PLC0415 the environment is known only now

        django.setup()
        _prepare()
        figures = {**quoting(), **asking(), **cancelling(), **closing()}
        print(json.dumps({**figures, **statements(), **webhooks()}))


def _prepare() -> None:
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    call_command("setup_house", empty=True, verbosity=0)


def quoting() -> dict[str, float]:
    """The pure part: rules of every kind, all of which fit, and concessions."""
    from django.utils import timezone  # noqa: PLC0415

    from ticketing.offers.quote import HousePrices, quote  # noqa: PLC0415
    from ticketing.offers.rules import PriceRule, Terms, Wanted  # noqa: PLC0415

    now = timezone.now()
    student = PriceRule(1, "Student", "学生", Decimal(20))
    wanted = [
        Wanted(
            key,
            Decimal(80 + 7 * key),
            student if key % 3 else None,
            show=1 + key % 2,
            performance=1 + key % 2,
            tier="AB"[key % 2],
            starts_at=now + timedelta(days=30),
        )
        for key in range(LINES)
    ]
    terms, prices = Terms(now, tuple(_rules())), HousePrices("CNY")
    took = []
    for _turn in range(TIMES):
        begun = time.process_time()
        quote(wanted, prices, terms)
        took.append(time.process_time() - begun)
    return {"quote_ms": round(statistics.median(took) * 1000, 2)}


def _rules() -> Sequence[object]:
    from ticketing.offers.kinds import Combines, OfferKind  # noqa: PLC0415
    from ticketing.offers.rules import Rule  # noqa: PLC0415

    kinds, combines = list(OfferKind), list(Combines)
    several = {OfferKind.GROUP, OfferKind.FAMILY, OfferKind.BUY_GET}
    return [
        Rule(
            key,
            f"Offer {key}",
            f"优惠{key}",
            kind=(kind := kinds[key % len(kinds)]),
            percent_off=Decimal(5 + key % 20),
            combines=combines[key % len(combines)],
            shows=frozenset({1, 2}) if kind == OfferKind.SHOWS else frozenset(),
            count=2 + key % 4 if kind in several else 0,
            free_count=1 if kind == OfferKind.BUY_GET else 0,
        )
        for key in range(RULES)
    ]


def asking() -> dict[str, float]:
    """What a cart of ten places asks while fifty offers run and none is known."""
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from ticketing.checkout.selectors import cart_contents  # noqa: PLC0415
    from ticketing.house.models import the_house  # noqa: PLC0415
    from ticketing.offers.selectors import offers_changed  # noqa: PLC0415

    _put_on_offer()
    cart, house, now = _filled_cart(), the_house(), timezone.now()
    cart_contents(cart, house, now=now)
    offers_changed()
    with CaptureQueriesContext(connection) as asked:
        cart_contents(cart, house, now=now)
    return {"quote_queries": len(asked)}


def _put_on_offer() -> None:
    from django.utils import timezone  # noqa: PLC0415

    from ticketing.offers.models import Offer  # noqa: PLC0415

    until = timezone.now() + timedelta(days=1)
    Offer.objects.bulk_create(
        Offer(
            name_en=f"Offer {n}", kind="special", percent_off=5 + n, valid_until=until
        )
        for n in range(RULES)
    )


def _filled_cart() -> Any:
    from django.utils import timezone  # noqa: PLC0415

    from bench._halls import offered_hall  # noqa: PLC0415
    from ticketing.checkout.carts import choose_places, new_cart  # noqa: PLC0415
    from ticketing.stock.models import Place  # noqa: PLC0415

    performance = offered_hall(seats=500)
    places = Place.objects.filter(performance=performance).values_list("pk", flat=True)
    cart = new_cart(currency="CNY", language="en")
    chosen = list(places.order_by("pk")[:LINES])
    return choose_places(cart, performance, chosen, now=timezone.now())


if __name__ == "__main__":
    main()
