"""Files of programmes: read whole, or refused with a reason."""

import gzip
from datetime import UTC, date, datetime, time

import pytest

from starter.programmes.files import UnreadableFile
from starter.programmes.reading import read_files
from starter.programmes.shift import days_to, starts_at
from starter.programmes.venues import place_of
from tests.starter.seasons import concert, programme, season, work


def _only(tmp_path, raw):
    return read_files([season(tmp_path / "season.json", raw)]).programmes[0]


def test_movements_of_one_work_are_one_work(tmp_path):
    rows = [
        work(code="9000*1", movement="Prelude"),
        work(code="8000*", title="SUITE, OP. 29"),
        {"ID": "0*", "interval": "Intermission", "soloists": []},
        work(code="9000*2", movement={"em": "Love-Death"}),
    ]

    works = _only(tmp_path, programme(works=rows)).works

    assert [(w.code, w.movements) for w in works] == [
        ("9000", ("Prelude", "Love-Death")),
        ("8000", ()),
    ]


def test_a_missing_time_is_unknown(tmp_path):
    found = _only(tmp_path, programme(concerts=[concert(time="None")]))

    assert found.concerts[0].at is None


def test_a_day_is_that_of_new_york(tmp_path):
    found = _only(tmp_path, programme(concerts=[concert(Date="2004-12-01T05:00:00Z")]))

    assert found.concerts[0].day == date(2004, 12, 1)


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (programme(concerts=[]), "no concerts"),
        (programme(concerts=[concert(time="25:61")]), "no time of day"),
        (programme(concerts=[concert(Date="soon")]), "no date"),
        (programme(works=[{"ID": "1*", "soloists": []}]), "workTitle"),
        (programme(works=[work(title="A" * 301)]), "more than 300"),
        (programme(works="none"), "no list"),
        ({"concerts": [concert()]}, "programID"),
        (7, "no object"),
    ],
)
def test_a_bad_programme_is_skipped_with_its_reason(tmp_path, bad, reason):
    good = programme("2")

    reading = read_files([season(tmp_path / "season.json", bad, good)])

    assert [one.code for one in reading.programmes] == ["2"]
    assert reading.skipped[0].place.startswith("season.json, programme 1")
    assert reason in reading.skipped[0].reason


def test_one_code_for_two_programmes_is_bad(tmp_path):
    path = season(tmp_path / "season.json", programme("1"), programme("1", works=[]))

    assert len(read_files([path]).skipped) == 1


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b'{"programs": [{"id": "1"', "line 1, column"),
        (gzip.compress(b'{"programs": []}', mtime=0)[:-10], "ends too early"),
        (b"\x1f\x8bnonsense", "damaged"),
        (b'{"shows": []}', "no list"),
        (b"[]", "no list"),
        (b'{"programs": "\xff"}', "no UTF-8"),
    ],
)
def test_a_file_that_is_no_use_says_why(tmp_path, content, reason):
    path = tmp_path / "season.json"
    path.write_bytes(content)

    with pytest.raises(UnreadableFile, match=reason):
        read_files([path])


def test_a_season_keeps_its_weekdays_when_it_moves(tmp_path):
    found = read_files([season(tmp_path / "s.json", programme())]).programmes

    shift = days_to(found, date(2026, 11, 22))

    # Thursday 12 September 2024; the first Thursday from Sunday 22 November on.
    assert date(2024, 9, 12).toordinal() + shift == date(2026, 11, 26).toordinal()


def test_the_clock_on_the_wall_stays_over_a_change_of_time():
    before = starts_at(
        date(2024, 9, 12), time(19, 30), zone="America/New_York", shift=0
    )
    after = starts_at(
        date(2024, 9, 12), time(19, 30), zone="America/New_York", shift=91
    )

    assert before.astimezone(UTC) == datetime(2024, 9, 12, 23, 30, tzinfo=UTC)
    assert after.astimezone(UTC) == datetime(2024, 12, 13, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("location", "zone"),
    [
        ("Seoul, KOREA", "Asia/Seoul"),
        ("Vail, CO", "America/Denver"),
        ("Milan, ITALY", "Europe/Rome"),
        ("Hong Kong, CHINA", "Asia/Hong_Kong"),
        ("Cagliari, SARDINIA, ITALY", "Europe/Rome"),
        ("Atlantis, THE DEEP", "America/New_York"),
    ],
)
def test_a_concert_is_in_its_venues_time_zone(location, zone):
    place = place_of("Concert Hall", location)

    assert place.time_zone == zone
    assert place.is_known == ("Atlantis" not in location)


def test_the_home_hall_has_one_name():
    new = place_of("David Geffen Hall", "Manhattan, NY")
    old = place_of("Avery Fisher Hall", "Manhattan, NY")

    assert new == old
    assert new.is_home


def test_a_room_in_parentheses_is_the_hall():
    place = place_of("Seoul Arts Center (Concert Hall)", "Seoul, KOREA")

    assert (place.venue, place.hall) == ("Seoul Arts Center", "Concert Hall")
