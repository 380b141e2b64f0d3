"""Counting the places of many performances by ticket type, over one index."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.db.models import Count, Min, Q

from ticketing.stock.models import Place, PlaceState
from ticketing.stock.querysets import is_free

STATES: Final = ("sold", "ordered", "held", "free", "allotted", "withheld", "blocked")


@dataclass(slots=True)
class Tally:
    """Places by what became of them; each place is in one of the numbers.

    `free` ones are on general sale, `allotted` ones are free for one channel
    or account.
    """

    sold: int = 0
    ordered: int = 0
    held: int = 0
    free: int = 0
    allotted: int = 0
    withheld: int = 0
    blocked: int = 0

    @property
    def total(self) -> int:
        return sum(getattr(self, state) for state in STATES)

    @property
    def taken(self) -> int:
        """What caps count: held, ordered, sold."""
        return self.held + self.ordered + self.sold

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(*(getattr(self, s) + getattr(other, s) for s in STATES))


@dataclass(slots=True)
class Counted:
    """The tallies of a performance by tier, and when its next hold ends."""

    by_tier: dict[int | None, Tally] = field(default_factory=lambda: defaultdict(Tally))
    next_end: datetime | None = None


def count(performance_ids: Collection[int], *, now: datetime) -> dict[int, Counted]:
    """Count all their places, with two queries.

    One reads nothing but the index over performance, tier, state and end of
    hold, in its order; the other the few places that are allotted.
    """
    found: dict[int, Counted] = {pk: Counted() for pk in performance_ids}
    if not found:
        return found
    for performance, tier, state, number, lapsed, ends in _by_state(found, now):
        counted = found[performance]
        tally = counted.by_tier[tier]
        held_until_then = lapsed if state == PlaceState.HELD else 0
        _add(tally, state, number - held_until_then)
        tally.free += held_until_then
        counted.next_end = _earlier(counted.next_end, ends)
    for performance, tier, number in _allotted(found, now):
        tally = found[performance].by_tier[tier]
        tally.free -= number
        tally.allotted += number
    return found


def _by_state(ids: Collection[int], now: datetime) -> Any:
    return (
        Place.objects.filter(performance__in=ids)
        .order_by("performance", "tier", "state")
        .values_list("performance", "tier", "state")
        .annotate(
            # Of the rows, not of a column that the index has not got.
            number=Count("*"),
            lapsed=Count("held_until", filter=Q(held_until__lte=now)),
            ends=Min("held_until", filter=Q(held_until__gt=now)),
        )
    )


def _allotted(ids: Collection[int], now: datetime) -> Any:
    return (
        Place.objects.filter(is_free(now), performance__in=ids, allotment__isnull=False)
        .order_by()
        .values_list("performance", "tier")
        .annotate(number=Count("*"))
    )


def _add(tally: Tally, state: str, number: int) -> None:
    setattr(tally, state, getattr(tally, state) + number)


def _earlier(one: datetime | None, other: datetime | None) -> datetime | None:
    return min(filter(None, (one, other)), default=None)
