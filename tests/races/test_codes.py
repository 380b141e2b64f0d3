"""A code holds its budget, however many order at once; the proof can fail."""

import time
from datetime import timedelta

import pytest
from django.db import IntegrityError, OperationalError, connection

from ground.errors import Refusal
from tests.factories import NOON, offered_performance
from tests.offers.codes import code
from tests.offers.making import offer
from tests.races.crowd import BOUGHT, BY_CONSTRAINT, LOCKED_OUT, race, unguarded
from tests.rush.shop import held, order_of
from ticketing.checkout import code_uses
from ticketing.checkout.codes import enter_code
from ticketing.checkout.models import CodeUse
from ticketing.shows.models import Performance

pytestmark = pytest.mark.race
BUYERS = 6
BUDGET = 2
# Long enough for every other order to have looked at the code by then.
SECONDS = 1.5


@pytest.fixture(scope="module")
def budget(fresh_house):
    """A database to copy, a performance, its places, a code for two orders."""
    performance = offered_performance()
    opened = offer(
        percent_off=10,
        needs_code=True,
        valid_from=NOON - timedelta(days=1),
        valid_until=NOON + timedelta(days=1),
    )
    code("AUTUMN25", of=opened, most_uses=BUDGET)
    places = list(performance.places.order_by("pk").values_list("pk", flat=True))
    return fresh_house, performance.pk, places


def _order(performance_id, place):
    performance = Performance.objects.get(pk=performance_id)
    cart = held(performance, [place])
    try:
        enter_code(cart, "AUTUMN25", user=None, now=NOON)
        order_of(cart, email=f"buyer{place}@example.org")
    except Refusal as refusal:
        return refusal.code
    except IntegrityError:
        return BY_CONSTRAINT
    except OperationalError:
        return LOCKED_OUT
    return BOUGHT


def _slow_to_take():
    """Wait between counting the uses and taking one."""
    find = code_uses._free_slot

    def late(known):
        found = find(known)
        time.sleep(SECONDS)
        return found

    code_uses._free_slot = late


def _unguarded(performance, places):
    def act(number):
        _slow_to_take()
        unguarded()
        return _order(performance, places[number])

    return act


def _without_the_constraint(monkeypatch):
    every = CodeUse._meta.constraints
    name = "checkout_a_slot_of_a_code_is_used_once"
    one = next(c for c in every if c.name == name)
    # SQLite makes the table anew, with what the model still has.
    monkeypatch.setattr(CodeUse._meta, "constraints", [c for c in every if c != one])
    with connection.schema_editor() as editor:
        editor.remove_constraint(CodeUse, one)


def test_of_6_orders_with_a_code_for_2_two_are_made(budget):
    fresh, performance, places = budget
    with fresh():
        answers = race(BUYERS, lambda n: _order(performance, places[n]))

        assert set(answers) <= {BOUGHT, "code_spent"}
        assert answers.count(BOUGHT) == CodeUse.objects.count() == BUDGET


def test_the_constraint_alone_holds_the_budget(budget):
    fresh, performance, places = budget
    with fresh():
        answers = race(BUYERS, _unguarded(performance, places))

        assert BY_CONSTRAINT in answers
        assert answers.count(BOUGHT) == CodeUse.objects.count() <= BUDGET


def test_without_any_guard_a_code_is_used_too_often(budget, monkeypatch):
    fresh, performance, places = budget
    with fresh():
        _without_the_constraint(monkeypatch)

        answers = race(BUYERS, _unguarded(performance, places))

        assert answers.count(BOUGHT) > BUDGET
