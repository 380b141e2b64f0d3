"""Putting a plan together from its seats: sections, capacities, the frame."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from starter.demo.plans.records import Point, Section
from starter.demo.plans.records import Seat as Chair
from starter.demo.words import Words

MARGIN: Final = 40.0


def seated_sections(
    seats: Iterable[Chair], labels: Mapping[str, tuple[Words, Point]]
) -> tuple[Section, ...]:
    """A section for each label, with the number of its seats."""
    counts = Counter(seat.section for seat in seats)
    return tuple(
        Section(code, name, "seated", counts[code], round(x, 1), round(y, 1))
        for code, (name, (x, y)) in labels.items()
    )


def frame(
    seats: Iterable[Chair], others: Iterable[Point]
) -> tuple[float, float, float, float]:
    """The box around everything, with a margin."""
    points = [(seat.x, seat.y) for seat in seats] + list(others)
    left, top = (min(p[axis] for p in points) - MARGIN for axis in (0, 1))
    right, bottom = (max(p[axis] for p in points) + MARGIN for axis in (0, 1))
    return round(left), round(top), round(right - left), round(bottom - top)
