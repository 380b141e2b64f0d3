"""What the worker looks after, so that nothing waits for a notice."""

from datetime import timedelta

import pytest

from ground.tasks import periods, policies
from tests.factories import NOON
from tests.payments.orders import (
    SOON,
    assert_books_are_right,
    do_planned_work,
    phase_of,
    placed_order,
    started,
)
from ticketing.orders.phases import Phase
from ticketing.payments import services, watch
from ticketing.payments.models import PaymentState
from ticketing.payments.tasks import (
    carry_out_refunds,
    close_payments,
    expire_orders,
    pay_back,
    poll_payments,
    read_done_refunds,
    read_payment,
    read_refund,
)
from ticketing.stock.tasks import end_lapsed_holds

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def bank(fake_stripe, house):
    return fake_stripe.bank


def test_a_payment_without_a_notice_is_found_by_polling(bank):
    payment = started("stripe")
    bank.pay(payment.reference)

    watch.poll_open_payments(now=SOON)

    assert phase_of(payment) == Phase.PAID


def test_a_young_payment_is_not_asked_for(bank):
    started("stripe")

    assert watch.poll_open_payments(now=NOON + timedelta(seconds=30)) == 0


def test_a_payment_is_asked_for_once_a_minute(bank):
    started("stripe")

    asked = [watch.poll_open_payments(now=SOON + s * MINUTE / 2) for s in range(5)]

    assert asked == [1, 0, 1, 0, 1]


def test_nobody_is_asked_about_transfers(bank):
    started("transfer")

    assert watch.poll_open_payments(now=SOON) == 0


def test_the_longest_unasked_come_first(bank, monkeypatch):
    monkeypatch.setattr(watch, "AT_ONCE", 1)
    payments = [started("stripe") for _ in range(2)]

    for moment in (SOON, SOON + MINUTE / 2):
        watch.poll_open_payments(now=moment)

    for payment in payments:
        payment.refresh_from_db()
        assert payment.asked_at is not None


def test_a_session_of_an_order_paid_otherwise_is_ended(bank):
    payment = started("stripe")
    services.receive_money(
        payment.order_id,
        method="counter",
        amount=payment.amount,
        actor="desk",
        now=SOON,
    )

    do_planned_work(SOON)

    assert bank.sessions[payment.reference]["status"] == "expired"


def test_a_session_that_could_not_be_ended_is_ended_by_polling(bank):
    payment = started("stripe")
    bank.faults = ["before"] * 3
    services.change_method(payment.order_id, "counter", now=SOON)
    bank.faults = []
    payment.refresh_from_db()
    assert payment.state == PaymentState.PENDING

    watch.poll_open_payments(now=SOON)

    payment.refresh_from_db()
    assert payment.state == PaymentState.EXPIRED
    assert bank.sessions[payment.reference]["status"] == "expired"


def test_a_silent_gateway_is_asked_once_a_run(bank):
    for _ in range(3):
        started("stripe")
    before = len(bank.requests)
    bank.faults = ["before"] * 10

    watch.poll_open_payments(now=SOON)

    assert len(bank.requests) == before + 1


def test_overdue_orders_expire(bank):
    payments = [started("stripe"), started("sandbox"), placed_order("stripe")]
    late = NOON + timedelta(minutes=31)

    assert watch.expire_overdue_orders(now=late) == 3
    assert {phase_of(payment) for payment in payments} == {Phase.EXPIRED}
    for payment in payments:
        assert_books_are_right(payment.order)


def test_orders_whose_time_is_not_over_stay(bank):
    payment = started("sandbox")

    watch.expire_overdue_orders(now=payment.order.pay_by - timedelta(seconds=1))

    assert phase_of(payment) == Phase.ACCEPTED


def test_a_silent_gateway_does_not_keep_the_others_waiting(bank):
    silent = [started("stripe") for _ in range(3)]
    other = started("sandbox")
    before = len(bank.requests)
    bank.faults = ["before"] * 10

    expired = watch.expire_overdue_orders(now=NOON + timedelta(minutes=31))

    assert expired == 1
    assert len(bank.requests) == before + 1
    assert phase_of(other) == Phase.EXPIRED
    assert {phase_of(payment) for payment in silent} == {Phase.ACCEPTED}


def test_an_order_kept_by_silence_is_settled_when_its_gateway_speaks(bank):
    payment = started("stripe")
    bank.pay(payment.reference)
    bank.faults = ["before"]
    late = NOON + timedelta(minutes=31)
    watch.expire_overdue_orders(now=late)

    watch.expire_overdue_orders(now=late)

    assert phase_of(payment) == Phase.PAID


def test_a_refund_without_an_answer_is_asked_again(bank):
    payment = started("stripe")
    bank.pay(payment.reference)
    services.read_back(payment, now=SOON)
    services.return_order(payment.order_id, now=SOON, actor="desk", reason="ill")
    bank.faults = ["after"] * 3
    with pytest.raises(services.GatewayDown):
        do_planned_work(SOON)
    bank.faults = []

    watch.carry_out_open_refunds(now=SOON + timedelta(minutes=5))

    assert payment.refunds.get().state == "done"
    assert len(bank.refunds) <= 1
    assert_books_are_right(payment.order)


def test_refunds_of_the_desk_wait_for_the_desk(bank):
    payment = started("counter")
    services.receive_payment(payment.pk, actor="desk", now=SOON)
    services.return_order(payment.order_id, now=SOON, actor="desk", reason="ill")

    assert watch.carry_out_open_refunds(now=SOON + timedelta(hours=1)) == 0
    assert payment.refunds.get().state == "started"


def test_what_runs_again_and_again_is_known_to_the_worker(db):
    for task in (
        poll_payments,
        expire_orders,
        carry_out_refunds,
        read_done_refunds,
        end_lapsed_holds,
    ):
        assert task.module_path in periods
        task.call()
    for task in (pay_back, read_refund, read_payment, close_payments):
        assert task.module_path in policies


def test_the_planned_tasks_do_their_work(bank):
    payment = started("stripe")
    bank.pay(payment.reference)

    read_payment.call(payment.pk)
    close_payments.call(payment.order_id)

    assert phase_of(payment) == Phase.PAID
    services.return_order(payment.order_id, now=SOON, actor="desk", reason="ill")
    pay_back.call(payment.refunds.get().pk)
    assert payment.refunds.get().state == "done"
