"""The frame of a drawing, and the lines that a map shows of it."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from math import cos, hypot, radians, sin, sqrt
from typing import Final

from ticketing.venues.formats.records import Area, Drawing, Table

MARGIN: Final = 40.0
EMPTY: Final = (0, 0, 1000, 600)
Point = tuple[float, float]

# Every letter is a step, but for the e of a number.
_STEP: Final = re.compile(r"([A-DF-Za-df-z])([^A-DF-Za-df-z]*)")
_NUMBER: Final = re.compile(r"-?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
# How many numbers one step of a path takes.
_TAKES: Final = {"M": 2, "L": 2, "T": 2, "H": 1, "V": 1, "S": 4, "Q": 4, "C": 6, "A": 7}


def box_of(drawing: Drawing) -> list[float]:
    """Left, top, width and height of everything drawn, with a margin."""
    points = list(_points(drawing))
    if not points:
        return list(EMPTY)
    xs, ys = [x for x, _y in points], [y for _x, y in points]
    left, top = min(xs) - MARGIN, min(ys) - MARGIN
    width, height = max(xs) + MARGIN - left, max(ys) + MARGIN - top
    return [round(left), round(top), round(width), round(height)]


def _points(drawing: Drawing) -> Iterator[Point]:
    for section, seat in drawing.seats():
        yield seat.x, seat.y
        yield section.x, section.y
    parts: list[Table | Area] = [*drawing.tables, *drawing.areas]
    for part in parts:
        half_x, half_y = part.width / 2, part.height / 2
        yield part.x - half_x, part.y - half_y
        yield part.x + half_x, part.y + half_y
    for path in chain(drawing.lines, [drawing.stage.get("d", "")]):
        yield from points_of(path)


def points_of(path: str) -> Iterator[Point]:
    """Points that a path touches or that hold it: ends, handles, tops of arcs."""
    x = y = 0.0
    for letter, rest in _STEP.findall(path):
        numbers = [float(number) for number in _NUMBER.findall(rest)]
        takes = _TAKES.get(letter.upper(), 0)
        if not takes:
            continue
        for start in range(0, len(numbers) - takes + 1, takes):
            found = _step(letter, numbers[start : start + takes], x, y)
            yield from found
            x, y = found[-1]


def _step(letter: str, numbers: list[float], x: float, y: float) -> list[Point]:
    base_x, base_y = (x, y) if letter.islower() else (0.0, 0.0)
    match letter.upper():
        case "H":
            return [(base_x + numbers[0], y)]
        case "V":
            return [(x, base_y + numbers[0])]
        case "A":
            end = base_x + numbers[5], base_y + numbers[6]
            return [_top(numbers, (x, y), end), end]
    pairs = zip(numbers[::2], numbers[1::2], strict=True)
    return [(base_x + px, base_y + py) for px, py in pairs]


def _top(numbers: list[float], start: Point, end: Point) -> Point:
    """The middle of an arc, taken as one of a circle."""
    radius, large, sweep = max(numbers[:2]), bool(numbers[3]), bool(numbers[4])
    dx, dy = end[0] - start[0], end[1] - start[1]
    chord = hypot(dx, dy) or 1.0
    # Not as powers: those of a length without bounds raise an error.
    flat = sqrt(max(radius * radius - chord * chord / 4, 0.0))
    height = (radius + flat if large else radius - flat) * (1 if sweep else -1)
    middle_x, middle_y = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    return middle_x + dy / chord * height, middle_y - dx / chord * height


def outlines_of(drawing: Drawing) -> list[str]:
    """Walls, tables and standing areas as SVG paths."""
    return [
        *drawing.lines,
        *(_table(table) for table in drawing.tables),
        *(_area(area) for area in drawing.areas),
    ]


def _table(table: Table) -> str:
    half_x, half_y = table.width / 2, table.height / 2
    if table.is_round:
        (left, at), (right, _same) = _turned(table, [(-half_x, 0), (half_x, 0)])
        arc = f"A{half_x:g} {half_y:g} {table.angle:g} 1 1"
        return f"M{left:g} {at:g}{arc} {right:g} {_same:g}{arc} {left:g} {at:g}Z"
    corners = [
        (-half_x, -half_y),
        (half_x, -half_y),
        (half_x, half_y),
        (-half_x, half_y),
    ]
    return _polygon(_turned(table, corners))


def _turned(table: Table, points: Iterable[Point]) -> list[Point]:
    turn = radians(table.angle)
    return [
        (
            round(table.x + x * cos(turn) - y * sin(turn), 1),
            round(table.y + x * sin(turn) + y * cos(turn), 1),
        )
        for x, y in points
    ]


def _area(area: Area) -> str:
    left, top = area.x - area.width / 2, area.y - area.height / 2
    right, bottom = left + area.width, top + area.height
    return _polygon([(left, top), (right, top), (right, bottom), (left, bottom)])


def _polygon(points: list[Point]) -> str:
    start, *rest = [f"{x:g} {y:g}" for x, y in points]
    return f"M{start}L{' '.join(rest)}Z"
