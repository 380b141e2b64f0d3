"""What is the same whichever way the money comes."""

from datetime import timedelta
from decimal import Decimal

import pytest

from tests.factories import NOON
from tests.payments.far_sides import CreditSide
from tests.payments.orders import (
    BACK,
    SOON,
    assert_books_are_right,
    do_planned_work,
    phase_of,
    placed_order,
    started,
    take_away_places,
)
from ticketing.orders.phases import Phase
from ticketing.payments import gateways, services
from ticketing.payments.errors import GatewayDown
from ticketing.payments.models import PaymentState, Refund

pytestmark = pytest.mark.django_db


def _after_the_end(payment):
    return payment.order.pay_by + timedelta(seconds=1)


def test_money_that_comes_pays_the_order(any_far):
    payment = started(any_far.start)

    any_far.pay(payment)
    any_far.tell(payment, now=SOON)

    assert phase_of(payment) == Phase.PAID
    assert_books_are_right(payment.order)


def test_the_same_news_twice_is_once(any_far):
    payment = started(any_far.start)
    any_far.pay(payment)

    for _ in range(3):
        any_far.tell(payment, now=SOON)

    assert services.captured(payment.order) == Decimal(100)
    assert payment.order.movements.filter(kind="capture").count() == 1
    assert_books_are_right(payment.order)


def test_old_news_does_not_undo_a_payment(any_far):
    payment = started(any_far.start)
    any_far.pay(payment)
    any_far.tell(payment, now=SOON)

    for one in payment.order.payments.all():
        for state in (PaymentState.PENDING, PaymentState.FAILED, PaymentState.EXPIRED):
            services.settle(one.pk, services.Answer(state), now=SOON)

    assert phase_of(payment) == Phase.PAID
    assert_books_are_right(payment.order)


def test_a_declined_payment_can_be_tried_again(asked_far):
    payment = started(asked_far.code)
    asked_far.decline(payment)
    asked_far.tell(payment, now=SOON)

    again = services.change_method(payment.order_id, asked_far.code, now=SOON)
    services.start_payment(again, BACK, now=SOON)
    again.refresh_from_db()
    asked_far.pay(again)
    asked_far.tell(again, now=SOON)

    payment.refresh_from_db()
    assert payment.state == PaymentState.FAILED
    assert phase_of(payment) == Phase.PAID


@pytest.mark.parametrize("acts", [False, True], ids=["before", "after"])
def test_an_answer_lost_while_beginning_is_found_again(far, acts):
    payment = placed_order(far.code)

    with far.silence(acts=acts), pytest.raises(GatewayDown):
        services.start_payment(payment, BACK, now=NOON)
    services.start_payment(payment, BACK, now=SOON)

    payment.refresh_from_db()
    assert payment.state == PaymentState.PENDING
    assert far.begun(payment) == 1
    far.pay(payment)
    far.tell(payment, now=SOON)
    assert phase_of(payment) == Phase.PAID


def test_what_was_begun_unseen_is_found_by_reading_back(far):
    payment = placed_order(far.code)
    with far.silence(acts=True), pytest.raises(GatewayDown):
        services.start_payment(payment, BACK, now=NOON)

    payment.refresh_from_db()
    found = services.read_back(payment, now=SOON)

    assert found.state in {PaymentState.PENDING, PaymentState.UNKNOWN}
    assert far.begun(payment) == 1


def test_an_order_is_kept_while_its_gateway_is_silent(far):
    payment = started(far.code)
    late = _after_the_end(payment)

    with far.silence(acts=False), pytest.raises(GatewayDown):
        services.lapse_order(payment.order_id, now=late)

    assert phase_of(payment) == Phase.ACCEPTED


def test_patience_with_a_silent_gateway_ends(far):
    payment = started(far.code)
    much_later = payment.order.pay_by + services.PATIENCE

    with far.silence(acts=False):
        services.lapse_order(payment.order_id, now=much_later)

    assert phase_of(payment) == Phase.EXPIRED
    assert_books_are_right(payment.order)


def test_money_found_at_the_deadline_counts(far):
    payment = started(far.code)
    far.pay(payment)
    far.tell(payment, now=_after_the_end(payment))

    assert not services.lapse_order(payment.order_id, now=_after_the_end(payment))
    assert phase_of(payment) == Phase.PAID


def test_late_money_finds_its_places_again(far):
    payment = started(far.code, places=2, price="50")
    late = _after_the_end(payment)
    services.lapse_order(payment.order_id, now=late)

    far.pay_after_its_end(payment)
    far.tell(payment, now=late)

    assert phase_of(payment) == Phase.PAID
    assert payment.order.lines.live().count() == 2
    assert_books_are_right(payment.order)


def test_late_money_goes_back_where_the_places_are_gone(far):
    payment = started(far.code)
    late = _after_the_end(payment)
    services.lapse_order(payment.order_id, now=late)
    take_away_places(payment.order, now=late)

    far.pay_after_its_end(payment)
    far.tell(payment, now=late)

    assert phase_of(payment) == Phase.EXPIRED
    assert far.went_back(payment) == Decimal(100)
    assert_books_are_right(payment.order)


def test_money_for_a_cancelled_order_goes_back(far):
    payment = started(far.code)
    services.cancel_order(payment.order_id, now=SOON, actor="desk", reason="asked")

    far.pay_after_its_end(payment)
    far.tell(payment, now=SOON)

    assert phase_of(payment) == Phase.CANCELLED
    assert far.went_back(payment) == Decimal(100)
    assert_books_are_right(payment.order)


def test_too_much_goes_back_by_what_was_too_much(far):
    payment = started(far.code)

    far.pay(payment, amount=Decimal(130))
    far.tell(payment, now=SOON)

    assert phase_of(payment) == Phase.PAID
    assert far.went_back(payment) == Decimal(30)
    assert_books_are_right(payment.order)


def test_too_little_leaves_the_rest_due(far):
    payment = started(far.code)

    far.pay(payment, amount=Decimal(60))
    far.tell(payment, now=SOON)

    assert phase_of(payment) == Phase.ACCEPTED
    rest = services.change_method(payment.order_id, far.code, now=SOON)
    assert rest.amount == Decimal(40)
    services.start_payment(rest, BACK, now=SOON)
    rest.refresh_from_db()
    far.pay(rest)
    far.tell(rest, now=SOON)
    assert phase_of(payment) == Phase.PAID
    assert_books_are_right(payment.order)


def test_a_part_goes_back_when_the_order_expires(far):
    payment = started(far.code)
    far.pay(payment, amount=Decimal(60))
    far.tell(payment, now=SOON)

    services.lapse_order(payment.order_id, now=_after_the_end(payment))
    do_planned_work(_after_the_end(payment))

    assert phase_of(payment) == Phase.EXPIRED
    assert far.went_back(payment) == Decimal(60)
    assert_books_are_right(payment.order)


def test_another_currency_is_kept_on_record_and_goes_back(asked_far):
    payment = started(asked_far.code)

    asked_far.pay(payment, currency="USD")
    asked_far.tell(payment, now=SOON)

    payment.refresh_from_db()
    assert (payment.state, payment.currency) == (PaymentState.CAPTURED, "USD")
    assert phase_of(payment) == Phase.ACCEPTED
    assert asked_far.went_back(payment) == Decimal(100)
    assert_books_are_right(payment.order)


def test_a_second_payment_of_a_paid_order_goes_back(far):
    first = started(far.code)
    other = services.change_method(
        first.order_id, "counter" if far.code != "counter" else "sandbox", now=SOON
    )
    services.settle(other.pk, services.Answer(PaymentState.CAPTURED), now=SOON)

    far.pay_after_its_end(first)
    far.tell(first, now=SOON)

    assert phase_of(first) == Phase.PAID
    assert far.went_back(first) == Decimal(100)
    assert_books_are_right(first.order)


def test_a_refund_whose_answer_is_lost_is_made_once(any_far):
    payment = started(any_far.start)
    any_far.pay(payment)
    any_far.tell(payment, now=SOON)
    services.return_order(payment.order_id, now=SOON, actor="desk", reason="ill")

    with any_far.silence(acts=True), pytest.raises(GatewayDown):
        do_planned_work(SOON)
    refund = Refund.objects.get(order=payment.order)
    services.carry_out_refund(refund.pk, now=SOON)
    services.carry_out_refund(refund.pk, now=SOON)

    assert any_far.went_back(payment) == Decimal(100)
    assert Refund.objects.filter(order=payment.order).count() == 1
    assert_books_are_right(payment.order)


def test_what_the_house_keeps_pays_no_order_that_has_ended(own_far):
    payment = started(own_far.start)
    late = _after_the_end(payment)
    services.lapse_order(payment.order_id, now=late)

    own_far.pay(payment)
    own_far.tell(payment, now=late)

    assert phase_of(payment) == Phase.EXPIRED
    assert not own_far.own(payment).exists()
    assert own_far.went_back(payment) == Decimal(100)
    assert_books_are_right(payment.order)


def test_what_the_house_keeps_pays_no_order_that_is_paid(own_far):
    payment = started(own_far.start)
    services.record_capture(payment, reference=None, now=SOON)

    own_far.pay(payment)
    own_far.tell(payment, now=SOON)

    assert phase_of(payment) == Phase.PAID
    assert not own_far.own(payment).exists()
    assert_books_are_right(payment.order)


def test_money_that_comes_after_what_the_house_kept_goes_back(own_far):
    payment = started(own_far.start)
    own_far.pay(payment)
    own_far.tell(payment, now=SOON)

    services.record_capture(payment, reference="BANK 7", now=SOON)

    back = Refund.objects.get(order=payment.order)
    assert (back.payment_id, back.amount) == (payment.pk, Decimal(100))
    assert phase_of(payment) == Phase.PAID
    assert_books_are_right(payment.order)


def test_what_the_house_keeps_is_read_back_as_it_stands(own_far):
    """Nobody else knows of it: asking changes nothing."""
    payment = started(own_far.start)
    own_far.pay(payment)
    own_far.tell(payment, now=SOON)
    own = own_far.own(payment).get()

    assert services.read_back(own, now=SOON).state == PaymentState.CAPTURED
    assert gateways.gateway(own_far.code).start(own).state == PaymentState.CAPTURED
    assert not gateways.gateway(own_far.code).is_available()
    assert_books_are_right(payment.order)


def test_a_card_with_too_little_leaves_the_rest_due_and_takes_it_back(house):
    card = CreditSide(None)
    payment = started(card.start)
    card.pay(payment, amount=Decimal(60))
    card.tell(payment, now=SOON)
    payment.order.refresh_from_db()

    assert phase_of(payment) == Phase.ACCEPTED
    assert services.amount_due(payment.order) == Decimal(40)

    services.lapse_order(payment.order_id, now=_after_the_end(payment))
    do_planned_work(_after_the_end(payment))

    assert card.went_back(payment) == Decimal(60)
    assert_books_are_right(payment.order)


def test_a_card_with_too_much_keeps_what_is_too_much(house):
    card = CreditSide(None)
    payment = started(card.start)
    card.pay(payment, amount=Decimal(130))
    card.tell(payment, now=SOON)

    assert phase_of(payment) == Phase.PAID
    assert card.went_back(payment) == Decimal(30)
    assert_books_are_right(payment.order)
