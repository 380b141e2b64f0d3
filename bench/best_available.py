"""How long it takes to find the best seats among ten thousand places.

On PostgreSQL, a third of the places taken at random; asked for one to ten
together, in one tier and in all. Measured is the whole search, its query
included; nothing is held.
"""

import json
import os
import random
import statistics
import sys
import time
from itertools import cycle, islice

from bench._halls import offered_hall
from bench._servers import environment_on_postgresql

PLACES = 10_000
SEARCHES = 100


def main() -> None:
    places = int(sys.argv[1]) if len(sys.argv) > 1 else PLACES
    with environment_on_postgresql() as environment:
        os.environ.update(environment)
        import django  # noqa: PLC0415 the environment is known only now

        django.setup()
        took = searches(offered_hall(seats=places))
    print(
        json.dumps(
            {
                "places": places,
                "best_available_ms": round(statistics.median(took), 2),
                "best_available_ms_p95": round(statistics.quantiles(took, n=20)[-1], 2),
            }
        )
    )


def searches(performance_id: int) -> list[float]:
    """Milliseconds of each search; the first one reads the plan and is left out."""
    from django.utils import timezone  # noqa: PLC0415

    from ticketing.shows.models import Performance  # noqa: PLC0415
    from ticketing.stock.best import best_available  # noqa: PLC0415
    from ticketing.stock.models import Place  # noqa: PLC0415

    found = Performance.objects.get(pk=performance_id)
    ids = list(found.places.values_list("pk", flat=True))
    taken = random.Random(7).sample(ids, len(ids) // 3)
    Place.objects.filter(pk__in=taken).update(state="sold")
    tiers = [None, *([pk] for pk in found.tiers.values_list("pk", flat=True))]
    wishes = zip(cycle(range(1, 11)), cycle(tiers), strict=False)
    took = []
    for quantity, tier_ids in islice(wishes, SEARCHES + 1):
        begin = time.perf_counter()
        best_available(
            found.pk,
            found.plan_version_id,
            quantity=quantity,
            tier_ids=tier_ids,
            now=timezone.now(),
        )
        took.append(1000 * (time.perf_counter() - begin))
    return took[1:]


if __name__ == "__main__":
    main()
