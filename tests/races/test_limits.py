"""One buyer's orders at one moment stay within the limit; and the proof can fail."""

import time

import pytest
from django.db import IntegrityError, OperationalError, connection

from ground.errors import Refusal
from tests import ready_money
from tests.factories import NOON, offered_performance
from tests.races.crowd import BOUGHT, BY_CONSTRAINT, LOCKED_OUT, race, unguarded
from ticketing.rush import limits
from ticketing.rush.models import LimitSlot
from ticketing.shows.models import Performance

pytestmark = pytest.mark.race
BUYERS = 8
MOST = 3
# Long enough for every other order to have counted by then.
SECONDS = 1.5


@pytest.fixture(scope="module")
def one_person(fresh_house):
    """A database to copy, and a performance of which one person can have three."""
    performance = offered_performance(most_per_buyer=MOST)
    places = list(performance.places.order_by("pk").values_list("pk", flat=True))
    return fresh_house, performance.pk, places


def _order(performance_id, place):
    performance = Performance.objects.get(pk=performance_id)
    try:
        ready_money.ordered(performance, [place], now=NOON)
    except Refusal as refusal:
        return refusal.code
    except IntegrityError:
        return BY_CONSTRAINT
    except OperationalError:
        return LOCKED_OUT
    return BOUGHT


def _slow_to_count():
    """Wait between counting the slots and taking some, where races happen."""
    taken = limits._taken

    def late(*args):
        found = taken(*args)
        time.sleep(SECONDS)
        return found

    limits._taken = late


def _hasty(performance, places):
    return lambda number: _order(performance, places[number])


def _unguarded(performance, places):
    def act(number):
        _slow_to_count()
        unguarded()
        return _order(performance, places[number])

    return act


def _without_the_constraint(monkeypatch):
    every = LimitSlot._meta.constraints
    one = next(c for c in every if c.name == "rush_a_slot_is_taken_once")
    # SQLite makes the table anew, with what the model still has.
    monkeypatch.setattr(LimitSlot._meta, "constraints", [c for c in every if c != one])
    with connection.schema_editor() as editor:
        editor.remove_constraint(LimitSlot, one)


def _held():
    return LimitSlot.objects.filter(n__gt=0).count()


def test_of_8_orders_at_once_a_person_gets_3(one_person):
    fresh, performance, places = one_person
    with fresh():
        answers = race(BUYERS, _hasty(performance, places))

        assert sorted(set(answers)) == [BOUGHT, "limit_reached"]
        assert answers.count(BOUGHT) == _held() == MOST


def test_the_constraint_alone_lets_no_number_be_taken_twice(one_person):
    fresh, performance, places = one_person
    with fresh():
        answers = race(BUYERS, _unguarded(performance, places))

        assert BY_CONSTRAINT in answers
        assert answers.count(BOUGHT) == _held() <= MOST


def test_without_any_guard_a_person_gets_more(one_person, monkeypatch):
    fresh, performance, places = one_person
    with fresh():
        _without_the_constraint(monkeypatch)

        answers = race(BUYERS, _unguarded(performance, places))

        assert answers.count(BOUGHT) > MOST
