"""Choosing among free places: beside one another where that is wished."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple


class Spot(NamedTuple):
    """A place, the run of neighbours that it is in, and where it stands there.

    Standing places of one section are a run, and stand nowhere in it (None).
    """

    place: int
    run: int
    at: int | None


def pick(spots: Sequence[Spot], quantity: int, *, together: bool) -> list[int]:
    """Return that many places, or none where they can't be had as wished.

    The spots are in the order of their runs.
    """
    if len(spots) < quantity:
        return []
    if not together or quantity == 1:
        return [spot.place for spot in spots[:quantity]]
    for group in _groups(spots):
        if len(group) >= quantity:
            return [spot.place for spot in group[:quantity]]
    return []


def _groups(spots: Sequence[Spot]) -> list[list[Spot]]:
    """Part the spots where another sits between them, or nobody can."""
    groups = [[spots[0]]]
    for before, spot in pairwise(spots):
        if _are_neighbours(before, spot):
            groups[-1].append(spot)
        else:
            groups.append([spot])
    return groups


def _are_neighbours(one: Spot, other: Spot) -> bool:
    if one.run != other.run:
        return False
    return one.at is None or other.at == one.at + 1
