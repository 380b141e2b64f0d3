"""How long the live board takes for 300 performances with 500,000 places.

On PostgreSQL. The first look counts everything, in a process that has counted
nothing before; between two refreshes a handful of places is held and sold.
"""

import json
import os
import random
import statistics
import sys
import time

from bench._halls import offered_hall
from bench._servers import environment_on_postgresql

PERFORMANCES = 300
PLACES = 500_000
TIERS = 5
FIRST_LOOKS = 5
REFRESHES = 40
SALES = 5

_MORE = """
INSERT INTO stock_place (performance_id, section_id, seat_id, number, tier_id, state)
SELECT p.id, place.section_id, place.seat_id, place.number, tier.id,
       CASE place.id %% 3 WHEN 0 THEN 'sold' ELSE 'free' END
FROM shows_performance p
JOIN stock_pricetier tier ON tier.performance_id = p.id
JOIN stock_place place
  ON place.performance_id = %s AND place.number %% %s = tier.position
WHERE p.id <> %s
"""


def main() -> None:
    places = int(sys.argv[1]) if len(sys.argv) > 1 else PLACES
    with environment_on_postgresql() as environment:
        os.environ.update(environment)
        import django  # noqa: PLC0415 the environment is known only now

        django.setup()
        keys = season(places // PERFORMANCES)
        firsts = first_looks()
        refreshes = refreshes_between_sales(keys)
    print(
        json.dumps(
            {
                "performances": PERFORMANCES,
                "places": places // PERFORMANCES * PERFORMANCES,
                "first_look_ms": round(statistics.median(firsts), 1),
                "refresh_ms": round(statistics.median(refreshes), 1),
                "refresh_ms_p95": round(statistics.quantiles(refreshes, n=20)[-1], 1),
            }
        )
    )


def season(seats: int) -> list[int]:
    """Offer one performance, and write the others down in its likeness."""
    from django.db import connection  # noqa: PLC0415

    from ticketing.shows.models import Performance  # noqa: PLC0415
    from ticketing.stock.models import PriceTier  # noqa: PLC0415

    first = offered_hall(seats=seats)
    like = Performance.objects.filter(pk=first).values().get()
    del like["id"]
    Performance.objects.bulk_create(
        Performance(**like) for _ in range(PERFORMANCES - 1)
    )
    keys = list(Performance.objects.order_by("pk").values_list("pk", flat=True))
    PriceTier.objects.bulk_create(
        PriceTier(
            performance_id=pk,
            code="ABCDE"[position],
            name_en=f"Tier {position}",
            price=100,
            position=position,
        )
        for pk in keys
        if pk != first
        for position in range(TIERS)
    )
    with connection.cursor() as cursor:
        cursor.execute(_MORE, [first, TIERS, first])
        cursor.execute("VACUUM ANALYZE")
    return keys


def first_looks() -> list[float]:
    from django.utils import timezone  # noqa: PLC0415

    from ticketing.stock.board import Board  # noqa: PLC0415

    took = []
    for _ in range(FIRST_LOOKS + 1):
        begin = time.perf_counter()
        Board().look(now=timezone.now())
        took.append(1000 * (time.perf_counter() - begin))
    # The first of all opens the connection and loads the rows from the disk.
    return took[1:]


def refreshes_between_sales(keys: list[int]) -> list[float]:
    from django.utils import timezone  # noqa: PLC0415

    from ticketing.stock.board import Board  # noqa: PLC0415

    board, chance, took = Board(), random.Random(7), []
    seen = board.look(now=timezone.now())
    for _ in range(REFRESHES):
        sell(chance.sample(keys, SALES))
        begin = time.perf_counter()
        seen = board.look(now=timezone.now(), since=seen.at)
        took.append(1000 * (time.perf_counter() - begin))
    return took


def sell(keys: list[int]) -> None:
    """Hold, order and sell two places of each of these performances."""
    from django.utils import timezone  # noqa: PLC0415

    from ticketing.stock.holds import hold_places, order_places  # noqa: PLC0415
    from ticketing.stock.models import Place  # noqa: PLC0415
    from ticketing.stock.services import sell_places  # noqa: PLC0415

    for pk in keys:
        now, cart = timezone.now(), f"buyer-{pk}-{time.perf_counter_ns()}"
        free = Place.objects.filter(performance=pk, state="free", tier__isnull=False)
        places = list(free.order_by("pk").values_list("pk", flat=True)[:2])
        hold_places(pk, places, cart_key=cart, minutes=15, now=now)
        order_places(places, cart_key=cart, now=now)
        sell_places(places, now=now)


if __name__ == "__main__":
    main()
