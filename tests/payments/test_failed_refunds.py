"""Refunds that a bank refuses after they were done: the money is here again."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from reports.checking import check_invariants
from tests.payments.fake_stripe import signed
from tests.payments.far_sides import StripeSide
from tests.payments.orders import (
    SOON,
    assert_books_are_right,
    do_planned_work,
    phase_of,
    started,
)
from ticketing.orders.phases import Phase
from ticketing.payments import services, watch
from ticketing.payments.errors import GatewayDown, TooMuchBack
from ticketing.payments.models import Entry, LedgerAccount, Refund, RefundState
from ticketing.payments.refunds import give_back

pytestmark = pytest.mark.django_db
A_DAY = timedelta(days=1)
LATER = SOON + 3 * A_DAY


def returned(far, **values):
    """A refund that is done, of an order that was paid and taken back."""
    payment = started(far.code, **values)
    far.pay(payment)
    far.tell(payment, now=SOON)
    services.return_order(payment.order_id, now=SOON, actor="desk", reason="ill")
    do_planned_work(SOON)
    refund = payment.refunds.get()
    assert refund.state == RefundState.DONE
    return refund


def _read(refund):
    services.read_refund_back(refund.pk, now=LATER)
    refund.refresh_from_db()
    return refund


def _money(order):
    entries = Entry.objects.filter(
        movement__order=order, ledger_account=LedgerAccount.MONEY
    )
    return sum(entry.amount for entry in entries)


def _by_hand(refund):
    return services.pay_back_by_hand(
        refund.pk, reference="BANK 12", actor="mei@example.org", now=LATER
    )


@pytest.fixture
def failed(asked_far):
    refund = returned(asked_far)
    asked_far.refuse_refund(refund)
    return _read(refund)


def test_a_refund_that_stays_done_is_left_alone(asked_far):
    refund = _read(returned(asked_far))

    assert refund.state == RefundState.DONE
    assert _money(refund.order) == 0


def test_a_refund_that_was_refused_is_booked_back(failed):
    order = failed.order

    assert (failed.state, failed.done_at) == (RefundState.FAILED, None)
    assert _money(order) == Decimal(100)
    assert services.kept(order) == Decimal(100)
    assert phase_of(failed.payment) == Phase.REFUNDED
    assert order.events.filter(kind="refund").last().after.endswith("failed")
    assert list(Refund.objects.unsettled()) == [failed]
    assert_books_are_right(order)
    assert check_invariants(now=LATER).offenders == []


def test_the_same_bad_news_again_books_nothing(failed):
    for _ in range(3):
        _read(failed)

    assert failed.order.movements.filter(kind="come_back").count() == 1
    assert failed.order.events.filter(kind="refund").count() == 2
    assert _money(failed.order) == Decimal(100)


def test_a_silent_gateway_leaves_a_refund_as_it_is(asked_far):
    refund = returned(asked_far)

    with asked_far.silence(acts=False), pytest.raises(GatewayDown):
        services.read_refund_back(refund.pk, now=LATER)

    refund.refresh_from_db()
    assert refund.state == RefundState.DONE


def test_the_desk_pays_back_in_another_way(failed):
    done = _by_hand(failed)

    assert (done.state, done.amount, done.replaces) == (
        RefundState.DONE,
        failed.amount,
        failed,
    )
    assert done.reference == "BANK 12"
    assert failed.order.events.last().actor == "mei@example.org"
    assert _money(failed.order) == 0
    assert not Refund.objects.unsettled().exists()
    assert_books_are_right(failed.order)
    assert check_invariants(now=LATER).offenders == []


def test_what_did_not_fail_is_not_paid_back_by_hand(asked_far):
    refund = returned(asked_far)

    with pytest.raises(Refund.DoesNotExist):
        _by_hand(refund)
    assert refund.order.refunds.count() == 1


def test_the_desks_button_twice_is_once(failed):
    assert _by_hand(failed) == _by_hand(failed)

    assert failed.order.refunds.count() == 2


def test_no_gateway_is_asked_about_what_the_desk_paid_back(failed):
    done = _by_hand(failed)

    assert watch.read_done_refunds(now=LATER + 2 * A_DAY) == 0
    assert services.read_refund_back(done.pk, now=LATER).state == RefundState.DONE


def test_a_part_of_a_payment_that_was_refused_is_seen_until_it_is_paid(asked_far):
    payment = started(asked_far.code)
    asked_far.pay(payment, amount=Decimal(130))
    asked_far.tell(payment, now=SOON)
    refund = payment.refunds.get()
    asked_far.refuse_refund(refund)
    _read(refund)
    assert list(Refund.objects.unsettled()) == [refund]

    _by_hand(refund)

    assert not Refund.objects.unsettled().exists()
    assert_books_are_right(payment.order)


def test_more_than_is_left_is_not_paid_back(failed):
    give_back(failed.payment, reason="again", now=LATER)

    assert not Refund.objects.unsettled().exists()
    with pytest.raises(TooMuchBack):
        _by_hand(failed)


@pytest.fixture
def send(client):
    def send(event):
        body, signature = signed(event)
        answer = client.post(
            reverse("payments:stripe-notice"),
            data=body,
            content_type="application/json",
            headers={"Stripe-Signature": signature},
        )
        assert answer.status_code == 200
        do_planned_work(LATER)

    return send


@pytest.mark.parametrize("kind", ["refund.failed", "charge.refund.updated"])
def test_a_notice_that_comes_often_is_booked_once(send, fake_stripe, house, kind):
    side, bank = StripeSide(fake_stripe), fake_stripe.bank
    refund = returned(side)
    side.refuse_refund(refund)

    for _ in range(3):
        send(bank.event(kind, bank.refunds[refund.reference]))

    refund.refresh_from_db()
    assert refund.state == RefundState.FAILED
    assert refund.order.movements.filter(kind="come_back").count() == 1
    assert_books_are_right(refund.order)


def test_a_notice_that_says_failed_is_not_believed(send, fake_stripe, house):
    refund = returned(StripeSide(fake_stripe))
    theirs = fake_stripe.bank.refunds[refund.reference]

    send(fake_stripe.bank.event("refund.failed", {**theirs, "status": "failed"}))

    refund.refresh_from_db()
    assert refund.state == RefundState.DONE


def test_a_refund_that_stripe_does_not_know_stays_as_it_is(fake_stripe, house):
    refund = returned(StripeSide(fake_stripe))
    fake_stripe.bank.refunds.clear()

    with pytest.raises(GatewayDown):
        services.read_refund_back(refund.pk, now=LATER)

    refund.refresh_from_db()
    assert refund.state == RefundState.DONE


def test_bad_news_is_found_without_a_notice(asked_far):
    refund = returned(asked_far)
    asked_far.refuse_refund(refund)

    assert watch.read_done_refunds(now=SOON + A_DAY / 2) == 0
    assert watch.read_done_refunds(now=SOON + A_DAY) == 1

    refund.refresh_from_db()
    assert refund.state == RefundState.FAILED


def test_a_done_refund_is_asked_about_once_a_day_for_a_month(asked_far):
    returned(asked_far)

    asked = [watch.read_done_refunds(now=SOON + n * A_DAY / 2) for n in range(2, 7)]

    assert asked == [1, 0, 1, 0, 1]
    assert watch.read_done_refunds(now=SOON + 31 * A_DAY) == 0


def test_a_silent_gateway_is_asked_about_one_refund_a_run(asked_far):
    for _ in range(3):
        returned(asked_far)

    with asked_far.silence(acts=False):
        assert watch.read_done_refunds(now=LATER) == 1


def test_nobody_is_asked_about_the_desks_own_refunds(house):
    payment = started("counter")
    services.receive_payment(payment.pk, actor="desk", now=SOON)
    services.return_order(payment.order_id, now=SOON, actor="desk", reason="ill")
    refund = payment.refunds.get()
    services.finish_refund(refund.pk, state="done", reference="TILL 4", now=SOON)

    assert watch.read_done_refunds(now=LATER) == 0
    assert services.read_refund_back(refund.pk, now=LATER).state == RefundState.DONE
