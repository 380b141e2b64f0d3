"""Two rushes over HTTP: the last places of a hall, and large orders side by side.

*last*: 500 buyers for the last 10 places. *groups*: 200 orders of 8 seats for a
hall of 1,000 in which no seat may be left alone; every second one names its seats,
the others take the best. Each goes the whole way to the ticket, or to the refusal.
A hold is timed from the request to its answer, refused ones included; the client
shares the machine. Seats that stay free in *groups* are told (`left`): fewer than
eight are nobody's fault.
"""

import json
import os
import statistics
import sys
import time
from collections.abc import Iterator
from typing import Any, Final

from bench._buyer import Buyer
from bench._halls import offered_hall
from bench._servers import Site, environment_on_postgresql, site
from bench.onsale import PROCESSES, THREADS, Rush, crowd, one_place, outcome
from bench.purchase import make_performance

LAST, LAST_BUYERS, LAST_AT_ONCE = 10, 500, 50
GROUPS, TOGETHER, HALL, GROUPS_AT_ONCE = 200, 8, 1000, 20
WARM_UP: Final = 30
# Whoever named seats in vain so often lets the house choose.
NAMED_TRIES: Final = 3


class Group(Buyer):
    """Somebody who wants eight seats beside one another, by name or the best."""

    def __init__(
        self, port: int, performance: int, *, number: int, section: int
    ) -> None:
        super().__init__(port, performance, number=number)
        self.query = f"?section={section}"
        self.tries = 0
        self.asked_for_best = False

    def wish(self, free: list[bytes]) -> dict[str, str | list[str]]:
        self.tries += 1
        if self.number % 2 and self.tries <= NAMED_TRIES:
            named = self._beside_one_another([int(place) for place in free])
            if named:
                return {"place": named}
        if self.asked_for_best and not self.was_slow:
            return {}
        self.asked_for_best = True
        return {"best": str(TOGETHER)}

    def _beside_one_another(self, free: list[int]) -> list[str]:
        starts = [
            at
            for at in range(len(free) - TOGETHER + 1)
            if free[at + TOGETHER - 1] - free[at] == TOGETHER - 1
        ]
        if not starts:
            return []
        at = self.chance.choice(starts)
        return [str(place) for place in free[at : at + TOGETHER]]


def main() -> None:
    with environment_on_postgresql() as environment:
        environment["MARQUEE_PROXIES"] = "1"
        os.environ.update(environment)
        warm, last = make_performance(seats=WARM_UP * 2), make_performance(seats=500)
        hall = offered_hall(seats=HALL)
        prepare(last)
        with site(environment, threads=THREADS, processes=PROCESSES) as running:
            crowd(one_place(running.port, warm, WARM_UP), LAST_AT_ONCE)
            before = deadlocks()
            figures = {
                **last_places(running, last),
                **groups(running, hall),
                "deadlocks": deadlocks() - before,
            }
    print(json.dumps(figures))


def prepare(performance: int) -> None:
    """Leave ten places of a hall, and let no order leave one seat alone."""
    from ticketing.house.models import House  # noqa: PLC0415 known only now
    from ticketing.stock.models import Place, PlaceState  # noqa: PLC0415

    House.objects.update(no_lone_seats=True)
    every = Place.objects.filter(performance=performance).order_by("pk")
    gone = list(every.values_list("pk", flat=True))[:-LAST]
    Place.objects.filter(pk__in=gone).update(state=PlaceState.BLOCKED)


def last_places(running: Site, performance: int) -> dict[str, Any]:
    buyers = one_place(running.port, performance, LAST_BUYERS)
    return measured("last", running, buyers, LAST_AT_ONCE, performance)


def groups(running: Site, performance: int) -> dict[str, Any]:
    from ticketing.shows.models import Performance  # noqa: PLC0415

    plan = Performance.objects.select_related("plan_version").get(pk=performance)
    sections = list(plan.plan_version.sections.values_list("pk", flat=True))
    buyers = (
        Group(
            running.port,
            performance,
            number=number,
            section=sections[number // 2 % len(sections)],
        )
        for number in range(GROUPS)
    )
    return measured("groups", running, buyers, GROUPS_AT_ONCE, performance)


def measured(
    name: str, running: Site, buyers: Iterator[Buyer], at_once: int, performance: int
) -> dict[str, Any]:
    """Let them buy; the figures have the name before them."""
    cpu, began = running.cpu_seconds(), time.perf_counter()
    rush = crowd(buyers, at_once)
    took = time.perf_counter() - began
    spent = running.cpu_seconds() - cpu
    for error in sorted(set(rush.errors)):
        print(f"{name}: {error}", file=sys.stderr)
    found = figures_of(rush, performance)
    found |= {
        "seconds": round(took, 2),
        "cpu_ms_per_order": round(1000 * spent / max(rush.bought, 1), 1),
    }
    return {f"{name}_{key}": value for key, value in found.items()}


def figures_of(rush: Rush, performance: int) -> dict[str, Any]:
    from ticketing.stock.models import Place  # noqa: PLC0415

    places = Place.objects.filter(performance=performance)
    cuts = statistics.quantiles(rush.holds, n=100)
    return {
        "orders": rush.bought,
        "refused": rush.refused,
        "errors": len(rush.errors),
        "oversold": outcome(performance)["oversold"],
        "tickets": outcome(performance)["tickets"],
        "left": places.filter(state__in=["free", "held", "ordered"]).count(),
        "holds": len(rush.holds),
        "hold_p50_ms": round(1000 * cuts[49], 1),
        "hold_p95_ms": round(1000 * cuts[94], 1),
    }


def deadlocks() -> int:
    """PostgreSQL's own count, of all transactions that had ended by then."""
    from django.db import connection  # noqa: PLC0415

    connection.close()
    time.sleep(1)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"
        )
        return int(cursor.fetchone()[0])


if __name__ == "__main__":
    main()
