"""What is exported is what is imported, and faults are told in sentences."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from tests.venues.drawings import drawings, small
from ticketing.venues.errors import DrawingRefused, FileUnreadable
from ticketing.venues.formats.checking import MOST_TOLD, check
from ticketing.venues.formats.csv_files import read_csv, write_csv
from ticketing.venues.formats.files import read_file
from ticketing.venues.formats.json_files import read_json, write_json
from ticketing.venues.formats.records import Background, Table
from ticketing.venues.models import SeatFlag

FOREIGN = Path(__file__).with_name("pretix_plan.json")


@given(drawings())
@settings(max_examples=60, deadline=None)
def test_json_brings_back_the_whole_drawing(drawing):
    assert read_file(json.dumps(write_json(drawing)).encode()) == drawing


@given(drawings())
@settings(max_examples=60, deadline=None)
def test_a_table_brings_back_every_seat_and_standing_place(drawing):
    found = read_csv(write_csv(drawing).encode())

    assert [s.seats for s in found.sections] == [s.seats for s in drawing.sections]
    for read, drawn in zip(found.sections, drawing.sections, strict=True):
        told = ("code", "kind", "name_en", "name_zh_hans", "floor", "standing")
        for name in told:
            assert getattr(read, name) == getattr(drawn, name)


@given(drawings())
@settings(max_examples=40, deadline=None)
def test_what_was_drawn_well_has_no_faults(drawing):
    check(drawing)


def test_a_table_gives_a_spreadsheet_no_formula():
    drawing = small("=1+1", "-2", "@x", "'q")
    (stalls,) = drawing.sections
    stalls = replace(stalls, code="=2+2", floor="=3+3")

    written = write_csv(replace(drawing, sections=(stalls,)))

    assert not re.search(r"(^|,)=", written, re.MULTILINE)
    found = read_csv(written)
    assert [s.label for _section, s in found.seats()] == ["=1+1", "-2", "@x", "'q"]
    assert [(s.code, s.floor) for s in found.sections] == [("=2+2", "=3+3")]


def test_a_table_needs_no_more_than_five_columns():
    text = "section,row,seat,x,y\nBalcony,A,1,0,0\nBalcony,A,2,20,0\n"

    (balcony,) = read_csv(text).sections

    assert (balcony.name_en, balcony.kind) == ("Balcony", "seated")
    assert [seat.key for seat in balcony.seats] == ["Balcony-A-1", "Balcony-A-2"]


def test_a_plan_of_pretix_becomes_sections_rows_and_seats():
    drawing = read_file(FOREIGN.read_bytes())

    check(drawing)
    names = [section.name_en for section in drawing.sections]
    assert names == ["Ground floor · Front", "Ground floor · Back", "Balcony"]
    front = drawing.sections[0]
    assert [(s.row, s.label, s.x, s.y) for s in front.seats[:2]] == [
        ("A", "1", 110.0, 150.0),
        ("A", "2", 135.0, 150.0),
    ]
    assert front.seats[0].key == "ground-a-1"
    assert drawing.stage["d"] == "M60 20H360V80H60Z"
    assert [(t.x, t.y, t.is_round) for t in drawing.tables] == [(410.0, 260.0, True)]


PRETIX_SEAT = """{"zones": [{"rows": [{"seats": [
    {"seat_number": "1", "seat_guid": "a", "position": {"x": %s, "y": 0}}]}]}]}"""


@pytest.mark.parametrize(
    "text",
    [
        "no json",
        "[" * 100_000,
        "{}",
        '{"format": "marquee-plan", "version": 2}',
        '{"format": "marquee-plan", "version": 1}',
        "a,b\n1,2\n",
        "section,row,seat,x,y\nS,A,1,left,0\n",
        "section,row,seat,x,y,standing\nS,,,0,0,many\n",
        "section,row,seat,x,y,standing\nS,,,left,0,5\n",
        '{"zones": {}}',
        '{"zones": []}',
        '{"zones": [{"rows": [{"seats": [{}]}]}]}',
        PRETIX_SEAT % '"left"',
        PRETIX_SEAT % ("9" * 400),
    ],
)
def test_a_file_that_is_no_plan_is_told_to_be_none(text):
    with pytest.raises(FileUnreadable) as refused:
        read_file(text.encode())

    assert "can’t be read as a seating plan" in str(refused.value)


def test_a_file_that_is_no_text_is_told_to_be_none():
    with pytest.raises(FileUnreadable):
        read_csv(b"\xff\xfe\x00")


@pytest.mark.parametrize("key", [0, -1, 10**30])
def test_a_picture_has_a_key_that_a_database_can_have(key):
    written = write_json(small())
    written["background"] = {"image": key, "x": 0, "y": 0, "width": 9, "height": 9}

    with pytest.raises(FileUnreadable):
        read_json(written)


def test_a_path_carries_nothing_but_a_path():
    written = write_json(small())
    written["lines"] = ['M0 0"/><script>']

    with pytest.raises(FileUnreadable):
        read_json(written)


def _changed(at, **fields):
    """The small plan with one of its seats changed."""
    (stalls,) = small().sections
    seats = list(stalls.seats)
    seats[at] = replace(seats[at], **fields)
    return replace(small(), sections=(replace(stalls, seats=tuple(seats)),))


OFF_THE_PAGE = "A wall, a table, the stage or the picture is off the page."
FAULTS = {
    "Two seats have the key stalls-A-1.": _changed(1, key="stalls-A-1"),
    "Two seats are called Stalls, row A, seat 1.": _changed(1, label="1"),
    "A seat of Stalls has no row or no number.": _changed(1, label=""),
    "Stalls, row A, seat 2 is off the page.": _changed(1, x=float("nan")),
    "Stalls, row A, seat 2: choose the wheelchair place that it goes with.": _changed(
        1, flags=int(SeatFlag.COMPANION)
    ),
    "Stalls, row A, seat 2 goes with a place that is no wheelchair place.": _changed(
        1, flags=int(SeatFlag.COMPANION), companion_of="stalls-A-1"
    ),
    "Draw at least one section.": replace(small(), sections=()),
    "Stalls has no seats. Draw some, or remove it.": replace(
        small(), sections=(replace(small().sections[0], seats=()),)
    ),
    OFF_THE_PAGE: replace(small(), tables=(Table(0, 0, 9, 9, angle=float("inf")),)),
    "Say for how many people Stalls has room.": replace(
        small(), sections=(replace(small().sections[0], kind="standing", seats=()),)
    ),
}


@pytest.mark.parametrize("sentence", FAULTS)
def test_a_fault_is_told_in_a_sentence(sentence):
    with pytest.raises(DrawingRefused) as refused:
        check(FAULTS[sentence])

    assert sentence in refused.value.sentences


@pytest.mark.parametrize(
    "fields",
    [
        {"tables": (Table(float("nan"), 0, 9, 9),)},
        {"background": Background(1, 0, 0, float("inf"), 9)},
        {"focal": (float("inf"), 0.0)},
        {"stage": {"d": "M0 0", "x": 1e9, "y": 0.0}},
        {"lines": ("M0 0L1e300 5",)},
        {"lines": ("M0 0A1e300 5 0 0 1 5 5",)},
    ],
)
def test_what_is_drawn_has_its_bounds(fields):
    with pytest.raises(DrawingRefused) as refused:
        check(replace(small(), **fields))

    assert refused.value.sentences == [OFF_THE_PAGE]


def test_many_faults_are_not_all_told():
    (stalls,) = small().sections
    seats = tuple(replace(seat, label="") for seat in stalls.seats) * 20

    with pytest.raises(DrawingRefused) as refused:
        check(replace(small(), sections=(replace(stalls, seats=seats),)))

    assert len(refused.value.sentences) == MOST_TOLD
