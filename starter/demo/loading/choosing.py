"""Which places people took: neighbours together, the front a little sooner."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from random import Random
from typing import Final

from starter.demo.loading.sale import Spot

# How many come together, and how often.
PARTIES: Final = (1, 2, 3, 4, 5, 6, 8, 10)
OFTEN: Final = (12, 40, 11, 18, 5, 6, 5, 3)
# How much sooner the front of the hall goes than its end: 0 is not at all.
EAGERNESS: Final = 0.6


def parties(spots: Sequence[Spot], count: int, chance: Random) -> list[list[Spot]]:
    """Share out so many places among parties that sit together.

    The places are in the order of their keys, which is row by row.
    """
    found: list[list[Spot]] = []
    left = count
    for group in _shuffled(_neighbours(spots, chance), chance):
        if left <= 0:
            break
        found.append(group[:left])
        left -= len(found[-1])
    return found


def _neighbours(spots: Sequence[Spot], chance: Random) -> Iterator[list[Spot]]:
    """Cut each row into parties."""
    for _row, members in groupby(spots, key=lambda spot: (spot.section, spot.row)):
        row = list(members)
        start = 0
        while start < len(row):
            size = chance.choices(PARTIES, OFTEN)[0]
            yield row[start : start + size]
            start += size


def _shuffled(groups: Iterator[list[Spot]], chance: Random) -> list[list[Spot]]:
    """Mix the parties; what comes first in the hall goes a little sooner."""
    listed = list(groups)
    reach = max(len(listed), 1)
    ranks = [i / reach * EAGERNESS + chance.random() for i in range(len(listed))]
    order = sorted(range(len(listed)), key=ranks.__getitem__)
    return [listed[i] for i in order]
