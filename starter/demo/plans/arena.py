"""The Arena: courtside blocks and two rings around a court, eight thousand seats."""

from collections.abc import Iterator
from itertools import chain
from typing import Final

from starter.demo.plans.layout import frame, seated_sections
from starter.demo.plans.records import Plan, Point, Seat
from starter.demo.plans.ring import Court, Ring, middle, ring_seats, spans
from starter.demo.plans.rows import (
    ROW,
    SEAT,
    letters,
    numbered,
    rounded,
    with_wheelchairs,
)
from starter.demo.words import Words

COURT: Final = Court(half_width=560.0, half_height=300.0)
LOWER: Final = Ring(101, letters("A", 13), gap=170.0, side=4, end=2, corner=1)
UPPER: Final = Ring(201, letters("A", 12), gap=570.0, side=5, end=3, corner=2)
# Blocks beside the court: code, middle, seats in a row; those above look down.
FLOOR: Final = (
    ("floor-1", (-270.0, -325.0), 17),
    ("floor-2", (270.0, -325.0), 17),
    ("floor-3", (270.0, 325.0), 18),
    ("floor-4", (-270.0, 325.0), 18),
)
FLOOR_ROWS: Final = 4
PLAYING: Final = "M-560 -270H560V270H-560Z"
LINES: Final = (
    "M0 -270V270",
    "M-90 0a90 90 0 1 0 180 0a90 90 0 1 0 -180 0",
    "M-560 -100H-330V100H-560M560 -100H330V100H560",
    "M-330 -90a90 90 0 0 1 0 180M330 -90a90 90 0 0 0 0 180",
)


def arena() -> Plan:
    seats = rounded(_with_flags(list(_seats())))
    labels = dict(_labels())
    return Plan(
        code="arena",
        name=Words("Arena", "主馆"),
        box=frame(seats, []),
        stage=PLAYING,
        stage_label=(0, 6),
        outlines=LINES,
        sections=seated_sections(seats, labels),
        seats=seats,
    )


def _seats() -> Iterator[Seat]:
    floor = (_floor(code, at, count) for code, at, count in FLOOR)
    return chain(
        chain.from_iterable(floor), ring_seats(COURT, LOWER), ring_seats(COURT, UPPER)
    )


def _floor(code: str, at: Point, count: int) -> Iterator[Seat]:
    """A straight block; its first row is the next to the court."""
    x, y = at
    way = 1 if y > 0 else -1
    for i, row in enumerate(letters("A", FLOOR_ROWS)):
        for n in range(count):
            along = (n - (count - 1) / 2) * SEAT
            seat = Seat(
                code,
                "",
                row,
                "",
                x + way * along,
                y + way * (i - 1) * ROW,
                0.0 if y > 0 else 180.0,
                aisle=n in (0, count - 1),
            )
            yield numbered(seat, code, row, n + 1)


def _with_flags(seats: list[Seat]) -> list[Seat]:
    """Wheelchair places stand at the back of the lower ring, reached from outside."""
    last = LOWER.rows[-1]
    blocks = [span.code for span in spans(COURT, LOWER) if not span.turn]
    wheelchairs = [f"{block}-{last}-{n}" for block in blocks for n in (1, 3)]
    return with_wheelchairs(seats, wheelchairs)


def _labels() -> Iterator[tuple[str, tuple[Words, Point]]]:
    for code, (x, y), _count in FLOOR:
        number = code.rsplit("-", 1)[1]
        place = (x, y - 3 * ROW - 2) if y < 0 else (x, y + 3 * ROW + 2)
        yield code, (Words(f"Floor {number}", f"内场{number}区"), place)
    yield from _ring_labels(LOWER, room=22.0, across=30.0)
    yield from _ring_labels(UPPER, room=49.0, across=0.0)


def _ring_labels(
    ring: Ring, room: float, across: float
) -> Iterator[tuple[str, tuple[Words, Point]]]:
    """Names stand before the first row, further off where they lie across it."""
    for span in spans(COURT, ring):
        _at, breadth = middle(span, ring.gap)
        (x, y), _breadth = middle(span, ring.gap - room - across * abs(breadth))
        yield span.code, (Words(f"Block {span.code}", f"{span.code}区"), (x, y))
