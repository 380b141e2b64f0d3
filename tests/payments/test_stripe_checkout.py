"""What is asked of Stripe, and what its answers mean."""

from datetime import timedelta
from decimal import Decimal

import pytest

from tests.factories import NOON
from tests.payments.orders import (
    BACK,
    SOON,
    assert_books_are_right,
    do_planned_work,
    phase_of,
    placed_order,
    started,
)
from ticketing.orders.phases import Phase
from ticketing.payments import services
from ticketing.payments.errors import GatewayDown, NothingToPay, PaymentRefused
from ticketing.payments.gateways import gateway
from ticketing.payments.gateways.stripe_amounts import from_units, to_units
from ticketing.payments.models import Payment, PaymentState

pytestmark = pytest.mark.django_db


@pytest.fixture
def bank(fake_stripe, house):
    return fake_stripe.bank


def _asked(bank, path="/v1/checkout/sessions"):
    return [values for method, to, values, _key in bank.requests if to == path]


def test_the_session_says_what_is_bought(bank):
    payment = started("stripe", places=2, price="88.50")

    asked = _asked(bank)[0]

    items = list(asked["line_items"].values())
    assert sum(int(i["price_data"]["unit_amount"]) for i in items) == 17700
    assert {i["price_data"]["currency"] for i in items} == {"cny"}
    assert all(i["price_data"]["product_data"]["name"] for i in items)
    assert asked["client_reference_id"] == payment.key
    assert asked["metadata"]["payment"] == payment.key
    assert asked["customer_email"] == "ada@example.org"
    assert asked["success_url"] == BACK.done


@pytest.mark.parametrize(("language", "locale"), [("en", "en"), ("zh-hans", "zh")])
def test_the_page_is_in_the_buyers_language(bank, language, locale):
    started("stripe", language=language)

    asked = _asked(bank)[0]

    assert asked["locale"] == locale
    name = asked["line_items"]["0"]["price_data"]["product_data"]["name"]
    assert ("演出" in name) == (locale == "zh")


def test_every_request_that_acts_has_its_key(bank):
    payment = started("stripe")
    bank.pay(payment.reference)
    services.read_back(payment, now=SOON)
    services.return_order(payment.order_id, now=SOON, actor="desk", reason="ill")
    do_planned_work(SOON)
    other = started("stripe")
    services.cancel_order(other.order_id, now=SOON, actor="desk", reason="asked")

    acted = [key for method, _path, _values, key in bank.requests if method == "POST"]

    assert len(acted) == 4
    assert all(acted)
    assert len(set(acted)) == 4


def test_starting_twice_makes_one_session(bank):
    payment = placed_order("stripe")

    first = services.start_payment(payment, BACK, now=NOON)
    again = services.start_payment(payment, BACK, now=SOON)

    assert first == again
    assert len(bank.sessions) == 1


def test_other_return_addresses_do_not_make_another_session(bank):
    payment = placed_order("stripe")
    bank.faults = ["after"]
    with pytest.raises(GatewayDown):
        services.start_payment(payment, BACK, now=NOON)

    elsewhere = services.ReturnAddresses("http://other/", "http://other/")
    services.start_payment(payment, elsewhere, now=SOON)

    assert len(bank.sessions) == 1


def test_a_slow_stripe_is_not_waited_for(bank, settings):
    settings.STRIPE_TIMEOUT_SECONDS = 0.2
    payment = placed_order("stripe")
    bank.faults = ["slow"]

    with pytest.raises(GatewayDown):
        services.start_payment(payment, BACK, now=NOON)

    payment.refresh_from_db()
    assert payment.state == PaymentState.UNKNOWN


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_stripe_in_trouble_leaves_the_payment_unknown(bank, status):
    payment = placed_order("stripe")
    bank.faults = [status]

    with pytest.raises(GatewayDown):
        services.start_payment(payment, BACK, now=NOON)

    payment.refresh_from_db()
    assert payment.state == PaymentState.UNKNOWN


def test_a_wrong_key_is_no_answer(bank, settings):
    payment = started("stripe")
    settings.STRIPE_SECRET_KEY = "sk_test_another"

    with pytest.raises(GatewayDown):
        services.read_back(payment, now=SOON)

    payment.refresh_from_db()
    assert payment.state == PaymentState.PENDING


def test_a_session_that_stripe_does_not_know_is_no_answer(bank):
    payment = started("stripe")
    bank.sessions.clear()

    with pytest.raises(GatewayDown):
        services.read_back(payment, now=SOON)


def test_a_session_of_another_payment_is_no_answer(bank):
    payment = started("stripe")
    bank.sessions[payment.reference]["client_reference_id"] = "another"
    bank.pay(payment.reference)

    with pytest.raises(GatewayDown):
        services.read_back(payment, now=SOON)

    assert phase_of(payment) == Phase.ACCEPTED


def test_what_stripe_refuses_is_said(bank):
    payment = placed_order("stripe")
    bank.now += 3600  # Too near the session's end for Stripe's own clock.

    with pytest.raises(PaymentRefused):
        services.start_payment(payment, BACK, now=NOON)

    payment.refresh_from_db()
    assert payment.state == PaymentState.FAILED
    assert "30 minutes" in payment.failure


def test_a_payment_that_is_still_processed_is_waited_for(bank):
    payment = started("stripe")
    bank.pay(payment.reference, status="processing")

    services.read_back(payment, now=SOON)

    payment.refresh_from_db()
    assert payment.state == PaymentState.PENDING


def test_a_session_ends_with_its_order(bank):
    payment = started("stripe")

    services.lapse_order(payment.order_id, now=payment.order.pay_by)

    assert bank.sessions[payment.reference]["status"] == "expired"
    assert phase_of(payment) == Phase.EXPIRED


def test_a_session_found_paid_when_it_is_ended_counts_as_paid(bank):
    payment = started("stripe")
    bank.pay(payment.reference)

    expired = services.lapse_order(payment.order_id, now=payment.order.pay_by)

    assert not expired
    assert phase_of(payment) == Phase.PAID
    assert_books_are_right(payment.order)


def test_a_session_paid_between_reading_and_ending_counts_as_paid(bank, monkeypatch):
    payment = started("stripe")
    read = bank.read_session

    def pay_after_the_first_reading(session_id, asked):
        answer = dict(read(session_id, asked))
        if bank.sessions[session_id]["status"] == "open":
            bank.pay(session_id)
        return answer

    monkeypatch.setattr(bank, "read_session", pay_after_the_first_reading)
    services.lapse_order(payment.order_id, now=payment.order.pay_by)

    assert phase_of(payment) == Phase.PAID


def test_a_payment_that_was_never_begun_is_not_asked_for(bank):
    payment = placed_order("stripe")

    services.lapse_order(payment.order_id, now=payment.order.pay_by)

    assert bank.requests == []
    assert phase_of(payment) == Phase.EXPIRED


def test_an_ended_payment_is_not_begun(bank):
    payment = placed_order("stripe")
    services.lapse_order(payment.order_id, now=payment.order.pay_by)

    with pytest.raises(NothingToPay):
        services.start_payment(payment, BACK, now=SOON)

    assert bank.sessions == {}


def test_a_session_begun_while_its_order_expired_is_ended(bank, monkeypatch):
    payment = placed_order("stripe")
    real = gateway("stripe").start

    def start_then_lose(asked):
        answer = real(asked)
        Payment.objects.filter(pk=payment.pk).update(state=PaymentState.EXPIRED)
        return answer

    monkeypatch.setattr(gateway("stripe"), "start", start_then_lose)

    with pytest.raises(NothingToPay):
        services.start_payment(payment, BACK, now=NOON)

    assert [s["status"] for s in bank.sessions.values()] == ["expired"]


def test_a_refund_is_looked_for_before_it_is_made(bank):
    """After a day Stripe has forgotten the key, and would pay back again."""
    payment = started("stripe")
    bank.pay(payment.reference)
    services.read_back(payment, now=SOON)
    services.return_order(payment.order_id, now=SOON, actor="desk", reason="ill")
    refund = payment.refunds.get()
    gateway("stripe").refund(refund)
    bank.answered.clear()

    services.carry_out_refund(refund.pk, now=SOON + timedelta(days=2))

    assert len(bank.refunds) == 1


def test_a_refund_that_stripe_refuses_is_marked_failed(bank):
    payment = started("stripe")
    bank.pay(payment.reference)
    services.read_back(payment, now=SOON)
    services.return_order(payment.order_id, now=SOON, actor="desk", reason="ill")
    bank.intents.clear()

    do_planned_work(SOON)

    assert payment.refunds.get().state == "failed"


@pytest.mark.parametrize(
    ("amount", "currency", "units"),
    [
        ("8.80", "CNY", 880),
        ("880", "JPY", 880),
        ("5", "UGX", 500),
        ("5", "ISK", 500),
        ("1.230", "KWD", 1230),
    ],
)
def test_amounts_are_counted_as_stripe_counts(amount, currency, units):
    assert to_units(Decimal(amount), currency) == units
    assert from_units(units, currency) == Decimal(amount)


@pytest.mark.parametrize(
    ("amount", "currency"), [("0.5", "JPY"), ("1.234", "KWD"), ("0.001", "CNY")]
)
def test_what_stripe_cannot_take_is_not_rounded(amount, currency):
    with pytest.raises(ValueError, match=currency):
        to_units(Decimal(amount), currency)
