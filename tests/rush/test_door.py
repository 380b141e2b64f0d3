"""How the door moves: with the pace, never ahead of the line, paused for nobody."""

import pytest

from ticketing.rush import room_door
from ticketing.rush.room_door import Load

MINUTE = 60.0


@pytest.mark.parametrize(
    ("holds", "free", "pace"),
    [
        (0, 100, 600),
        (1800, 100, 600),
        (2700, 100, 300),
        (3600, 100, 0),
        (9999, 100, 0),
        (0, 0, 0),
    ],
)
def test_the_pace_falls_as_the_checkout_fills_up(holds, free, pace):
    assert room_door.automatic_pace(Load(600, holds, free)) == pytest.approx(pace)


def test_the_door_moves_with_the_pace():
    assert room_door.opened_by(10, pace=120, seconds=2, joined=100) == 14


def test_the_door_does_not_run_ahead_of_the_line():
    assert room_door.opened_by(10, pace=600, seconds=10, joined=12) == 12


def test_a_long_silence_lets_in_no_crowd():
    assert room_door.opened_by(0, pace=60, seconds=3600, joined=999) == 15


def test_the_door_never_closes_again():
    assert room_door.opened_by(50, pace=60, seconds=1, joined=40) == 50


def test_a_turn_is_over_after_its_time():
    trail = [[0.0, 0], [60.0, 100], [120.0, 200]]

    assert room_door.over_below(trail, at=700, keep_seconds=600) == 100
    assert room_door.over_below(trail, at=659, keep_seconds=600) == 0


def test_a_turn_begins_when_the_door_has_passed():
    trail = [[0.0, 0], [60.0, 100], [120.0, 200]]

    assert room_door.turn_began(trail, 99) == 60
    assert room_door.turn_began(trail, 100) == 120
    assert room_door.turn_began(trail, 200) is None


def test_the_trail_stays_short_and_forgets_nothing_that_counts():
    trail, door = [], 0.0
    for second in range(0, 7200, 3):
        door += 5
        trail = room_door.followed(trail, door=door, at=float(second), keep_seconds=600)

    assert len(trail) < 45
    over = room_door.over_below(trail, at=7200, keep_seconds=600)
    assert over == pytest.approx((7200 - 600) / 3 * 5, abs=30)


def test_a_pause_is_taken_from_nobody():
    trail = room_door.shifted([[0.0, 100]], 300)

    assert room_door.over_below(trail, at=650, keep_seconds=600) == 0
    assert room_door.over_below(trail, at=900, keep_seconds=600) == 100
