"""The Great Hall: stalls, circle and balcony around the stage, boxes at the walls."""

from collections.abc import Iterator
from itertools import chain, pairwise
from typing import Final

from starter.demo.plans.layout import frame, seated_sections
from starter.demo.plans.records import Plan, Point, Seat
from starter.demo.plans.rows import (
    Wedge,
    arc_path,
    curved_rows,
    ends_of_rows,
    letters,
    line_of_seats,
    number_all,
    on_arc,
    rounded,
    with_restricted,
    with_wheelchairs,
)
from starter.demo.words import Words

STAGE: Final = "M-330 224H330L292 344Q0 402 -292 344Z"
INNER, OUTER, HIGH = 0.27, 0.62, 0.56
STALLS_FRONT, STALLS_REAR, CIRCLE, CIRCLE_REAR = 492.0, 838.0, 1118.0, 1262.0
BALCONY, BALCONY_REAR = 1432.0, 1554.0
BOX_ANGLE, BOX_START, BOX_LENGTH, BOX_SEATS = 0.7, 640.0, 286.0, 13


def opera() -> Plan:
    seats = rounded(_with_flags(list(chain(_stalls(), _boxes(), _circle(), _high()))))
    labels = _labels()
    return Plan(
        code="opera",
        name=Words("Great Hall", "大剧场"),
        box=frame(seats, [(0, 224)]),
        stage=STAGE,
        stage_label=(0, 300),
        outlines=(
            arc_path(CIRCLE - 22, -OUTER - 0.02, OUTER + 0.02),
            arc_path(BALCONY - 22, -HIGH - 0.02, HIGH + 0.02),
        ),
        sections=seated_sections(seats, labels),
        seats=seats,
    )


def _stalls() -> Iterator[Seat]:
    front = (
        Wedge("stalls-left", -OUTER, -INNER),
        Wedge("stalls-centre", -INNER, INNER),
        Wedge("stalls-right", INNER, OUTER),
    )
    yield from curved_rows("stalls", letters("A", 12), STALLS_FRONT, front)
    rear = _across("stalls-rear", (-OUTER, -INNER, INNER, OUTER))
    yield from curved_rows("stalls", letters("N", 9), STALLS_REAR, rear)


def _circle() -> Iterator[Seat]:
    cuts = (-OUTER, -0.34, 0.0, 0.34, OUTER)
    front, rear = _across("circle-front", cuts), _across("circle-rear", cuts)
    yield from curved_rows("circle", letters("A", 4), CIRCLE, front)
    yield from curved_rows("circle", letters("E", 4), CIRCLE_REAR, rear)


def _high() -> Iterator[Seat]:
    cuts = (-HIGH, -0.31, 0.0, 0.31, HIGH)
    front, rear = _across("balcony-front", cuts), _across("balcony-rear", cuts)
    yield from curved_rows("balcony", letters("A", 3), BALCONY, front)
    yield from curved_rows("balcony", letters("D", 3), BALCONY_REAR, rear)


def _across(section: str, cuts: tuple[float, ...]) -> tuple[Wedge, ...]:
    """One section that aisles part at these angles."""
    return tuple(Wedge(section, start, end) for start, end in pairwise(cuts))


def _boxes() -> Iterator[Seat]:
    """Two rows along each wall, numbered from the left of those who sit there."""
    for side, section in ((-1, "boxes-left"), (1, "boxes-right")):
        for row, away in (("A", 0.0), ("B", 26.0)):
            near = _beside(side, BOX_START, away)
            far = _beside(side, BOX_START + BOX_LENGTH, away)
            start, end = (near, far) if side < 0 else (far, near)
            line = line_of_seats(section, start, end, BOX_SEATS)
            yield from number_all(line, section, row)


def _beside(side: int, radius: float, away: float) -> Point:
    """A point on the wall's line, moved outwards."""
    x, y = on_arc(radius, side * BOX_ANGLE)
    out_x, out_y = on_arc(away, side * BOX_ANGLE + side * 1.5708)
    return x + out_x, y + out_y


def _with_flags(seats: list[Seat]) -> list[Seat]:
    hidden = [seat.key for seat in seats if seat.section.startswith("boxes")]
    hidden = [key for key in hidden if "-B-" in key]
    upper = [seat for seat in seats if seat.key.startswith("balcony")]
    hidden += ends_of_rows(upper, 2)
    first = [seat for seat in seats if seat.key.startswith("stalls-A-")]
    hidden += ends_of_rows(first, 2)
    last = [seat for seat in seats if seat.key.startswith("stalls-W-")]
    numbers = [1, 3, 5, 7]
    numbers += [len(last) - n for n in numbers]
    return with_wheelchairs(
        with_restricted(seats, hidden), [f"stalls-W-{n}" for n in numbers]
    )


def _labels() -> dict[str, tuple[Words, Point]]:
    side = (INNER + OUTER) / 2
    # The side blocks rise outwards, a level name needs more room above them.
    above, aside = STALLS_FRONT - 28, STALLS_FRONT - 48
    box = BOX_START - 44
    return {
        "stalls-centre": (Words("Stalls centre", "池座中区"), on_arc(above, 0)),
        "stalls-left": (Words("Stalls left", "池座左区"), on_arc(aside, -side)),
        "stalls-right": (Words("Stalls right", "池座右区"), on_arc(aside, side)),
        "stalls-rear": (Words("Stalls rear", "池座后区"), on_arc(STALLS_REAR - 36, 0)),
        "boxes-left": (Words("Boxes left", "左侧包厢"), _beside(-1, box, 20)),
        "boxes-right": (Words("Boxes right", "右侧包厢"), _beside(1, box, 20)),
        "circle-front": (Words("Circle front", "楼座前区"), on_arc(CIRCLE - 42, 0)),
        "circle-rear": (Words("Circle rear", "楼座后区"), on_arc(CIRCLE_REAR - 34, 0)),
        "balcony-front": (
            Words("Balcony front", "三层前区"),
            on_arc(BALCONY - 42, 0),
        ),
        "balcony-rear": (
            Words("Balcony rear", "三层后区"),
            on_arc(BALCONY_REAR - 34, 0),
        ),
    }
