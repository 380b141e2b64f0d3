"""What Stripe sends by itself: only a reason to read back."""

import time

import pytest
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from stripe import WebhookSignature

from tests.payments.fake_stripe import WEBHOOK_SECRET, signed
from tests.payments.orders import SOON, do_planned_work, phase_of, placed_order, started
from ticketing.orders.phases import Phase
from ticketing.payments import services
from ticketing.payments.models import GatewayEvent, PaymentState

pytestmark = pytest.mark.django_db


@pytest.fixture
def send(client, fake_stripe, house):
    def send(event, **how):
        body, signature = signed(event, **how)
        return client.post(
            reverse("payments:stripe-notice"),
            data=body,
            content_type="application/json",
            headers={"Stripe-Signature": signature},
        )

    return send


@pytest.fixture
def paid(fake_stripe, house):
    """A payment whose buyer has paid, and nobody has said so yet."""
    payment = started("stripe")
    fake_stripe.bank.pay(payment.reference)
    return payment


def _event(fake, payment, kind="checkout.session.completed", **fields):
    return fake.bank.event(kind, fake.bank.sessions[payment.reference], **fields)


def _nothing_was_written():
    return not GatewayEvent.objects.exists() and not _planned()


def _planned():
    """Paths of the tasks of money that wait."""
    rows = DBTaskResult.objects.filter(task_path__startswith="ticketing.payments")
    return [row.task_path.rpartition(".")[2] for row in rows]


def test_a_signed_notice_has_the_payment_read_back(send, paid, fake_stripe):
    answer = send(_event(fake_stripe, paid))
    do_planned_work(SOON)

    assert answer.status_code == 200
    assert phase_of(paid) == Phase.PAID


def test_a_notice_that_comes_twice_counts_once(send, paid, fake_stripe):
    event = _event(fake_stripe, paid)

    codes = [send(event).status_code for _ in range(3)]

    assert codes == [200, 200, 200]
    assert GatewayEvent.objects.count() == 1
    assert _planned() == ["read_payment"]


@pytest.mark.parametrize(
    "kinds",
    [
        ["checkout.session.expired", "checkout.session.completed"],
        ["checkout.session.completed", "checkout.session.async_payment_failed"],
    ],
)
def test_notices_in_any_order_end_the_same(send, paid, fake_stripe, kinds):
    for kind in kinds:
        send(_event(fake_stripe, paid, kind))
        do_planned_work(SOON)

    assert phase_of(paid) == Phase.PAID


def test_a_notice_that_says_paid_is_not_believed(send, fake_stripe, house):
    payment = started("stripe")
    lie = dict(fake_stripe.bank.sessions[payment.reference], payment_status="paid")

    send(fake_stripe.bank.event("checkout.session.completed", lie))
    do_planned_work(SOON)

    payment.refresh_from_db()
    assert payment.state == PaymentState.PENDING
    assert phase_of(payment) == Phase.ACCEPTED


def test_a_notice_before_our_own_answer_finds_its_payment(send, fake_stripe, house):
    payment = placed_order("stripe")
    fake_stripe.bank.faults = ["after"]
    with pytest.raises(services.GatewayDown):
        services.start_payment(
            payment, services.ReturnAddresses("http://a/", "http://b/"), now=SOON
        )
    session_id, session = next(iter(fake_stripe.bank.sessions.items()))
    fake_stripe.bank.pay(session_id)

    send(fake_stripe.bank.event("checkout.session.completed", session))
    do_planned_work(SOON)

    assert phase_of(payment) == Phase.PAID


def test_a_session_of_somebody_else_is_ignored(send, fake_stripe, house):
    stranger = {"id": "cs_test_other", "object": "checkout.session", "metadata": {}}

    answer = send(fake_stripe.bank.event("checkout.session.completed", stranger))

    assert answer.status_code == 200
    assert _planned() == []


def test_a_notice_of_a_foreign_account_is_ignored(send, paid, fake_stripe):
    answer = send(_event(fake_stripe, paid, account="acct_other"))

    assert answer.status_code == 200
    assert _planned() == []


@pytest.mark.parametrize(
    "how",
    [{"secret": "whsec_guessed"}, {"at": int(time.time()) - 3600}],
    ids=["another secret", "an hour old"],
)
def test_a_forged_notice_writes_nothing(send, paid, fake_stripe, how):
    answer = send(_event(fake_stripe, paid), **how)

    assert answer.status_code == 400
    assert _nothing_was_written()


@pytest.mark.parametrize(
    "body", [b"", b"{}", b"[]", b'{"id": 1}', b"\xff\xfe", b"null"]
)
def test_a_body_that_is_no_event_writes_nothing(client, fake_stripe, house, body):
    try:
        text = body.decode()
    except UnicodeDecodeError:
        signature = "t=1,v1=00"
    else:
        signature = WebhookSignature.generate_signature_header(text, WEBHOOK_SECRET)

    answer = client.post(
        reverse("payments:stripe-notice"),
        data=body,
        content_type="application/json",
        headers={"Stripe-Signature": signature},
    )

    assert answer.status_code == 400
    assert _nothing_was_written()


def test_a_notice_without_a_signature_writes_nothing(client, fake_stripe, house):
    answer = client.post(
        reverse("payments:stripe-notice"), data=b"{}", content_type="x/y"
    )

    assert answer.status_code == 400
    assert _nothing_was_written()


@pytest.mark.parametrize(
    ("key", "is_live"), [("sk_live_marquee", False), ("sk_test_marquee", True)]
)
def test_a_notice_of_the_other_mode_is_refused(
    send, paid, fake_stripe, settings, key, is_live
):
    settings.STRIPE_SECRET_KEY = key

    answer = send(_event(fake_stripe, paid, livemode=is_live))

    assert answer.status_code == 400
    assert _nothing_was_written()


def test_nothing_is_accepted_where_stripe_is_not_set_up(client, settings, db):
    settings.STRIPE_WEBHOOK_SECRET = ""

    answer = client.post(
        reverse("payments:stripe-notice"),
        data=b"{}",
        content_type="application/json",
        headers={"Stripe-Signature": "t=1,v1=00"},
    )

    assert answer.status_code == 400


def test_a_notice_about_a_refund_has_it_asked_again(send, paid, fake_stripe):
    fake_stripe.bank.refund_status = "pending"
    services.read_back(paid, now=SOON)
    services.return_order(paid.order_id, now=SOON, actor="desk", reason="ill")
    do_planned_work(SOON)
    refund = paid.refunds.get()
    assert refund.state == "unknown"

    theirs = fake_stripe.bank.refunds[refund.reference]
    theirs["status"] = "succeeded"
    send(fake_stripe.bank.event("refund.updated", theirs))
    do_planned_work(SOON)

    refund.refresh_from_db()
    assert refund.state == "done"


def test_a_notice_costs_little(send, fake_stripe, house):
    """At most 30 ms of CPU, so that a flood of them does not stop the sale."""
    payment = started("stripe")
    events = [_event(fake_stripe, payment) for _ in range(20)]
    send(events.pop())

    began = time.process_time()
    for event in events:
        send(event)

    assert (time.process_time() - began) / len(events) < 0.03
