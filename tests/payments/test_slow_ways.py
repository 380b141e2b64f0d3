"""Alipay and WeChat Pay on Stripe's page: offered by the house, and known later."""

from datetime import timedelta
from decimal import Decimal

import pytest

from tests.factories import NOON
from tests.payments.fake_stripe import signed
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
from ticketing.house.models import House
from ticketing.orders.phases import Phase
from ticketing.payments import services
from ticketing.payments.errors import GatewayDown
from ticketing.payments.gateways import gateway
from ticketing.payments.models import PaymentState
from ticketing.payments.notices import take_stripe_notice

pytestmark = pytest.mark.django_db
PAID = "checkout.session.async_payment_succeeded"
REFUSED = "checkout.session.async_payment_failed"


@pytest.fixture
def bank(fake_stripe, house):
    return fake_stripe.bank


def offer(ways):
    house = House.objects.get()
    house.checkout_ways = ways
    house.save()


def asked(bank):
    return [values for _m, to, values, _k in bank.requests if to.endswith("sessions")]


def processing(bank):
    """An order whose buyer has agreed in the wallet, which takes its time."""
    payment = started("stripe")
    bank.pay(payment.reference, status="processing")
    tell(bank, payment, "checkout.session.completed")
    assert phase_of(payment) == Phase.ACCEPTED
    return payment


def tell(bank, payment, kind, now=SOON):
    event = bank.event(kind, bank.sessions[payment.reference])
    take_stripe_notice(*signed(event), now=now)
    do_planned_work(now)


def test_without_a_word_of_the_house_the_account_says_what_is_offered(bank):
    started("stripe")

    assert "payment_method_types" not in asked(bank)[0]


@pytest.mark.parametrize(
    ("ways", "types", "label"),
    [
        ("card", ["card"], "Card"),
        ("card alipay", ["card", "alipay"], "Card or Alipay"),
        ("alipay wechat_pay", ["alipay", "wechat_pay"], "Alipay or WeChat Pay"),
    ],
)
def test_the_house_says_which_ways_the_page_offers(bank, ways, types, label):
    offer(ways)
    started("stripe")

    assert list(asked(bank)[0]["payment_method_types"].values()) == types
    assert str(gateway("stripe").label) == label
    options = asked(bank)[0].get("payment_method_options")
    client = {"wechat_pay": {"client": "web"}}
    assert options == (client if "wechat_pay" in types else None)


def test_a_setting_that_changes_does_not_change_what_was_begun(bank):
    offer("card alipay")
    payment = placed_order("stripe")
    bank.faults = ["after"]
    with pytest.raises(GatewayDown):
        services.start_payment(payment, BACK, now=NOON)

    offer("card")
    services.start_payment(payment, BACK, now=SOON)

    payment.refresh_from_db()
    assert payment.state == PaymentState.PENDING
    assert len(bank.sessions) == 1


def test_what_is_known_later_pays_the_order(bank):
    payment = processing(bank)

    bank.settle_later(payment.reference, paid=True)
    tell(bank, payment, PAID)

    assert phase_of(payment) == Phase.PAID
    assert_books_are_right(payment.order)


def test_what_is_refused_later_can_be_tried_again(bank):
    payment = processing(bank)

    bank.settle_later(payment.reference, paid=False)
    tell(bank, payment, REFUSED)

    payment.refresh_from_db()
    assert payment.state == PaymentState.FAILED
    assert phase_of(payment) == Phase.ACCEPTED
    again = services.change_method(payment.order_id, "stripe", now=SOON)
    assert again.pk != payment.pk


def test_the_deadline_does_not_wait_for_a_slow_way(bank):
    payment = processing(bank)
    late = payment.order.pay_by

    assert services.lapse_order(payment.order_id, now=late)

    assert phase_of(payment) == Phase.EXPIRED
    assert payment.order.lines.live().count() == 0


def test_what_succeeds_after_the_deadline_finds_its_places_or_goes_back(bank):
    kept, lost = processing(bank), processing(bank)
    late = lost.order.pay_by + timedelta(minutes=1)
    for payment in (kept, lost):
        services.lapse_order(payment.order_id, now=late)
        bank.settle_later(payment.reference, paid=True)
    take_away_places(lost.order, now=late)

    for payment in (kept, lost):
        tell(bank, payment, PAID, now=late)

    assert phase_of(kept) == Phase.PAID
    assert phase_of(lost) == Phase.EXPIRED
    intent = bank.sessions[lost.reference]["payment_intent"]
    assert bank.went_back(intent) == Decimal(10000)
    for payment in (kept, lost):
        assert_books_are_right(payment.order)


@pytest.mark.parametrize("kinds", [(PAID, REFUSED), (REFUSED, PAID)])
def test_both_notices_in_any_order_end_the_same(bank, kinds):
    payment = processing(bank)
    bank.settle_later(payment.reference, paid=True)

    for kind in (*kinds, "checkout.session.completed"):
        tell(bank, payment, kind)

    assert phase_of(payment) == Phase.PAID
    assert_books_are_right(payment.order)
