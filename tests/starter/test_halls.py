"""The drawn halls: even rows, true capacities, places that belong together."""

import math
from collections import Counter, defaultdict

import pytest

from starter.demo.halls import CODES, plan

HALLS = sorted(CODES)
CAPACITIES = {
    "opera": (1950, 2050),
    "arena": (8000, 8000),
    "studio": (400, 400),
    "club": (600, 600),
    "geffen": (2150, 2250),
}


def nearest_distance(seats):
    """The smallest distance between two seats, looked for cell by cell."""
    cells = defaultdict(list)
    for seat in seats:
        cells[int(seat.x // 20), int(seat.y // 20)].append(seat)
    around = [(i, j) for i in (-1, 0, 1) for j in (-1, 0, 1)]
    return min(
        math.hypot(one.x - other.x, one.y - other.y)
        for (x, y), here in cells.items()
        for i, j in around
        for one in here
        for other in cells.get((x + i, y + j), ())
        if one is not other
    )


@pytest.mark.parametrize("code", HALLS)
def test_no_two_seats_overlap(code):
    assert nearest_distance(plan(code).seats) >= 15


@pytest.mark.parametrize("code", HALLS)
def test_a_hall_has_the_capacity_it_is_known_for(code):
    least, most = CAPACITIES[code]

    assert least <= plan(code).capacity <= most


@pytest.mark.parametrize("code", HALLS)
def test_a_section_counts_its_own_seats(code):
    hall = plan(code)
    seats = Counter(seat.section for seat in hall.seats)

    seated = {s.code: s.capacity for s in hall.sections if s.kind == "seated"}
    assert seated == seats


def test_the_club_has_standing_room_beside_its_seats():
    kinds = {section.kind: section.capacity for section in plan("club").sections}

    assert kinds == {"standing": 540, "seated": 60}


@pytest.mark.parametrize("code", HALLS)
def test_a_seat_is_named_once(code):
    hall = plan(code)
    keys = Counter(seat.key for seat in hall.seats)
    names = Counter((seat.section, seat.row, seat.label) for seat in hall.seats)

    assert max(keys.values()) == max(names.values()) == 1


@pytest.mark.parametrize("code", HALLS)
def test_rows_bear_no_letter_that_looks_like_a_figure(code):
    rows = {seat.row for seat in plan(code).seats}

    assert not rows & {"I", "O"}
    assert all(len(row) == 1 for row in rows)


@pytest.mark.parametrize("code", ["opera", "studio", "geffen"])
def test_seats_before_a_stage_are_numbered_from_the_left(code):
    rows = defaultdict(list)
    for seat in plan(code).seats:
        rows[seat.key.rsplit("-", 1)[0]].append(seat)
    facing = {row: s for row, s in rows.items() if abs(s[len(s) // 2].angle) < 20}

    for seats in facing.values():
        assert [int(seat.label) for seat in seats] == list(range(1, len(seats) + 1))
        assert [seat.x for seat in seats] == sorted(seat.x for seat in seats)


@pytest.mark.parametrize("code", HALLS)
def test_a_companion_sits_beside_the_wheelchair_place(code):
    seats = {seat.key: seat for seat in plan(code).seats}
    companions = [seat for seat in seats.values() if seat.companion_of]

    assert len(companions) == sum(seat.wheelchair for seat in seats.values()) >= 2
    for seat in companions:
        place = seats[seat.companion_of]
        assert place.wheelchair
        assert math.hypot(place.x - seat.x, place.y - seat.y) < 27


@pytest.mark.parametrize("code", HALLS)
def test_everything_lies_in_the_frame(code):
    hall = plan(code)
    left, top, width, height = hall.box
    places = [(seat.x, seat.y) for seat in hall.seats]
    places += [(section.x, section.y) for section in hall.sections]

    assert all(left < x < left + width for x, _y in places)
    assert all(top < y < top + height for _x, y in places)


@pytest.mark.parametrize("code", HALLS)
def test_a_name_covers_no_seat(code):
    hall = plan(code)

    for section in hall.sections:
        gaps = [math.hypot(s.x - section.x, s.y - section.y) for s in hall.seats]
        assert min(gaps) > 18


@pytest.mark.parametrize("code", HALLS)
def test_halls_and_sections_are_named_in_both_languages(code):
    hall = plan(code)

    names = [hall.name, *(section.name for section in hall.sections)]
    assert all(name.en and name.zh_hans for name in names)


@pytest.mark.parametrize("code", HALLS)
def test_the_drawing_says_what_the_seat_map_reads(code):
    drawing = plan(code).drawing

    assert drawing["stage"]["d"].startswith("M")
    assert len(drawing["box"]) == 4
    assert all(path.startswith("M") for path in drawing["outlines"])
