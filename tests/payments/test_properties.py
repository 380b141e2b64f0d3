"""Whatever comes, however often and in whatever order, the books are right."""

from datetime import timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.factories import NOON
from tests.payments.orders import (
    SOON,
    assert_books_are_right,
    do_planned_work,
    started,
    take_away_places,
)
from ticketing.house.models import House
from ticketing.orders.phases import Phase
from ticketing.payments import services, watch
from ticketing.payments.gateways import Answer, sandbox
from ticketing.payments.models import (
    ChargeState,
    PaymentState,
    Refund,
    RefundState,
    SandboxCharge,
)
from ticketing.payments.tasks import read_refund

LATE = NOON + timedelta(minutes=31)
FEW = settings(max_examples=15, deadline=None)

notices = st.sampled_from(
    [
        Answer(PaymentState.CAPTURED),
        Answer(PaymentState.PENDING),
        Answer(PaymentState.UNKNOWN),
        Answer(PaymentState.FAILED, failure="declined"),
        Answer(PaymentState.EXPIRED),
    ]
)


def _begun(method):
    """A payment in a house of its own: each example begins with nothing."""
    House.objects.get_or_create(
        pk=1, defaults={"name_en": "Marquee", "bank_account": "6222"}
    )
    return started(method)


def _state(payment):
    payment.refresh_from_db()
    order = payment.order
    order.refresh_from_db()
    return (
        payment.state,
        order.phase,
        order.movements.count(),
        order.refunds.count(),
        services.kept(order),
    )


class AnyNoticesTest(TestCase):
    @FEW
    @given(st.lists(notices, max_size=6).flatmap(st.permutations))
    def test_any_order_of_the_same_notices_ends_the_same(self, news):
        payment = _begun("sandbox")
        sandbox.decide(payment.key, ChargeState.PAID)
        for answer in [*news, Answer(PaymentState.CAPTURED), *news]:
            services.settle(payment.pk, answer, now=SOON)
        do_planned_work(SOON)

        assert _state(payment) == (PaymentState.CAPTURED, Phase.PAID, 2, 0, 100)
        assert_books_are_right(payment.order)

    @FEW
    @given(
        st.lists(notices, min_size=1, max_size=5),
        st.booleans(),
        st.integers(min_value=0, max_value=5),
    )
    def test_late_notices_never_keep_money_for_nothing(self, news, are_gone, before):
        payment = _begun("sandbox")
        sandbox.decide(payment.key, ChargeState.PAID)
        for answer in news[:before]:
            services.settle(payment.pk, answer, now=SOON)
        services.lapse_order(payment.order_id, now=LATE)
        order = payment.order
        order.refresh_from_db()
        if are_gone and order.phase == Phase.EXPIRED:
            take_away_places(order, now=LATE)
        for answer in news:
            services.settle(payment.pk, answer, now=LATE)
        do_planned_work(LATE)

        assert_books_are_right(order)

    @FEW
    @given(
        st.lists(
            st.decimals(min_value=Decimal("0.01"), max_value=150, places=2),
            min_size=1,
            max_size=4,
        ),
        st.booleans(),
        st.booleans(),
    )
    def test_any_sums_are_kept_up_to_the_price(self, sums, expires, is_returned):
        payment = _begun("transfer")
        order = payment.order
        for amount in sums:
            services.receive_money(
                order.pk, method="transfer", amount=amount, actor="desk", now=SOON
            )
        came = sum(sums)
        order.refresh_from_db()
        assert (order.phase == Phase.PAID) == (came >= order.total)
        assert services.kept(order) == min(came, order.total)

        if expires:
            services.lapse_order(order.pk, now=order.pay_by)
        order.refresh_from_db()
        if is_returned and order.phase == Phase.PAID:
            services.return_order(order.pk, now=SOON, actor="desk", reason="ill")
        assert services.captured(order) >= services.given_back(order)
        assert_books_are_right(order)

    @FEW
    @given(
        st.lists(
            st.sampled_from(["refuse", "read", "notice", "watch", "by hand"]),
            max_size=8,
        )
    )
    def test_a_refund_may_fail_at_any_moment(self, steps):
        payment = _begun("sandbox")
        sandbox.decide(payment.key, ChargeState.PAID)
        services.read_back(payment, now=SOON)
        services.return_order(payment.order_id, now=SOON, actor="desk", reason="ill")
        do_planned_work(SOON)
        refund = payment.refunds.get()
        for step in steps:
            _take(step, refund)
            assert_books_are_right(payment.order)
        refund.refresh_from_db()
        money = payment.order.movements.filter(kind="come_back").count()
        assert money == (refund.state == RefundState.FAILED)
        assert services.kept(payment.order) in {0, 100}


def _take(step, refund):
    if step == "refuse":
        charge = SandboxCharge.objects.get(key=refund.payment.key)
        charge.refunds.pop(refund.key, None)
        charge.save()
    elif step == "read":
        services.read_refund_back(refund.pk, now=LATE)
    elif step == "notice":
        read_refund.call(refund.pk)
    elif step == "watch":
        watch.read_done_refunds(now=LATE + timedelta(days=1))
    elif Refund.objects.get(pk=refund.pk).has_failed:
        services.pay_back_by_hand(refund.pk, reference="", actor="desk", now=LATE)
