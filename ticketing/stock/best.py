"""Best available: seats beside one another, as near as they come."""

import random
from collections.abc import Callable, Collection, Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from math import hypot
from typing import Final

from ticketing.stock.errors import NotEnoughPlaces, NothingChosen
from ticketing.stock.models import Place
from ticketing.stock.orphans import leaves_one
from ticketing.venues.rows import Rows, rows_of

# Whoever was slower looks at more groups each time, and takes any of them.
SPREAD: Final = 4
Far = Callable[[int], float]


@dataclass(frozen=True, slots=True)
class Best:
    """Places to hold; `groups` are the sizes that sit together, largest first."""

    places: tuple[int, ...]
    groups: tuple[int, ...]

    @property
    def is_together(self) -> bool:
        return len(self.groups) == 1

    @property
    def sizes(self) -> str:
        """The groups as people write them: 2 + 2 + 1."""
        return " + ".join(str(size) for size in self.groups)


@dataclass(frozen=True, slots=True)
class Hall:
    """What is free at one moment: seats by place, and which of them may be given."""

    rows: Rows
    free: dict[int, int]
    eligible: Set[int]


@dataclass(frozen=True, order=True, slots=True)
class Window:
    """Some seats of a run; the better one compares as smaller."""

    leaves_one: bool
    far: float
    seats: tuple[int, ...]


def best_available(
    performance_id: int,
    version_id: int,
    *,
    quantity: int,
    now: datetime,
    tier_ids: Collection[int] | None = None,
    attempt: int = 0,
) -> Best:
    """Find that many free seats: in one row, else in pairs, else one by one.

    Among all tiers, or these. Wheelchair places, companions' places and
    restricted views are not given. Costs one query; nothing is held. A later
    attempt chooses among more groups, so that a crowd does not meet at one.
    Raises NothingChosen or NotEnoughPlaces.
    """
    if quantity < 1:
        raise NothingChosen
    hall = hall_now(performance_id, version_id, tier_ids=tier_ids, now=now)
    if len(hall.eligible) < quantity:
        raise NotEnoughPlaces(left=len(hall.eligible))
    groups = pick(hall, quantity, choices=SPREAD**attempt)
    return Best(
        places=tuple(hall.free[seat] for group in groups for seat in group),
        groups=tuple(sorted((len(group) for group in groups), reverse=True)),
    )


def hall_now(
    performance_id: int,
    version_id: int,
    *,
    now: datetime,
    tier_ids: Collection[int] | None = None,
) -> Hall:
    """Read which numbered seats are free, with one query."""
    rows = rows_of(version_id)
    found = Place.objects.filter(performance=performance_id, seat__isnull=False)
    listed = found.sellable(now).values_list("seat_id", "pk", "tier_id")
    places = list(listed)
    free = {seat: place for seat, place, _tier in places}
    if tier_ids is None:
        return Hall(rows, free, rows.plain & free.keys())
    wanted = set(tier_ids)
    offered = {seat for seat, _place, tier in places if tier in wanted}
    return Hall(rows, free, rows.plain & offered)


def pick(hall: Hall, quantity: int, *, choices: int = 1) -> list[tuple[int, ...]]:
    """Choose groups of seats that make up the quantity.

    `hall.eligible` must have that many; it is what is left when this is done.
    """
    for sizes in _ways(quantity):
        found = _groups(hall, sizes, choices)
        if found is not None:
            return found
    return _pairs_and_singles(hall, quantity)


def _ways(quantity: int) -> Iterator[list[int]]:
    """In one row; in pairs, with a three where the number is odd."""
    yield [quantity]
    odd = quantity % 2
    if quantity > 3 and odd:  # noqa: PLR2004 three are two and one
        yield [3, *[2] * (quantity // 2 - 1)]
    yield [2] * (quantity // 2) + [1] * odd


def _groups(
    hall: Hall, sizes: Sequence[int], choices: int
) -> list[tuple[int, ...]] | None:
    """One group of each size, the later ones near the first; or none at all."""
    left, groups = set(hall.eligible), list[tuple[int, ...]]()
    for size in sizes:
        near = near_to(hall.rows, groups[0]) if groups else None
        window = nearest(hall, left, size, far=near, choices=choices)
        if window is None:
            return None
        groups.append(window.seats)
        left.difference_update(window.seats)
    return groups


def _pairs_and_singles(hall: Hall, quantity: int) -> list[tuple[int, ...]]:
    left, groups = set(hall.eligible), list[tuple[int, ...]]()
    while quantity:
        near = near_to(hall.rows, groups[0]) if groups else None
        window = nearest(hall, left, min(2, quantity), far=near)
        window = window or nearest(hall, left, 1, far=near)
        if window is None:
            raise NotEnoughPlaces(left=len(hall.eligible))
        groups.append(window.seats)
        left.difference_update(window.seats)
        quantity -= len(window.seats)
    return groups


def near_to(rows: Rows, group: Sequence[int]) -> Far:
    """How far a seat is from the middle of a group."""
    spots = [rows.spots[seat] for seat in group]
    x = sum(spot.x for spot in spots) / len(spots)
    y = sum(spot.y for spot in spots) / len(spots)
    return lambda seat: hypot(rows.spots[seat].x - x, rows.spots[seat].y - y)


def nearest(
    hall: Hall,
    eligible: Collection[int],
    size: int,
    *,
    far: Far | None = None,
    choices: int = 1,
) -> Window | None:
    """Return the nearest seats of a run, those before that leave no lone seat.

    Near to the focal point, or as `far` measures it. With several choices, any
    one of the best of so many runs; never one that leaves a lone seat while
    another does not, which a house may refuse.
    """
    best: list[Window] = []
    for least, run in hall.rows.nearest_first:
        # Runs stand in the order of their nearest seat: no later one is nearer.
        if (
            far is None
            and len(best) >= choices
            and _is_settled(best[choices - 1], least)
        ):
            break
        windows = _windows(hall, run, eligible, size, far or hall.rows.far.__getitem__)
        window = min(windows, default=None)
        if window is not None:
            best = sorted([*best, window])[:choices]
    good = [window for window in best if not window.leaves_one] or best
    return random.choice(good) if good else None  # noqa: S311 no secret


def _is_settled(worst: Window, least: float) -> bool:
    return not worst.leaves_one and worst.far <= least


def _windows(
    hall: Hall, run: Sequence[int], eligible: Collection[int], size: int, far: Far
) -> Iterator[Window]:
    """Every way to sit that many beside one another in this run."""
    length = 0
    for at, seat in enumerate(run):
        length = length + 1 if seat in eligible else 0
        if length < size:
            continue
        start = at + 1 - size
        seats = tuple(run[start : at + 1])
        mean = sum(far(one) for one in seats) / size
        yield Window(leaves_one(run, start, at + 1, hall.free), mean, seats)
