"""The last seat is sold once, however many want it; and the proof can fail.

The twins take the guards away: without any of them the same crowd must get one
seat several times, or the race would prove nothing.
"""

import random
import time
from multiprocessing import get_context

import pytest
from django.db import connection

from reports.checking import check_invariants
from tests.factories import NOON
from tests.races.crowd import (
    BOUGHT,
    BY_CONSTRAINT,
    before_taking,
    buy,
    race,
    slow_to_take,
    unguarded,
)
from ticketing.orders.models import Order, OrderLine

pytestmark = pytest.mark.race
ROUNDS = 10
BUYERS = 50
TWINS = 12
# Long enough for one buyer of the twins to get through before the next takes.
TURN_SECONDS = 0.2


def _sold(place):
    return OrderLine.objects.live().filter(place=place).count()


def _without_the_constraint():
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX orders_a_place_is_in_one_live_line")


def _hasty(seat):
    def act(number):
        random.seed()
        slow_to_take(random.uniform(0, 0.1))
        return buy(*seat, number)

    return act


def _in_turn(seat):
    def act(number):
        slow_to_take(number * TURN_SECONDS)
        return buy(*seat, number)

    return act


def _unguarded_in_turn(seat):
    # Nobody takes before everybody has looked, however busy the machine is.
    all_have_looked = get_context("fork").Barrier(TWINS)

    def act(number):
        def wait():
            all_have_looked.wait(timeout=60)
            time.sleep(number * TURN_SECONDS)

        before_taking(wait)
        unguarded()
        return buy(*seat, number)

    return act


@pytest.mark.parametrize("turn", range(ROUNDS))
def test_of_50_buyers_one_gets_the_last_seat(fresh_house, seat, turn):
    with fresh_house():
        answers = race(BUYERS, _hasty(seat))

        assert sorted(set(answers)) == [BOUGHT, "places_unavailable"]
        assert answers.count(BOUGHT) == 1
        assert Order.objects.count() == 2
        assert check_invariants(now=NOON).offenders == []


def test_the_lock_alone_sells_it_once(fresh_house, seat):
    with fresh_house():
        _without_the_constraint()

        answers = race(TWINS, _in_turn(seat))

        assert answers.count(BOUGHT) == _sold(seat[1]) == 1
        assert check_invariants(now=NOON).offenders == []


def test_without_any_guard_it_is_sold_several_times(fresh_house, seat):
    with fresh_house():
        _without_the_constraint()

        answers = race(TWINS, _unguarded_in_turn(seat))

        # Some orders are caught later, when their money comes: too late.
        assert set(answers) & {BOUGHT, "accepted"}
        assert _sold(seat[1]) > 1
        named = {o["invariant"] for o in check_invariants(now=NOON).offenders}
        assert "place_in_one_live_line" in named


def test_the_constraint_alone_refuses_the_second(fresh_house, seat):
    with fresh_house():
        answers = race(TWINS, _unguarded_in_turn(seat))

        # Without locks even the one who has it may find the hold gone when paying.
        assert answers.count(BOUGHT) <= _sold(seat[1]) == 1
        assert BY_CONSTRAINT in answers
