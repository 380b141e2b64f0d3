"""Choosing among free places: beside one another where that is wished."""

from collections.abc import Sequence
from itertools import pairwise

# Place, section, row and number; places without a row are standing ones.
Spot = tuple[int, int, str, int]


def pick(spots: Sequence[Spot], quantity: int, *, together: bool) -> list[int]:
    """Return that many places, or none where they can't be had as wished.

    The spots are in the order of section and number. Standing places of one
    section are beside one another, whatever their numbers.
    """
    if len(spots) < quantity:
        return []
    if not together or quantity == 1:
        return [spot[0] for spot in spots[:quantity]]
    for run in _runs(spots):
        if len(run) >= quantity:
            return [spot[0] for spot in run[:quantity]]
    return []


def _runs(spots: Sequence[Spot]) -> list[list[Spot]]:
    runs = [[spots[0]]]
    for before, spot in pairwise(spots):
        if _are_neighbours(before, spot):
            runs[-1].append(spot)
        else:
            runs.append([spot])
    return runs


def _are_neighbours(one: Spot, other: Spot) -> bool:
    if one[1:3] != other[1:3]:
        return False
    return not one[2] or other[3] == one[3] + 1
