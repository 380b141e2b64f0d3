"""The Filament Room: 540 stand on the floor, 60 sit on the balcony around it."""

from collections.abc import Iterator
from typing import Final

from starter.demo.plans.layout import frame, seated_sections
from starter.demo.plans.records import Plan, Seat, Section
from starter.demo.plans.rows import (
    line_of_seats,
    number_all,
    rounded,
    with_wheelchairs,
)
from starter.demo.words import Words

STANDING: Final = 540
STAGE: Final = "M-190 40H190V140H-190Z"
FLOOR: Final = "M-250 165H250V520H-250Z"
RAIL: Final = "M-268 165V538H268V165"
WHEELCHAIRS: Final = ("balcony-A-1", "balcony-A-17")


def club() -> Plan:
    seats = rounded(with_wheelchairs(_balcony(), WHEELCHAIRS))
    label = (Words("Balcony", "楼座"), (0.0, 625.0))
    floor = Section("floor", Words("Floor", "内场站席"), "standing", STANDING, 0, 340)
    return Plan(
        code="club",
        name=Words("Filament Room", "灯丝现场"),
        box=frame(seats, [(0, 20), (0, 620)]),
        stage=STAGE,
        stage_label=(0, 97),
        outlines=(FLOOR, RAIL),
        sections=(floor, *seated_sections(seats, {"balcony": label})),
        seats=seats,
    )


def _balcony() -> Iterator[Seat]:
    """Two rows behind the floor, one at each side, all numbered from the left."""
    for row, y in (("A", 562.0), ("B", 588.0)):
        line = line_of_seats("balcony", (-170, y), (170, y), 18)
        yield from number_all(line, "balcony", row)
    left = line_of_seats("balcony", (-292, 190), (-292, 465), 12)
    yield from number_all(left, "balcony", "C")
    right = line_of_seats("balcony", (292, 465), (292, 190), 12)
    yield from number_all(right, "balcony", "D")
