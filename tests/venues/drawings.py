"""Drawings of any kind, as hypothesis finds them, and small ones by hand."""

from dataclasses import replace

from hypothesis import strategies as st

from ticketing.venues.formats.records import (
    Area,
    Drawing,
    DrawnSeat,
    DrawnSection,
    Floor,
    Table,
)
from ticketing.venues.models import SeatFlag

LENGTHS = st.floats(-5000, 5000).map(lambda length: round(length, 1) + 0.0)
NAMES = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp")),
    min_size=1,
    max_size=12,
)
MARKS = st.sampled_from(
    [0, SeatFlag.AISLE, SeatFlag.RESTRICTED, SeatFlag.AISLE | SeatFlag.WHEELCHAIR]
).map(int)


@st.composite
def seated(draw, number):
    """A section of one to three rows, whose seats have what seats can have."""
    rows = draw(st.lists(NAMES, min_size=1, max_size=3, unique=True))
    seats = []
    for row in rows:
        labels = draw(st.lists(NAMES, min_size=1, max_size=5, unique=True))
        seats += [
            draw(
                st.builds(
                    DrawnSeat,
                    key=st.just(f"{number}-{len(seats) + at}"),
                    row=st.just(row),
                    label=st.just(label),
                    x=LENGTHS,
                    y=LENGTHS,
                    angle=st.sampled_from([0.0, -12.5, 90.0]),
                    flags=MARKS,
                    note_en=st.sampled_from(["", "A pillar, on the left"]),
                    note_zh_hans=st.sampled_from(["", "左侧有柱子"]),
                )
            )
            for at, label in enumerate(labels)
        ]
    return DrawnSection(
        code=f"s{number}",
        kind="seated",
        name_en=draw(NAMES) + str(number),
        x=draw(LENGTHS),
        y=draw(LENGTHS),
        seats=tuple(with_companion(seats)),
    )


def with_companion(seats):
    """Give the seat after the first wheelchair place to its companion."""
    for at, seat in enumerate(seats[:-1]):
        if seat.flags & SeatFlag.WHEELCHAIR:
            companion = replace(
                seats[at + 1], flags=int(SeatFlag.COMPANION), companion_of=seat.key
            )
            return [*seats[: at + 1], companion, *seats[at + 2 :]]
    return seats


@st.composite
def drawings(draw):
    sections = [draw(seated(n)) for n in range(draw(st.integers(1, 3)))]
    if draw(st.booleans()):
        standing = DrawnSection(
            "pit", "standing", name_zh_hans="站席", x=3.5, y=4.0, standing=120
        )
        sections.append(standing)
    floors = (Floor("f1", "Balcony", "楼座"),)
    return Drawing(
        sections=(replace(sections[0], floor="f1"), *sections[1:]),
        floors=floors,
        stage={"d": "M0 0H100V20Z", "x": 50.0, "y": 10.0},
        lines=("M0 0L5 5",),
        tables=(Table(1.0, 2.0, 30.0, 30.0, 45.0, is_round=draw(st.booleans())),),
        areas=(Area("pit", 0.0, 0.0, 100.0, 50.0),),
        focal=draw(st.sampled_from([None, (50.0, 0.0)])),
    )


def row_of(*labels, section="stalls", row="A"):
    """Seats of a row, 20 apart."""
    return tuple(
        DrawnSeat(f"{section}-{row}-{label}", row, label, at * 20.0, 0.0)
        for at, label in enumerate(labels)
    )


def small(*labels, **fields):
    """A plan of one section with one row."""
    stalls = DrawnSection(
        "stalls", "seated", "Stalls", "池座", seats=row_of(*(labels or "12345"))
    )
    return Drawing(sections=(stalls,), **fields)
