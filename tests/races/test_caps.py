"""A cap is not overrun by a crowd; and without the guards it is.

Each buyer wants a seat of their own: all that they share is the cap.
"""

import random
import time

import pytest
from django.db import IntegrityError, OperationalError

from ground.errors import Refusal
from reports.checking import check_invariants
from tests.factories import NOON, offered_performance
from tests.races.crowd import LOCKED_OUT, race, unguarded
from ticketing.stock import caps
from ticketing.stock.control import set_cap
from ticketing.stock.holds import end_lapsed_holds, hold_places, release_places
from ticketing.stock.models import Cap, Place

pytestmark = pytest.mark.race
ROUNDS = 5
BUYERS = 30
TWINS = 8
NUMBER = 5
HELD = "held"
TURN_SECONDS = 0.15


@pytest.fixture(scope="module")
def capped(fresh_house):
    """A database to copy, and a performance of forty seats of which five are sold."""
    performance = offered_performance(seats=40)
    tier = performance.tiers.get()
    by = {"actor": "controller", "now": NOON}
    set_cap(performance, tier_ids=[tier.pk], number=NUMBER, **by)
    places = list(performance.places.order_by("pk").values_list("pk", flat=True))
    return fresh_house, performance.pk, places


def _hold(performance, place, number):
    try:
        hold_places(performance, [place], cart_key=f"b{number}", minutes=15, now=NOON)
    except Refusal as refusal:
        return refusal.code
    except OperationalError:
        return LOCKED_OUT
    except IntegrityError:
        return "refused by a constraint"
    return HELD


def _slow_to_take(seconds):
    """Wait between finding a slot free and taking it, where races happen."""
    find = caps._free_slots

    def late(*args, **values):
        found = find(*args, **values)
        time.sleep(seconds)
        return found

    caps._free_slots = late


def _in_a_hurry(performance, places):
    def act(number):
        random.seed()
        _slow_to_take(random.uniform(0, 0.02))
        return _hold(performance, places[number], number)

    return act


def _in_turn(performance, places):
    def act(number):
        unguarded()
        _slow_to_take(number * TURN_SECONDS)
        return _hold(performance, places[number], number)

    return act


@pytest.mark.parametrize("turn", range(ROUNDS))
def test_of_30_buyers_5_get_a_seat_of_the_cap(capped, turn):
    fresh, performance, places = capped
    with fresh():
        answers = race(BUYERS, _in_a_hurry(performance, places))

        assert sorted(set(answers)) == ["cap_reached", HELD]
        assert answers.count(HELD) == NUMBER
        assert Place.objects.taken(NOON).count() == NUMBER
        assert Cap.objects.get().reached_at is not None
        assert check_invariants(now=NOON).offenders == []


def test_without_the_locks_it_is_overrun(capped):
    fresh, performance, places = capped
    with fresh():
        answers = race(TWINS, _in_turn(performance, places))

        assert answers.count(HELD) > NUMBER
        named = {o["invariant"] for o in check_invariants(now=NOON).offenders}
        assert "taken_place_has_its_slots" in named


def test_a_cap_set_while_buyers_hold_counts_each_of_them(capped):
    fresh, performance_id, places = capped
    with fresh():
        cap = Cap.objects.get()
        cap_id, tier = cap.pk, cap.tiers.get()
        performance = cap.performance

        def act(number):
            if number == 0:
                set_cap(performance, tier_ids=[tier.pk], number=30, actor="c", now=NOON)
                return "set"
            return _hold(performance_id, places[number], number)

        answers = race(BUYERS, act)

        assert answers[0] == "set"
        assert set(answers[1:]) <= {HELD, "cap_reached"}
        held = Place.objects.taken(NOON).count()
        assert held == answers.count(HELD)
        assert Cap.objects.get(pk=cap_id).slots.exclude(place=None).count() == held
        assert check_invariants(now=NOON).offenders == []


def test_holding_and_giving_back_at_once_meet_in_no_deadlock(capped):
    fresh, performance, places = capped
    with fresh():

        def act(number):
            random.seed()
            said = set()
            for _again in range(5):
                place = random.choice(places)
                said.add(_hold(performance, place, number))
                release_places([place], cart_key=f"b{number}", now=NOON)
                end_lapsed_holds(now=NOON)
            return ",".join(sorted(said))

        answers = race(10, act)

        said = {word for answer in answers for word in answer.split(",")}
        assert said <= {HELD, "cap_reached", "places_unavailable"}
        assert not Place.objects.taken(NOON).exists()
        assert Cap.objects.get().reached_at is None
        assert check_invariants(now=NOON).offenders == []
