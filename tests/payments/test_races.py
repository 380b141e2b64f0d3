"""News of one payment from all sides at once: it is booked once, and fully."""

import time

import pytest
from django.db import IntegrityError, OperationalError

from ground.errors import Refusal
from reports.checking import check_invariants
from tests.factories import NOON
from tests.payments.orders import SOON, assert_books_are_right, started
from tests.races.crowd import BY_CONSTRAINT, race, unguarded
from ticketing.house.models import House
from ticketing.orders.models import Order
from ticketing.orders.phases import Phase
from ticketing.payments import ledger, services
from ticketing.payments.gateways import Answer, sandbox
from ticketing.payments.models import (
    ChargeState,
    Movement,
    Payment,
    PaymentState,
    SandboxCharge,
)

pytestmark = pytest.mark.race
ROUNDS = 5


@pytest.fixture
def payment(own_database):
    House.objects.get_or_create(pk=1, defaults={"name_en": "Marquee"})
    return started("sandbox", places=2, price="50")


def _approve(payment):
    sandbox.decide(payment.key, ChargeState.PAID)
    services.read_back(Payment.objects.get(pk=payment.pk), now=SOON)


def _lapse(payment):
    services.lapse_order(payment.order_id, now=payment.order.pay_by)


def _cancel(payment):
    services.cancel_order(payment.order_id, now=SOON, actor="desk", reason="asked")


def _return(payment):
    services.return_order(payment.order_id, now=SOON, actor="desk", reason="ill")


def _captured(payment):
    services.settle(payment.pk, Answer(PaymentState.CAPTURED), now=SOON)


def _tried(act, payment):
    try:
        act(payment)
    except Refusal as refusal:
        return refusal.code
    except IntegrityError:
        return BY_CONSTRAINT
    except OperationalError:
        return "locked out"
    return "done"


@pytest.mark.parametrize("turn", range(ROUNDS))
def test_approval_end_and_cancelling_at_once_leave_the_books_right(payment, turn):
    acts = (_approve, _lapse, _cancel, _return)

    answers = race(12, lambda number: _tried(acts[number % len(acts)], payment))

    order = Order.objects.get(pk=payment.order_id)
    assert set(answers) <= {"done", "illegal_phase"}
    assert order.phase not in {Phase.PLACED, Phase.ACCEPTED}
    assert_books_are_right(order)
    assert check_invariants(now=NOON).offenders == []


def test_the_same_news_from_all_sides_is_booked_once(payment):
    answers = race(12, lambda _number: _tried(_captured, payment))

    assert set(answers) == {"done"}
    assert Movement.objects.filter(order=payment.order, kind="capture").count() == 1
    assert_books_are_right(payment.order)


def _read_refund(refund):
    services.read_refund_back(refund.pk, now=SOON)


def _pay_by_hand(refund):
    services.pay_back_by_hand(refund.pk, reference="B", actor="desk", now=SOON)


def test_a_refused_refund_is_booked_back_once_and_paid_by_hand_once(payment):
    _approve(payment)
    _return(payment)
    refund = payment.refunds.get()
    services.carry_out_refund(refund.pk, now=SOON)
    SandboxCharge.objects.update(refunds={})

    answers = race(12, lambda _number: _tried(_read_refund, refund))
    assert set(answers) == {"done"}
    answers = race(12, lambda _number: _tried(_pay_by_hand, refund))

    assert set(answers) == {"done"}
    movements = Movement.objects.filter(order=payment.order)
    assert movements.filter(kind="come_back").count() == 1
    assert movements.filter(kind="refund").count() == 2
    assert_books_are_right(payment.order)
    assert check_invariants(now=NOON).offenders == []


def _slow_to_book():
    post = ledger.post

    def late(movement, entries):
        time.sleep(1)  # longer than a busy machine lets the others wait
        return post(movement, entries)

    ledger.post = late


def _captured_without_locks(payment):
    unguarded()
    _slow_to_book()
    _captured(payment)


def test_without_locks_only_the_ledgers_key_refuses_the_second(payment):
    """The proof can fail: without the order's lock several begin to book."""
    answers = race(6, lambda _number: _tried(_captured_without_locks, payment))

    assert BY_CONSTRAINT in answers
    assert Movement.objects.filter(order=payment.order, kind="capture").count() == 1
