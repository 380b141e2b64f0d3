"""Whatever dies while a dispute is booked: it is there whole, or not at all."""

import json
import signal

import pytest
from django.utils import timezone

from reports.checking import check_invariants
from tests.crash.lives import in_another_process, purchase, recover
from tests.factories import on_sale_now
from ticketing.delivery.models import Method
from ticketing.house.models import House
from ticketing.orders.models import Order
from ticketing.payments.disputes.models import Dispute, DisputeState
from ticketing.payments.disputes.services import note_dispute, take_back_after_loss
from ticketing.payments.gateways import DisputeAnswer
from ticketing.payments.models import Entry, Payment, Refund, RefundState
from ticketing.payments.refunds import finish_refund, return_order
from ticketing.tickets.models import Ticket

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
STEPS = [
    ("dispute-withdrawn", DisputeState.OPEN),
    ("dispute-written", DisputeState.OPEN),
    ("dispute-withdrawn", DisputeState.WON),
    ("dispute-written", DisputeState.WON),
    ("dispute-withdrawn", DisputeState.LOST),
    ("dispute-lost", DisputeState.LOST),
    ("dispute-written", DisputeState.LOST),
]


@pytest.fixture
def paid(own_database):
    """The key of a payment of two tickets."""
    House.objects.get_or_create(pk=1, defaults={"name_en": "Marquee"})
    Method.objects.get_or_create(code="e-ticket", defaults={"name_en": "E-ticket"})
    performance = on_sale_now(seats=2)
    places = list(performance.places.order_by("pk").values_list("pk", flat=True))
    status, said = in_another_process(lambda: purchase(performance, places))
    assert status == 0, said
    return Payment.objects.get().pk


def told(pk, state):
    payment = Payment.objects.select_related("order").get(pk=pk)
    answer = DisputeAnswer(
        "du_1", payment.key, state, payment.amount, is_withdrawn=True
    )
    return note_dispute(payment, answer, now=timezone.now()).pk


def ended(pk):
    order = Payment.objects.get(pk=pk).order_id
    by = {"actor": "mei", "reason": "lost", "now": timezone.now()}
    return take_back_after_loss(order, **by).pk


def died(act, point):
    status, said = in_another_process(act, dies_at=point)
    assert status == -signal.SIGKILL, said


def assert_clean():
    assert check_invariants(now=timezone.now()).offenders == []


def held():
    entries = Entry.objects.filter(ledger_account="disputed")
    return sum(entry.amount for entry in entries)


@pytest.mark.parametrize(("point", "state"), STEPS)
def test_a_dispute_is_booked_whole_or_not_at_all(point, state, paid):
    died(lambda: told(paid, state), point)
    assert not Dispute.objects.exists()
    assert not Refund.objects.exists()
    assert_clean()

    for _ in range(2):
        told(paid, state)

    assert Dispute.objects.get().state == state
    assert held() == (200 if state == DisputeState.OPEN else 0)
    assert_clean()


@pytest.mark.parametrize("point", ["dispute-lost", "dispute-written"])
def test_a_decision_is_booked_whole_or_not_at_all(point, paid):
    told(paid, DisputeState.OPEN)

    died(lambda: told(paid, DisputeState.LOST), point)

    assert Dispute.objects.get().is_open
    assert held() == 200
    told(paid, DisputeState.LOST)
    assert Refund.objects.get().amount == 200
    assert_clean()


def test_an_order_that_lost_ends_whole_or_not_at_all(paid):
    told(paid, DisputeState.LOST)

    died(lambda: ended(paid), "lost-order-ended")
    assert Order.objects.get().has_tickets
    assert Ticket.objects.filter(voided_at=None).count() == 2

    ended(paid)
    assert not Ticket.objects.filter(voided_at=None).exists()
    status, said = in_another_process(recover)
    assert (status, json.loads(said)) == (0, [])


def test_a_refund_that_fails_after_the_loss_is_settled_or_still_going(paid):
    Payment.objects.filter(pk=paid).update(gateway="stripe")
    now = timezone.now()
    return_order(Order.objects.get().pk, now=now, actor="mei", reason="ill")
    refund = Refund.objects.get()
    told(paid, DisputeState.LOST)

    def fail():
        failed = {"state": RefundState.FAILED, "reference": ""}
        return finish_refund(refund.pk, now=now, **failed).pk

    died(fail, "loss-settled")
    refund.refresh_from_db()
    assert refund.state == RefundState.STARTED
    assert_clean()

    for _ in range(2):
        fail()
    assert Refund.objects.get(replaces=refund).amount == 200
    assert not Refund.objects.unsettled().exists()
    assert_clean()
