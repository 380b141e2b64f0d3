"""How many places a performance has in each state, counted for many at once."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import Count, Q

from ticketing.stock.models import Place, PlaceState
from ticketing.venues.models import Section


@dataclass(frozen=True, slots=True)
class Counts:
    """Places of one performance; `unpriced` ones are free but without a tier."""

    total: int = 0
    free: int = 0
    held: int = 0
    ordered: int = 0
    sold: int = 0
    unpriced: int = 0

    @property
    def taken(self) -> int:
        """Places that somebody holds, has ordered or has bought."""
        return self.held + self.ordered + self.sold


NOTHING: Final = Counts()
STATES: Final = ("total", "free", "held", "ordered", "sold", "unpriced")


def counts_of(performance_ids: Collection[int], *, now: datetime) -> dict[int, Counts]:
    """Return the counts by performance, with one query; none where none is made."""
    if not performance_ids:
        return {}
    lapsed = Q(state=PlaceState.HELD, held_until__lte=now)
    free = Q(state=PlaceState.FREE) | lapsed
    rows: Any = (
        Place.objects.filter(performance__in=performance_ids)
        .order_by()
        .values("performance")
        .annotate(
            total=Count("pk"),
            free=Count("pk", filter=free & Q(tier__isnull=False)),
            unpriced=Count("pk", filter=free & Q(tier=None)),
            held=Count("pk", filter=Q(state=PlaceState.HELD) & ~lapsed),
            ordered=Count("pk", filter=Q(state=PlaceState.ORDERED)),
            sold=Count("pk", filter=Q(state=PlaceState.SOLD)),
        )
    )
    return {
        row["performance"]: Counts(**{name: row[name] for name in STATES})
        for row in rows
    }


def capacities(version_ids: Iterable[int]) -> dict[int, int]:
    """Return how many places each plan version has room for, with one query."""
    found: dict[int, int] = {}
    rows = Section.objects.filter(version__in=set(version_ids)).values_list(
        "version_id", "capacity"
    )
    for version, capacity in rows:
        found[version] = found.get(version, 0) + capacity
    return found
