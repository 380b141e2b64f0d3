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
FLOOR_OF_PLAY: Final = "M-560 -270H560V270H-560Z"
# The width of a painted line; the lines are cut out of the court.
LINE: Final = 5.0
KEY_LENGTH, KEY_WIDTH, CIRCLE = 230.0, 200.0, 90.0


def arena() -> Plan:
    seats = rounded(_with_flags(list(_seats())))
    labels = dict(_labels())
    return Plan(
        code="arena",
        name=Words("Arena", "主馆"),
        box=frame(seats, []),
        stage=_court(),
        stage_label=(0, 5),
        outlines=(),
        sections=seated_sections(seats, labels),
        seats=seats,
        is_court=True,
    )


def _court() -> str:
    """The court with its lines left out, so that the paper shows through."""
    half, key = COURT.half_width, KEY_WIDTH / 2
    cut = [_upright(0, -270, -CIRCLE), _upright(0, CIRCLE, 270), _circle(CIRCLE)]
    for end in (-1, 1):
        edge = end * (half - KEY_LENGTH)
        cut.append(_upright(edge, -key, key))
        start = min(edge, end * half)
        cut += [_level(start, y, KEY_LENGTH) for y in (-key, key)]
    return FLOOR_OF_PLAY + "".join(cut)


def _upright(x: float, top: float, bottom: float) -> str:
    """A hole turns against the clock, the court with it."""
    x0, high = x - LINE / 2, bottom - top
    return f"M{x0:g} {top:g}v{high:g}h{LINE:g}v{-high:g}z"


def _level(x: float, y: float, length: float) -> str:
    return f"M{x:g} {y - LINE / 2:g}v{LINE:g}h{length:g}v{-LINE:g}z"


def _circle(radius: float) -> str:
    inner = radius - LINE
    ring = f"M{-radius:g} 0a{radius:g} {radius:g} 0 0 0 {2 * radius:g} 0"
    ring += f"a{radius:g} {radius:g} 0 0 0 {-2 * radius:g} 0z"
    core = f"M{-inner:g} 0a{inner:g} {inner:g} 0 0 1 {2 * inner:g} 0"
    return ring + core + f"a{inner:g} {inner:g} 0 0 1 {-2 * inner:g} 0z"


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
