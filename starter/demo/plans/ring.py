"""Rings of blocks around a court: straight sides, round corners, even rows."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from starter.demo.plans.records import Point, Seat
from starter.demo.plans.rows import AISLE, ROW, SEAT, numbered

QUARTER: Final = math.pi / 2


@dataclass(frozen=True, slots=True)
class Court:
    """The rectangle that the rings go around; half its width and height."""

    half_width: float
    half_height: float


@dataclass(frozen=True, slots=True)
class Ring:
    """A ring of blocks; `gap` is the way from the court to its first row.

    `side`, `end` and `corner` say how many blocks stand along a long side,
    along a short one, and in each corner.
    """

    first_code: int
    rows: str
    gap: float
    side: int
    end: int
    corner: int


@dataclass(frozen=True, slots=True)
class Span:
    """Where a block stands: a straight one has a length, a corner one a turn."""

    code: str
    start: Point
    course: float
    length: float
    turn: float


def spans(court: Court, ring: Ring) -> Iterator[Span]:
    """All blocks with the clock; the first is right of the middle of the top."""
    w, h = court.half_width, court.half_height
    sides = [
        (ring.side, (-w, -h), 0.0, 2 * w),
        (ring.end, (w, -h), QUARTER, 2 * h),
        (ring.side, (w, h), 2 * QUARTER, 2 * w),
        (ring.end, (-w, h), 3 * QUARTER, 2 * h),
    ]
    found: list[tuple[Point, float, float, float]] = []
    for count, start, course, length in sides:
        for i in range(count):
            at = _along(start, course, length * i / count)
            found.append((at, course, length / count, 0.0))
        corner = _along(start, course, length)
        turn = QUARTER / ring.corner
        found += [(corner, course + i * turn, 0.0, turn) for i in range(ring.corner)]
    first = ring.side // 2
    for i, (start, course, length, turn) in enumerate(found[first:] + found[:first]):
        yield Span(str(ring.first_code + i), start, course, length, turn)


def ring_seats(court: Court, ring: Ring) -> Iterator[Seat]:
    for span in spans(court, ring):
        for i, row in enumerate(ring.rows):
            distance = ring.gap + i * ROW
            seats = list(_row(span, row, distance))
            for number, seat in enumerate(reversed(seats), start=1):
                yield numbered(seat, span.code, row, number)


def middle(span: Span, distance: float) -> tuple[Point, float]:
    """The middle of the block at that distance, and the way out from there.

    The way out is the cosine to the page's breadth: 0 is straight up or down.
    """
    outwards = span.course + span.turn / 2 - QUARTER
    return _point(span, distance, 0.5), math.cos(outwards)


def _row(span: Span, row: str, distance: float) -> Iterator[Seat]:
    """One row of the block, with the clock."""
    length = span.length + span.turn * distance
    gaps = int((length - 2 * AISLE) / SEAT)
    for i in range(gaps + 1):
        share = (AISLE + (length - 2 * AISLE) * i / gaps) / length
        x, y = _point(span, distance, share)
        angle = math.degrees(span.course + span.turn * share) % 360 - 180
        yield Seat(span.code, "", row, "", x, y, angle, aisle=i in (0, gaps))


def _point(span: Span, distance: float, share: float) -> Point:
    """A point of the block, `share` of its way along at that distance."""
    along = _along(span.start, span.course, span.length * share)
    return _along(along, span.course + span.turn * share - QUARTER, distance)


def _along(start: Point, course: float, length: float) -> Point:
    x, y = start
    return x + math.cos(course) * length, y + math.sin(course) * length
