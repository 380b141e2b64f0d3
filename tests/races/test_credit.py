"""A card pays no more than it has, one form gives it once; the proofs can fail."""

import time
from decimal import Decimal

import pytest
from django.db import IntegrityError, OperationalError

from ground.errors import Refusal
from reports.checking import check_invariants
from tests.factories import NOON
from tests.payments.orders import placed_order
from tests.races.crowd import BY_CONSTRAINT, LOCKED_OUT, race, unguarded
from ticketing.payments.credit import giving, spending
from ticketing.payments.credit.balances import balance
from ticketing.payments.credit.giving import Gift, give
from ticketing.payments.credit.models import Credit
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
        card = give(Gift(Decimal(150), "CNY"), **by).credit
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


GIFT = Gift(Decimal(50), "CNY", key="one press of a button")


@pytest.fixture
def house_with_forms(fresh_house):
    with fresh_house():
        yield


def _give(_number):
    try:
        return give(GIFT, reason="x", actor="desk", now=NOON).code
    except IntegrityError:
        return BY_CONSTRAINT
    except OperationalError:
        return LOCKED_OUT


@pytest.mark.usefixtures("house_with_forms")
def test_a_form_sent_many_times_at_once_makes_one_card():
    codes = race(BUYERS, _give)

    assert len(set(codes)) == 1
    assert balance(Credit.objects.get()) == 50
    assert check_invariants(now=NOON).offenders == []


def _give_unguarded(number):
    unguarded()
    giving._given_before = lambda _key: None
    giving.ledger.goodwill_key = lambda key: f"given:{key}:{number}"
    return _give(number)


@pytest.mark.usefixtures("house_with_forms")
def test_without_the_forms_key_a_card_is_made_by_each_press():
    race(2, _give_unguarded)

    assert Credit.objects.count() == 2
