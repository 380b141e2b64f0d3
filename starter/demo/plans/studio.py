"""The Studio: sixteen straight, raked rows of twenty-five."""

from collections.abc import Iterator
from typing import Final

from starter.demo.plans.layout import frame, seated_sections
from starter.demo.plans.records import Plan, Seat
from starter.demo.plans.rows import (
    ROW,
    SEAT,
    letters,
    numbered,
    rounded,
    with_restricted,
    with_wheelchairs,
)
from starter.demo.words import Words

STAGE: Final = "M-300 40H300V150H-300Z"
BLOCKS: Final = (6, 13, 6)
AISLE: Final = 30.0
PARTS: Final = (("front", 5, 205.0), ("middle", 6, 372.0), ("rear", 5, 564.0))
WHEELCHAIRS: Final = ("studio-R-1", "studio-R-3", "studio-R-22", "studio-R-24")
RESTRICTED: Final = ("studio-A-1", "studio-A-2", "studio-A-24", "studio-A-25")


def studio() -> Plan:
    seats = rounded(
        with_wheelchairs(with_restricted(_seats(), RESTRICTED), WHEELCHAIRS)
    )
    tops = {part: y - 30 for part, _rows, y in PARTS}
    labels = {
        "front": (Words("Front", "前区"), (0.0, tops["front"])),
        "middle": (Words("Middle", "中区"), (0.0, tops["middle"])),
        "rear": (Words("Rear", "后区"), (0.0, tops["rear"])),
    }
    return Plan(
        code="studio",
        name=Words("Studio", "小剧场"),
        box=frame(seats, [(0, 20)]),
        stage=STAGE,
        stage_label=(0, 103),
        outlines=(),
        sections=seated_sections(seats, labels),
        seats=seats,
    )


def _seats() -> Iterator[Seat]:
    names = iter(letters("A", 16))
    for part, rows, y in PARTS:
        for i in range(rows):
            yield from _row(part, next(names), y + i * ROW)


def _row(section: str, row: str, y: float) -> Iterator[Seat]:
    width = (sum(BLOCKS) - 1) * SEAT + (len(BLOCKS) - 1) * (AISLE - SEAT)
    x, number = -width / 2, 0
    for count in BLOCKS:
        for i in range(count):
            number += 1
            at_aisle = i in (0, count - 1)
            seat = Seat(section, "", row, "", x, y, 0.0, aisle=at_aisle)
            yield numbered(seat, "studio", row, number)
            x += SEAT
        x += AISLE - SEAT
