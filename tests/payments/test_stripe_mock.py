"""The fake is held to Stripe's own description, and so are our requests.

`stripe-mock` checks each request against that description and answers in its
shapes; it keeps no state.
"""

import os

import pytest

from tests.payments.fake_disputes import open_dispute
from tests.payments.fake_stripe import SECRET_KEY
from tests.payments.orders import SOON, do_planned_work, placed_order, started
from ticketing.payments import services
from ticketing.payments.gateways import gateway, stripe_checkout
from ticketing.payments.gateways.stripe_request import session_request

URL = os.environ.get("STRIPE_MOCK_URL", "")
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.stripe_mock,
    pytest.mark.skipif(not URL, reason="STRIPE_MOCK_URL is not set"),
]


def _client(address):
    return stripe_checkout._connected(SECRET_KEY, address, 8.0)


@pytest.fixture
def clients(fake_stripe, house):
    """The fake and Stripe's mock, both asked with the real SDK."""
    return _client(fake_stripe.address), _client(URL)


def assert_same_shape(ours, theirs, path=""):
    """All fields of ours are theirs too, with values of the same types.

    Where one of the two has no value there is nothing to compare; marks
    (metadata) are free.
    """
    for name, value in ours.items():
        where = f"{path}.{name}"
        assert name in theirs, f"Stripe has no {where}"
        other = theirs[name]
        if value is None or other is None or name == "metadata":
            continue
        assert type(value) is type(other), f"{where}: {value!r} and {other!r}"
        if isinstance(value, dict):
            assert_same_shape(value, other, where)
        if isinstance(value, list) and value and other and isinstance(value[0], dict):
            assert_same_shape(value[0], other[0], where)


def _compare(clients, ask):
    ours, theirs = (ask(client).to_dict() for client in clients)
    assert ours["object"] == theirs["object"]
    assert_same_shape(ours, theirs)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_session_is_made_as_stripe_describes_it(clients, language):
    payment = placed_order("stripe", places=2, language=language)
    payment.done_address = payment.left_address = "https://example.org/orders/1"

    _compare(
        clients,
        lambda client: client.v1.checkout.sessions.create(
            session_request(payment), {"idempotency_key": payment.key}
        ),
    )


def test_the_ways_that_a_house_names_are_taken(clients):
    payment = placed_order("stripe")
    payment.done_address = payment.left_address = "https://example.org/orders/1"
    payment.ways = "card alipay wechat_pay"

    _compare(
        clients,
        lambda client: client.v1.checkout.sessions.create(
            session_request(payment), {"idempotency_key": payment.key}
        ),
    )


@pytest.mark.parametrize("is_paid", [False, True])
def test_a_session_is_read_as_stripe_describes_it(clients, fake_stripe, is_paid):
    payment = started("stripe")
    if is_paid:
        fake_stripe.bank.pay(payment.reference)

    _compare(
        clients,
        lambda client: client.v1.checkout.sessions.retrieve(
            payment.reference, {"expand": ["payment_intent.latest_charge"]}
        ),
    )


def test_a_session_is_ended_as_stripe_describes_it(clients):
    payment = started("stripe")

    _compare(
        clients,
        lambda client: client.v1.checkout.sessions.expire(payment.reference),
    )


def test_a_dispute_is_read_as_stripe_describes_it(clients, fake_stripe):
    payment = started("stripe")
    fake_stripe.bank.pay(payment.reference)
    dispute = open_dispute(fake_stripe.bank, payment.reference)

    _compare(
        clients,
        lambda client: client.v1.disputes.retrieve(
            dispute["id"], {"expand": ["payment_intent"]}
        ),
    )


@pytest.fixture
def refund(clients, fake_stripe):
    payment = started("stripe")
    fake_stripe.bank.pay(payment.reference)
    services.read_back(payment, now=SOON)
    services.return_order(payment.order_id, now=SOON, actor="desk", reason="ill")
    do_planned_work(SOON)
    return payment.refunds.get()


def test_refunds_are_made_and_read_as_stripe_describes_them(
    clients, fake_stripe, refund
):
    intent = fake_stripe.bank.refunds[refund.reference]["payment_intent"]
    fake_stripe.bank.refunds.clear()
    values = {
        "payment_intent": intent,
        "amount": 100,
        "metadata": {"refund": refund.key, "order": refund.order.number},
    }

    _compare(clients, lambda client: client.v1.refunds.create(values))
    made = next(iter(fake_stripe.bank.refunds))
    _compare(clients, lambda client: client.v1.refunds.retrieve(made))
    _compare(
        clients,
        lambda client: client.v1.refunds.list({"payment_intent": intent, "limit": 100}),
    )


def test_what_the_gateway_sends_is_what_stripe_takes(fake_stripe, house, settings):
    """The gateway's own requests, not copies of them: none is refused.

    The mock gives back what was sent; what it reads is nobody's payment here,
    which is told apart from a refusal by having no cause.
    """
    payment = started("stripe")
    settings.STRIPE_API_BASE = URL

    begun = gateway("stripe").start(payment)
    with pytest.raises(services.GatewayDown) as nobodys:
        gateway("stripe").read(payment)

    assert begun.state == "pending", begun.failure
    assert nobodys.value.__cause__ is None


def test_the_mock_refuses_what_stripe_does_not_know(clients):
    """The comparison would notice: this is what it leans on."""
    import stripe  # noqa: PLC0415

    _ours, theirs = clients

    with pytest.raises(stripe.InvalidRequestError):
        theirs.v1.checkout.sessions.create({"mode": "payment", "no_such_field": "1"})
