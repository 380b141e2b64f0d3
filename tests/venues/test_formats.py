"""What is exported is what is imported, and faults are told in sentences."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from tests.venues.drawings import drawings, small
from ticketing.venues.errors import DrawingRefused, FileUnreadable
from ticketing.venues.formats.checking import MOST_TOLD, check
from ticketing.venues.formats.csv_files import read_csv, write_csv
from ticketing.venues.formats.json_files import read_json, read_text, write_json
from ticketing.venues.formats.pretix import read_pretix
from ticketing.venues.models import SeatFlag

FOREIGN = Path(__file__).with_name("pretix_plan.json")


@given(drawings())
@settings(max_examples=60, deadline=None)
def test_json_brings_back_the_whole_drawing(drawing):
    assert read_text(json.dumps(write_json(drawing))) == drawing


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

    written = write_csv(drawing)

    assert ",=1+1" not in written
    assert [s.label for _section, s in read_csv(written).seats()] == [
        "=1+1", "-2", "@x", "'q",
    ]  # fmt: skip


def test_a_table_needs_no_more_than_five_columns():
    text = "section,row,seat,x,y\nBalcony,A,1,0,0\nBalcony,A,2,20,0\n"

    (balcony,) = read_csv(text).sections

    assert (balcony.name_en, balcony.kind) == ("Balcony", "seated")
    assert [seat.key for seat in balcony.seats] == ["Balcony-A-1", "Balcony-A-2"]


def test_a_plan_of_pretix_becomes_sections_rows_and_seats():
    drawing = read_pretix(FOREIGN.read_text("utf-8"))

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


@pytest.mark.parametrize(
    ("reader", "text"),
    [
        (read_text, "no json"),
        (read_text, "[" * 100_000),
        (read_text, "{}"),
        (read_text, '{"format": "marquee-plan", "version": 2}'),
        (read_text, '{"format": "marquee-plan", "version": 1}'),
        (read_csv, "a,b\n1,2\n"),
        (read_csv, b"\xff\xfe\x00"),
        (read_csv, "section,row,seat,x,y\nS,A,1,left,0\n"),
        (read_pretix, "{}"),
        (read_pretix, '{"zones": []}'),
        (read_pretix, '{"zones": [{"rows": [{"seats": [{}]}]}]}'),
    ],
)
def test_a_file_that_is_no_plan_is_told_to_be_none(reader, text):
    with pytest.raises(FileUnreadable) as refused:
        reader(text)

    assert "can’t be read as a seating plan" in str(refused.value)


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
    "Say for how many people Stalls has room.": replace(
        small(), sections=(replace(small().sections[0], kind="standing", seats=()),)
    ),
}


@pytest.mark.parametrize("sentence", FAULTS)
def test_a_fault_is_told_in_a_sentence(sentence):
    with pytest.raises(DrawingRefused) as refused:
        check(FAULTS[sentence])

    assert sentence in refused.value.sentences


def test_many_faults_are_not_all_told():
    (stalls,) = small().sections
    seats = tuple(replace(seat, label="") for seat in stalls.seats) * 20

    with pytest.raises(DrawingRefused) as refused:
        check(replace(small(), sections=(replace(stalls, seats=seats),)))

    assert len(refused.value.sentences) == MOST_TOLD
