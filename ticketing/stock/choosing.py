"""What a choice of seats must satisfy besides being free, asked under the lock."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from django.db.models import F, QuerySet

from ground.compiled import compiled
from ticketing.stock import lone_seats
from ticketing.stock.errors import CompanionAlone, RestrictedView
from ticketing.stock.models import Hold, Place
from ticketing.venues.models import Seat, SeatFlag


class Chosen(NamedTuple):
    """A place that is about to be held; a standing one has no seat."""

    place: int
    tier: int
    seat: int | None
    flags: int | None

    def has(self, flag: SeatFlag) -> bool:
        return bool((self.flags or 0) & flag)


def lock_places(performance_id: int, wanted: Collection[int]) -> None:
    """Wait for these places of a performance, in key order."""
    _locked(performance_id, sorted(wanted))


@compiled
def _locked(
    performance_id: int, wanted: Collection[int]
) -> QuerySet[Place, tuple[int]]:
    places = Place.objects.filter(performance=performance_id, pk__in=wanted)
    return places.under_lock()


@dataclass
class ChoiceRules:
    """The rules for one choice of a visitor; staff and imports choose without.

    `knows_view`: the visitor was told of restricted views and takes them.
    `lone_seats_below`: refuse to leave lone seats while more than this share
    (in per cent) is free; None lets every seat be left alone. `along` are places that
    the same transaction locks besides, such as those that are exchanged: two locks
    one after the other are no key order.
    """

    knows_view: bool = False
    lone_seats_below: int | None = None
    along: Collection[int] = ()
    guard: lone_seats.Guard | None = field(default=None, init=False)

    def lock(self, performance_id: int, wanted: Collection[int]) -> None:
        """Lock the places; where lone seats are refused, their neighbours too."""
        if self.lone_seats_below is not None:
            self.guard = lone_seats.lock(performance_id, wanted, along=self.along)
        elif self.along:
            Place.objects.filter(pk__in=[*wanted, *self.along]).lock()
        else:
            lock_places(performance_id, wanted)

    def check(
        self, chosen: Sequence[Chosen], hold: Hold | None, *, now: datetime
    ) -> None:
        """Raise RestrictedView, CompanionAlone or LeavesOneSeat.

        Asks nothing where no seat is of that kind and lone seats are allowed.
        """
        restricted = [c.place for c in chosen if c.has(SeatFlag.RESTRICTED)]
        if restricted and not self.knows_view:
            raise RestrictedView(restricted)
        _keep_companions_company(chosen, hold)
        if self.guard is not None and self.lone_seats_below is not None:
            self.guard.check(
                [(c.seat, c.tier) for c in chosen if c.seat],
                below=self.lone_seats_below,
                now=now,
            )


def _keep_companions_company(chosen: Sequence[Chosen], hold: Hold | None) -> None:
    """Each companion's place comes with its wheelchair place, or follows it."""
    companions = [c.seat for c in chosen if c.seat and c.has(SeatFlag.COMPANION)]
    if not companions:
        return
    bound = Seat.objects.filter(pk__in=companions).values_list(
        "companion_of", flat=True
    )
    theirs = {c.seat for c in chosen if c.has(SeatFlag.WHEELCHAIR)}
    if hold is not None:
        theirs |= set(hold.places.values_list("seat_id", flat=True))
    if any(wheelchair not in theirs for wheelchair in bound):
        raise CompanionAlone


def companions_of(place_ids: Collection[int]) -> set[int]:
    """Places of companions that are bound to these wheelchair places."""
    bound = Place.objects.filter(
        seat__companion_of__places__in=place_ids,
        seat__companion_of__places__performance=F("performance"),
    )
    return set(bound.values_list("pk", flat=True))
