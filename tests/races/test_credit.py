"""One gift card in many carts at once pays no more than it has; the proof can fail."""

import time
from decimal import Decimal

import pytest
from django.db import OperationalError

from ground.errors import Refusal
from reports.checking import check_invariants
from tests.factories import NOON
from tests.payments.orders import placed_order
from tests.races.crowd import LOCKED_OUT, race, unguarded
from ticketing.payments.credit import spending
from ticketing.payments.credit.balances import balance
from ticketing.payments.credit.giving import give
from ticketing.payments.models import Payment

pytestmark = pytest.mark.race
BUYERS = 5
SECONDS = 1.5
ONLY = ["credit_is_never_negative"]


@pytest.fixture
def carts(fresh_house):
    """A card of 150, and orders of 100 each that wait."""
    with fresh_house():
        by = {"reason": "x", "actor": "desk", "now": NOON}
        card = give(Decimal(150), "CNY", **by).credit
        yield card, [placed_order("counter").order_id for _ in range(BUYERS)]


def _spend(order, card):
    try:
        paid = spending.spend(order, [card.pk], now=NOON)
    except Refusal as refusal:
        return refusal.code
    except OperationalError:
        return LOCKED_OUT
    return str(sum(payment.amount for payment in paid))


def test_one_card_pays_only_what_it_has(carts):
    card, orders = carts

    answers = race(BUYERS, lambda n: _spend(orders[n], card))

    assert sorted(answers) == ["0", "0", "0", "100", "50"]
    assert balance(card) == 0
    assert sum(p.amount for p in Payment.objects.filter(gateway="credit")) == 150
    assert check_invariants(now=NOON).offenders == []


def _spend_unguarded(order, card):
    unguarded()
    look = spending.balances

    def late(keys):
        there = look(keys)
        time.sleep(SECONDS)
        return there

    spending.balances = late
    return _spend(order, card)


def test_without_its_locks_a_card_is_overspent(carts):
    card, orders = carts

    race(BUYERS, lambda n: _spend_unguarded(orders[n], card))

    assert check_invariants(now=NOON, only=ONLY).offenders != []
