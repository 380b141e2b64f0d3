"""Which places people took: neighbours together, good ones first."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from random import Random
from typing import Final

from ticketing.stock.models import Place

# How many come together, and how often.
PARTIES: Final = (1, 2, 3, 4, 5, 6, 8)
OFTEN: Final = (14, 46, 11, 16, 4, 5, 4)
# How much sooner the front of the hall goes than its end: 0 is not at all.
EAGERNESS: Final = 0.6


def parties(places: Sequence[Place], count: int, chance: Random) -> list[list[Place]]:
    """Share out so many places among parties that sit together.

    The places are in the order of their keys, which is row by row.
    """
    found: list[list[Place]] = []
    left = count
    for group in _shuffled(_neighbours(places, chance), chance):
        if left <= 0:
            break
        found.append(group[:left])
        left -= len(found[-1])
    return found


def _neighbours(places: Sequence[Place], chance: Random) -> Iterator[list[Place]]:
    """Cut each row into parties."""
    for _row, members in groupby(places, key=_row_of):
        row = list(members)
        while row:
            size = chance.choices(PARTIES, OFTEN)[0]
            yield row[:size]
            row = row[size:]


def _row_of(place: Place) -> tuple[int, str]:
    return place.section_id, place.seat.row if place.seat else ""


def _shuffled(groups: Iterator[list[Place]], chance: Random) -> list[list[Place]]:
    """Mix the parties; what comes first in the hall goes a little sooner."""
    listed = list(groups)
    reach = max(len(listed), 1)
    ranks = [i / reach * EAGERNESS + chance.random() for i in range(len(listed))]
    order = sorted(range(len(listed)), key=ranks.__getitem__)
    return [listed[i] for i in order]
