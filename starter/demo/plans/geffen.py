"""David Geffen Hall: an orchestra floor and three tiers with arms along the walls."""

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
    numbered,
    on_arc,
    rounded,
    with_restricted,
    with_wheelchairs,
)
from starter.demo.words import Words

STAGE: Final = "M-300 300H300L332 500Q0 596 -332 500Z"
CUTS: Final = (-0.5, -0.2, 0.2, 0.5)
ORCHESTRA: Final = 640.0
# Tier, its first row, its half angle, the angle of its arms and their start.
TIERS: Final = (
    ("first-tier", 1300.0, 0.475, 0.585),
    ("second-tier", 1480.0, 0.465, 0.66),
    ("third-tier", 1660.0, 0.455, 0.735),
)
TIER_ROWS, ARM_START, ARM_LENGTH, ARM_SEATS = 5, 690.0, 506.0, 23
NAMES: Final = {
    "orchestra": Words("Orchestra", "池座"),
    "first-tier": Words("First tier", "一层楼座"),
    "second-tier": Words("Second tier", "二层楼座"),
    "third-tier": Words("Third tier", "三层楼座"),
}


def geffen() -> Plan:
    seats = rounded(_with_flags(list(chain(_orchestra(), _tiers()))))
    return Plan(
        code="geffen",
        name=Words("David Geffen Hall", "大卫·格芬厅"),
        box=frame(seats, [(0, 300)]),
        stage=STAGE,
        stage_label=(0, 440),
        outlines=tuple(
            arc_path(radius - 22, -half - 0.01, half + 0.01)
            for _tier, radius, half, _arm in TIERS
        ),
        sections=seated_sections(seats, _labels()),
        seats=seats,
    )


def _orchestra() -> Iterator[Seat]:
    wedges = tuple(Wedge("orchestra", start, end) for start, end in pairwise(CUTS))
    return curved_rows("orchestra", letters("A", 24), ORCHESTRA, wedges)


def _tiers() -> Iterator[Seat]:
    for tier, radius, half, arm in TIERS:
        cuts = (-half, -0.2, 0.2, half)
        wedges = [Wedge(tier, start, end) for start, end in pairwise(cuts)]
        yield from curved_rows(tier, letters("A", TIER_ROWS), radius, wedges)
        yield from _arm(tier, -arm, "L")
        yield from _arm(tier, arm, "R")


def _arm(tier: str, angle: float, row: str) -> Iterator[Seat]:
    """The single row along a wall: L at the left, R at the right of the stage."""
    near, far = on_arc(ARM_START, angle), on_arc(ARM_START + ARM_LENGTH, angle)
    start, end = (near, far) if angle < 0 else (far, near)
    for number, seat in enumerate(line_of_seats(tier, start, end, ARM_SEATS), start=1):
        yield numbered(seat, tier, row, number)


def _with_flags(seats: list[Seat]) -> list[Seat]:
    arms = [seat for seat in seats if seat.row in ("L", "R")]
    hidden = [seat.key for seat in arms if seat.section != "orchestra"]
    front = [seat for seat in seats if seat.key.startswith("orchestra-A-")]
    hidden = [key for key in hidden if "third" in key] + ends_of_rows(front, 2)
    last = sum(seat.key.startswith("orchestra-Z-") for seat in seats)
    places = [1, 3, 5, 7, last - 7, last - 5, last - 3, last - 1]
    return with_wheelchairs(
        with_restricted(seats, hidden), [f"orchestra-Z-{n}" for n in places]
    )


def _labels() -> dict[str, tuple[Words, Point]]:
    starts = [("orchestra", ORCHESTRA)] + [(tier[0], tier[1]) for tier in TIERS]
    return {
        code: (NAMES[code], on_arc(radius - (30 if code == "orchestra" else 42), 0))
        for code, radius in starts
    }
