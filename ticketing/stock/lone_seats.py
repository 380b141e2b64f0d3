"""Refusing a choice that leaves one lone seat, and finding a better one."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from ticketing.stock.best import hall_now, near_to, nearest
from ticketing.stock.errors import LeavesOneSeat
from ticketing.stock.models import Place
from ticketing.stock.orphans import left_alone
from ticketing.stock.querysets import is_free
from ticketing.venues.models import Seat
from ticketing.venues.rows import Rows, rows_of


@dataclass(frozen=True, slots=True)
class Guard:
    """Seats with their neighbours, locked for one choice."""

    performance_id: int
    version_id: int
    rows: Rows
    locked: set[int]

    def check(
        self, chosen: Sequence[tuple[int, int]], *, below: int, now: datetime
    ) -> None:
        """Raise LeavesOneSeat where (seat, tier) pairs leave a new lone seat.

        Not where so little is left that the house allows it, nor where no
        other seats would do better. Costs one query where all is well.
        """
        seats = [seat for seat, _tier in chosen]
        lone = self._lone(seats, now=now)
        if not lone or self._is_nearly_sold_out(below, now=now):
            return
        better = self._better(seats, {tier for _seat, tier in chosen}, now=now)
        if better:
            seat = Seat.objects.get(pk=lone[0])
            raise LeavesOneSeat(better, row=seat.row, seat=seat.label)

    def _lone(self, seats: Collection[int], *, now: datetime) -> list[int]:
        near = Place.objects.filter(
            performance=self.performance_id, seat__in=self.locked
        )
        free = set(near.priced(now).values_list("seat_id", flat=True))
        runs = sorted(self.rows.runs_of(seats))
        return [one for run in runs for one in left_alone(run, free, set(seats))]

    def _is_nearly_sold_out(self, below: int, *, now: datetime) -> bool:
        counts = Place.objects.filter(
            performance=self.performance_id, seat__isnull=False
        ).aggregate(total=Count("pk"), free=Count("pk", filter=is_free(now)))
        return bool(100 * counts["free"] <= below * counts["total"])

    def _better(
        self, seats: Sequence[int], tiers: set[int], *, now: datetime
    ) -> list[int]:
        """As many seats together near by, at these prices, that leave no lone one."""
        hall = hall_now(self.performance_id, self.version_id, tier_ids=tiers, now=now)
        far = near_to(self.rows, seats)
        window = nearest(hall, hall.eligible, len(seats), far=far)
        if window is None or window.leaves_one:
            return []
        return [hall.free[seat] for seat in window.seats]


def lock(
    performance_id: int, wanted: Collection[int], *, along: Collection[int] = ()
) -> Guard | None:
    """Lock places and the two seats beside them on each side, in key order.

    Two choices that leave a seat alone only together then wait for one
    another. `along` is locked besides. None where no place has a seat.
    """
    places = Place.objects.filter(performance=performance_id, pk__in=wanted)
    seats = dict(
        places.filter(seat__isnull=False).values_list("seat_id", "seat__version_id")
    )
    if not seats:
        (places | Place.objects.filter(pk__in=along)).lock()
        return None
    version_id = min(seats.values())
    rows = rows_of(version_id)
    around = rows.around(seats)
    near = Q(pk__in=wanted) | Q(seat__in=around)
    here = near & Q(performance=performance_id)
    Place.objects.filter(here | Q(pk__in=along)).lock()
    return Guard(performance_id, version_id, rows, around)
