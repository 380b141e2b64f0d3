"""Rows of seats: curved, radial and straight ones, evenly spread."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from starter.demo.plans.records import Point, Seat

# Letters of rows: I and O are too like figures.
LETTERS: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ"
SEAT: Final = 20.0
ROW: Final = 25.0
AISLE: Final = 15.0


@dataclass(frozen=True, slots=True)
class Wedge:
    """A block between two radial aisles; angles in radians, 0 is straight down."""

    section: str
    start: float
    end: float


def letters(first: str, count: int) -> str:
    start = LETTERS.index(first)
    return LETTERS[start : start + count]


def on_arc(radius: float, angle: float) -> Point:
    """The point at this distance and angle of the common centre of the rows."""
    return radius * math.sin(angle), radius * math.cos(angle)


def arc_path(radius: float, start: float, end: float) -> str:
    """An arc from the left to the right, as an SVG path."""
    (x0, y0), (x1, y1) = on_arc(radius, start), on_arc(radius, end)
    return f"M{x0:.1f} {y0:.1f}A{radius:.0f} {radius:.0f} 0 0 0 {x1:.1f} {y1:.1f}"


def curved_rows(
    floor: str, rows: str, radius: float, wedges: Sequence[Wedge]
) -> Iterator[Seat]:
    """Rows around the stage, numbered from the left through all their blocks."""
    for i, row in enumerate(rows):
        number = 0
        for wedge in wedges:
            for seat in _curved_row(wedge, row, radius + i * ROW):
                number += 1
                yield numbered(seat, floor, row, number)


def _curved_row(wedge: Wedge, row: str, radius: float) -> Iterator[Seat]:
    inset = AISLE / radius
    start, end = wedge.start + inset, wedge.end - inset
    gaps = int((end - start) * radius / SEAT)
    for i in range(gaps + 1):
        angle = start + (end - start) * i / gaps
        x, y = on_arc(radius, angle)
        at_aisle = i in (0, gaps)
        turned = -math.degrees(angle)
        yield Seat(wedge.section, "", row, "", x, y, turned, aisle=at_aisle)


def line_of_seats(section: str, start: Point, end: Point, count: int) -> Iterator[Seat]:
    """Seats in a straight line, whose people look to the left of its course."""
    (x0, y0), (x1, y1) = start, end
    course = math.degrees(math.atan2(y1 - y0, x1 - x0))
    for i in range(count):
        t = i / (count - 1)
        x, y = x0 + (x1 - x0) * t, y0 + (y1 - y0) * t
        yield Seat(section, "", "", "", x, y, course, aisle=i in (0, count - 1))


def numbered(seat: Seat, floor: str, row: str, number: int) -> Seat:
    """The seat with its number, and its key: floor, row and number."""
    key = f"{floor}-{row}-{number}"
    return replace(seat, key=key, row=row, label=str(number))


def number_all(seats: Iterable[Seat], floor: str, row: str) -> Iterator[Seat]:
    for number, seat in enumerate(seats, start=1):
        yield numbered(seat, floor, row, number)


def with_wheelchairs(seats: Iterable[Seat], wheelchairs: Iterable[str]) -> list[Seat]:
    """Turn these seats into wheelchair places, the next seat into the companion's.

    The next one is that with the number after it in the same row.
    """
    companion_of = {_next_key(key): key for key in wheelchairs}
    chairs = set(companion_of.values())
    return [
        replace(
            seat,
            wheelchair=seat.key in chairs,
            companion_of=companion_of.get(seat.key),
        )
        for seat in seats
    ]


def _next_key(key: str) -> str:
    row, number = key.rsplit("-", 1)
    return f"{row}-{int(number) + 1}"


def with_restricted(seats: Iterable[Seat], keys: Iterable[str]) -> list[Seat]:
    hidden = set(keys)
    return [replace(seat, restricted=seat.key in hidden) for seat in seats]


def ends_of_rows(seats: Iterable[Seat], count: int) -> list[str]:
    """The keys of the outermost seats of each row, so many at each end."""
    rows: dict[str, list[str]] = {}
    for seat in seats:
        rows.setdefault(seat.key.rsplit("-", 1)[0], []).append(seat.key)
    return [key for row in rows.values() for key in (*row[:count], *row[-count:])]


def rounded(seats: Iterable[Seat]) -> tuple[Seat, ...]:
    return tuple(
        replace(
            seat,
            x=round(seat.x, 1),
            y=round(seat.y, 1),
            angle=round(seat.angle, 1),
        )
        for seat in seats
    )
