"""A plan seen from far: one path for each section, to be painted with tiers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from math import hypot
from typing import Any, Final

from ticketing.venues.models import PlanVersion, Seat, Section, SectionKind

# A gap wider than this many seats is an aisle: the line breaks there.
AISLE: Final = 2.2
EVERY: Final = 4
# The letter of a price is this many seats high.
LETTER: Final = 3
STANDING: Final = 60
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class SectionShape:
    """A section with the lines of its rows; `path` is SVG's."""

    section: Section
    path: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class PlanDrawing:
    box: str
    stage: str
    outlines: list[str]
    shapes: list[SectionShape]
    stroke: float
    letter: float


def draw(version: PlanVersion, sections: Iterable[Section]) -> PlanDrawing:
    """Draw rows as lines of a few points each, so that 8,000 seats are light."""
    drawing = version.drawing or {}
    rows = _rows(version)
    pitch = _pitch(rows)
    shapes = [_shape(section, rows.get(section.pk, []), pitch) for section in sections]
    return PlanDrawing(
        box=" ".join(str(n) for n in drawing.get("box") or _box(rows)),
        stage=(drawing.get("stage") or {}).get("d", ""),
        outlines=[str(path) for path in drawing.get("outlines", [])],
        shapes=shapes,
        stroke=round(pitch * 0.8, 1),
        letter=round(pitch * LETTER, 1),
    )


def _rows(version: PlanVersion) -> dict[int, list[list[Point]]]:
    seats = (
        Seat.objects.filter(version=version)
        .order_by("section", "pk")
        .values_list("section_id", "row", "x", "y")
    )
    found: dict[int, list[list[Point]]] = {}
    for (section, _row), members in groupby(seats, key=lambda seat: seat[:2]):
        found.setdefault(section, []).append([(x, y) for _s, _r, x, y in members])
    return found


def _pitch(rows: dict[int, list[list[Point]]]) -> float:
    """The usual distance of neighbours."""
    steps = sorted(
        hypot(bx - ax, by - ay)
        for section in rows.values()
        for row in section
        for (ax, ay), (bx, by) in pairwise(row)
    )
    return steps[len(steps) // 2] if steps else 20.0


def _shape(section: Section, rows: list[list[Point]], pitch: float) -> SectionShape:
    if section.kind == SectionKind.STANDING or not rows:
        x, y, half = section.x, section.y, STANDING
        path = f"M{x - half:g} {y:g}H{x + half:g}"
        return SectionShape(section, path, x, y)
    row = rows[len(rows) // 2]
    x, y = row[len(row) // 2]
    path = "".join(_line(part) for row in rows for part in _parts(row, pitch))
    return SectionShape(section, path, round(x, 1), round(y, 1))


def _parts(row: list[Point], pitch: float) -> Iterator[list[Point]]:
    part = [row[0]]
    for before, seat in pairwise(row):
        if hypot(seat[0] - before[0], seat[1] - before[1]) > pitch * AISLE:
            yield part
            part = []
        part.append(seat)
    yield part


def _line(part: list[Point]) -> str:
    """First and last seat, and every fourth between them."""
    kept = [*part[:-1:EVERY], part[-1]]
    start, *rest = [f"{x:.0f} {y:.0f}" for x, y in kept]
    return f"M{start}L{' '.join(rest or [start])}"


def _box(rows: dict[int, list[list[Point]]]) -> list[Any]:
    points = [p for section in rows.values() for row in section for p in row]
    if not points:
        return [0, 0, 1000, 600]
    xs, ys = [x for x, _y in points], [y for _x, y in points]
    left, top = min(xs) - 30, min(ys) - 30
    return [left, top, max(xs) - left + 30, max(ys) - top + 30]
