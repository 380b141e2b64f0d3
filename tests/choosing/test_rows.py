"""Which seats are neighbours, whatever the plan calls them."""

import math
import random

from ticketing.venues.models import SeatFlag
from ticketing.venues.rows import Spot, arrange


def _row(xs, *, row="A", y=0.0, flags=None):
    flags = flags or {}
    return [Spot(i + 1, 1, row, x, y, flags.get(i + 1, 0)) for i, x in enumerate(xs)]


def test_a_row_without_gaps_is_one_run():
    assert arrange(_row([0, 20, 40, 60]), {}).runs == ((1, 2, 3, 4),)


def test_an_aisle_parts_a_row():
    assert arrange(_row([0, 20, 40, 90, 110]), {}).runs == ((1, 2, 3), (4, 5))


def test_odd_and_even_numbers_do_not_matter():
    # 5 3 1 2 4 from left to right, numbered in the order of their labels.
    rows = arrange(_row([40, 60, 20, 80, 0]), {})

    assert rows.runs in (((5, 3, 1, 2, 4),), ((4, 2, 1, 3, 5),))


def test_a_wheelchair_place_is_nobody_s_neighbour():
    flags = {3: SeatFlag.WHEELCHAIR, 4: SeatFlag.COMPANION}

    assert arrange(_row([0, 20, 40, 60, 80], flags=flags), {}).runs == ((1, 2), (5,))


def test_a_curved_row_keeps_its_order():
    angles = [i * 0.06 for i in range(-20, 21)]
    spots = [
        Spot(i, 1, "A", 400 * math.sin(a), 400 * math.cos(a), 0)
        for i, a in enumerate(angles)
    ]
    shuffled = random.Random(3).sample(spots, len(spots))

    [run] = arrange(shuffled, {}).runs

    assert list(run) in (list(range(41)), list(range(40, -1, -1)))


def test_the_drawing_names_what_is_near():
    spots = _row([0, 20, 40])

    assert min(arrange(spots, {}).far.items(), key=lambda f: f[1])[0] == 2
    stage = arrange(spots, {"stage": {"x": 40, "y": -50}})
    assert min(stage.far, key=stage.far.get) == 3
    focal = arrange(spots, {"stage": {"x": 40, "y": 0}, "focal": {"x": 0, "y": 0}})
    assert min(focal.far, key=focal.far.get) == 1


def test_a_plan_without_seats_has_no_runs():
    assert arrange([], {}).runs == ()
