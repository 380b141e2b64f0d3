"""What the desk writes down: transfers, cash, and what goes back."""

from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from tests.factories import NOON
from tests.payments.orders import (
    SOON,
    assert_books_are_right,
    phase_of,
    placed_order,
    started,
)
from ticketing.orders.phases import IllegalPhase, Phase
from ticketing.payments import gateways, services
from ticketing.payments.errors import NoAmount, NothingToPay, ReferenceTaken
from ticketing.payments.models import Payment, PaymentState

pytestmark = pytest.mark.django_db


def test_a_transfer_is_waited_for_until_the_end_of_the_houses_day(house):
    ends = gateways.gateway("transfer").pay_by(now=NOON)

    assert ends == datetime(2026, 11, 25, 23, 59, 59, tzinfo=ZoneInfo("Asia/Shanghai"))


def test_the_counter_is_waited_for_by_the_hour(house):
    ends = gateways.gateway("counter").pay_by(now=NOON)

    assert ends == NOON + timedelta(hours=house.counter_hours)


def test_no_transfer_is_offered_without_an_account(house):
    house.bank_account = ""
    house.save()

    assert "transfer" not in {g.code for g in gateways.available()}


def test_a_transfer_goes_on_record_with_its_reference_and_cashier(house):
    payment = started("transfer")

    services.receive_payment(
        payment.pk, actor="mei@example.org", now=SOON, reference=" 88-1 "
    )

    payment.refresh_from_db()
    assert payment.reference == "88-1"
    event = payment.order.events.get(kind="payment")
    assert event.actor == "mei@example.org"


def test_one_reference_pays_one_order(house):
    first, second = started("transfer"), started("transfer")
    services.receive_payment(first.pk, actor="desk", now=SOON, reference="88-1")

    with pytest.raises(ReferenceTaken) as refusal:
        services.receive_payment(second.pk, actor="desk", now=SOON, reference="88-1")

    assert first.order.number in str(refusal.value)
    assert phase_of(second) == Phase.ACCEPTED


def test_the_same_button_twice_is_once(house):
    payment = started("transfer")

    for _ in range(2):
        services.receive_payment(payment.pk, actor="desk", now=SOON, reference="88-1")

    assert services.captured(payment.order) == Decimal(100)


@pytest.mark.parametrize("amount", [Decimal(0), Decimal(-5)])
def test_no_money_is_not_received(house, amount):
    payment = started("counter")

    with pytest.raises(NoAmount):
        services.receive_payment(payment.pk, actor="desk", now=SOON, amount=amount)


def test_the_desk_can_wait_for_the_rest(house):
    payment = started("transfer")

    services.receive_payment(payment.pk, actor="desk", now=SOON, amount=Decimal(60))

    rest = payment.order.payments.open().get()
    assert (rest.method, rest.amount) == ("transfer", Decimal(40))
    services.receive_payment(rest.pk, actor="desk", now=SOON)
    assert phase_of(payment) == Phase.PAID


def test_money_without_a_payment_is_received_for_its_order(house):
    payment = started("transfer")

    services.receive_money(
        payment.order_id, method="counter", amount=Decimal(100), actor="desk", now=SOON
    )

    assert phase_of(payment) == Phase.PAID
    assert_books_are_right(payment.order)


def test_a_second_transfer_for_a_paid_order_is_planned_to_go_back(house):
    payment = started("transfer")
    services.receive_payment(payment.pk, actor="desk", now=SOON)

    second = services.receive_money(
        payment.order_id, method="transfer", amount=Decimal(100), actor="desk", now=SOON
    )

    assert second.refunds.get().amount == Decimal(100)
    assert second.refunds.get().translated_reason
    assert_books_are_right(payment.order)


def test_changing_the_method_never_gives_more_time(house):
    payment = started("sandbox")

    services.change_method(payment.order_id, "transfer", now=SOON)

    payment.order.refresh_from_db()
    assert payment.order.pay_by == NOON + timedelta(minutes=30)


def test_changing_to_a_shorter_method_shortens_the_time(house):
    payment = started("transfer")

    services.change_method(payment.order_id, "sandbox", now=SOON)

    payment.order.refresh_from_db()
    assert payment.order.pay_by == SOON + timedelta(minutes=30)


def test_changing_the_method_ends_what_was_begun(house):
    payment = started("sandbox")

    chosen = services.change_method(payment.order_id, "transfer", now=SOON)

    payment.refresh_from_db()
    assert payment.state == PaymentState.EXPIRED
    assert list(payment.order.payments.open()) == [chosen]


def test_choosing_the_same_method_again_goes_on_with_it(house):
    payment = started("sandbox")

    assert services.change_method(payment.order_id, "sandbox", now=SOON) == payment


def test_an_order_whose_time_is_over_cannot_be_begun_anew(house):
    payment = placed_order("counter")
    order = payment.order

    with pytest.raises(NothingToPay):
        services.change_method(order.pk, "sandbox", now=order.pay_by)


def test_a_paid_order_is_returned_and_not_cancelled(house):
    payment = started("counter")
    services.receive_payment(payment.pk, actor="desk", now=SOON)

    with pytest.raises(IllegalPhase):
        services.cancel_order(payment.order_id, now=SOON, actor="desk", reason="")

    services.return_order(payment.order_id, now=SOON, actor="desk", reason="ill")
    assert phase_of(payment) == Phase.REFUNDED
    assert_books_are_right(payment.order)


def test_a_return_of_an_order_paid_in_parts_goes_back_in_parts(house):
    payment = started("counter", places=2, price="50")
    services.receive_payment(payment.pk, actor="desk", now=SOON, amount=Decimal(60))
    rest = payment.order.payments.open().get()
    services.receive_payment(rest.pk, actor="desk", now=SOON)

    services.return_order(payment.order_id, now=SOON, actor="desk", reason="ill")

    refunds = payment.order.refunds.order_by("pk")
    assert [refund.amount for refund in refunds] == [Decimal(60), Decimal(40)]
    for refund in refunds:
        shares = refund.refund_lines.values_list("amount", flat=True)
        assert sum(shares) == refund.amount


def test_late_money_for_a_performance_that_has_begun_goes_back(house):
    payment = started("counter")
    order = payment.order
    services.lapse_order(order.pk, now=order.pay_by)
    after_the_show = NOON + timedelta(days=8)

    services.receive_payment(payment.pk, actor="desk", now=after_the_show)

    assert phase_of(payment) == Phase.EXPIRED
    assert Payment.objects.get(pk=payment.pk).refunds.get().amount == Decimal(100)
    assert_books_are_right(order)
