"""Many orders on one account at once stay within its limit; the proof can fail."""

import time

import pytest
from django.db import OperationalError

from ground.errors import Refusal
from reports.checking import check_invariants
from tests.factories import NOON
from tests.payments.companies import company
from tests.payments.orders import SOON, placed_order
from tests.races.crowd import LOCKED_OUT, race, unguarded
from ticketing.payments.on_account import charging
from ticketing.payments.on_account.owing import owed

pytestmark = pytest.mark.race
ORDERS = 5
SECONDS = 1.5


@pytest.fixture
def orders(fresh_house):
    """A company that may owe 250, and orders of 100 each that wait."""
    with fresh_house():
        tab = company(limit="250")
        yield tab, [placed_order("counter", now=NOON).order_id for _ in range(ORDERS)]


def _charge(order, tab):
    try:
        charging.charge(order, tab.pk, now=SOON, by_desk=True)
    except Refusal as refusal:
        return refusal.code
    except OperationalError:
        return LOCKED_OUT
    return "owed"


def test_a_company_owes_no_more_than_it_may(orders):
    tab, waiting = orders

    answers = race(ORDERS, lambda n: _charge(waiting[n], tab))

    assert sorted(answers) == ["over_limit"] * 3 + ["owed"] * 2
    assert owed(tab) == 200
    assert check_invariants(now=SOON).offenders == []


def _charge_unguarded(order, tab):
    unguarded()
    look = charging.left_on

    def late(one):
        left = look(one)
        time.sleep(SECONDS)
        return left

    charging.left_on = late
    return _charge(order, tab)


def test_without_its_locks_a_company_owes_too_much(orders):
    tab, waiting = orders

    race(ORDERS, lambda n: _charge_unguarded(waiting[n], tab))

    assert owed(tab) > tab.credit_limit
