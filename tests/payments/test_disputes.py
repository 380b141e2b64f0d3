"""Disputes: what a bank holds, gives back or keeps, in whatever order it says so."""

from decimal import Decimal
from itertools import permutations

import pytest

from reports.checking import check_invariants
from tests.payments.fake_disputes import decide, open_dispute
from tests.payments.fake_stripe import signed
from tests.payments.orders import SOON, do_planned_work, phase_of, placed_order, started
from ticketing.orders.phases import Phase
from ticketing.payments import services, watch
from ticketing.payments.balance import left_of
from ticketing.payments.disputes.errors import NoLostDispute
from ticketing.payments.disputes.models import Dispute, DisputeState
from ticketing.payments.disputes.services import take_back_after_loss
from ticketing.payments.errors import GatewayDown, TooMuchBack
from ticketing.payments.models import Entry, Payment
from ticketing.payments.notices import take_stripe_notice
from ticketing.payments.refunds import give_back
from ticketing.tickets.models import Ticket

pytestmark = pytest.mark.django_db
CREATED = "charge.dispute.created"
WITHDRAWN = "charge.dispute.funds_withdrawn"
CLOSED = "charge.dispute.closed"
REINSTATED = "charge.dispute.funds_reinstated"


@pytest.fixture
def bank(fake_stripe, house):
    return fake_stripe.bank


@pytest.fixture
def paid(bank):
    payment = started("stripe")
    bank.pay(payment.reference)
    return services.read_back(payment, now=SOON)


def tell(bank, kind, dispute):
    take_stripe_notice(*signed(bank.event(kind, dispute)), now=SOON)
    do_planned_work(SOON)


def opened(bank, payment, **how):
    theirs = open_dispute(bank, payment.reference, **how)
    tell(bank, CREATED, theirs)
    return theirs


def closed(bank, payment, status, **how):
    theirs = opened(bank, payment, **how)
    decide(bank, theirs, status)
    tell(bank, CLOSED, theirs)
    return Dispute.objects.get()


def sums(order):
    """What the ledger has of an order, by account; those with nothing left out."""
    found = {}
    for entry in Entry.objects.filter(movement__order=order):
        found.setdefault(entry.ledger_account, Decimal(0))
        found[entry.ledger_account] += entry.amount
    return {account: amount for account, amount in found.items() if amount}


def assert_clean():
    assert check_invariants(now=SOON).offenders == []


def test_what_a_bank_holds_is_no_money_of_the_house(bank, paid):
    opened(bank, paid)

    dispute = Dispute.objects.get()
    assert (dispute.state, dispute.amount) == (DisputeState.OPEN, Decimal(100))
    assert dispute.respond_by is not None
    assert sums(paid.order) == {"disputed": 100, "deferred_income": -100}
    assert phase_of(paid) == Phase.PAID
    assert_clean()


def test_what_a_bank_holds_goes_back_in_no_other_way(bank, paid):
    opened(bank, paid)

    assert left_of(paid) == 0
    assert give_back(paid, reason="x", now=SOON) is None
    with pytest.raises(TooMuchBack):
        services.return_order(paid.order_id, now=SOON, actor="desk", reason="ill")


def test_a_won_dispute_brings_the_money_back(bank, paid):
    dispute = closed(bank, paid, "won")

    assert dispute.state == DisputeState.WON
    assert sums(paid.order) == {"money": 100, "deferred_income": -100}
    assert left_of(paid) == 100
    assert_clean()


def test_a_lost_dispute_leaves_the_tickets_unpaid_until_somebody_decides(bank, paid):
    dispute = closed(bank, paid, "lost")

    assert (dispute.state, dispute.refund.amount) == (DisputeState.LOST, Decimal(100))
    assert sums(paid.order) == {"receivable": 100, "deferred_income": -100}
    assert services.kept(paid.order) == 0
    assert_clean()


def test_ending_the_order_after_the_loss_leaves_nothing_open(bank, paid):
    closed(bank, paid, "lost")

    take_back_after_loss(paid.order_id, now=SOON, actor="mei", reason="lost")
    do_planned_work(SOON)

    assert phase_of(paid) == Phase.REFUNDED
    assert sums(paid.order) == {}
    assert not Ticket.objects.filter(voided_at=None).exists()
    assert bank.refunds == {}
    assert_clean()


def test_what_was_not_disputed_goes_back_when_the_order_ends(bank, paid):
    closed(bank, paid, "lost", amount=6000)

    take_back_after_loss(paid.order_id, now=SOON, actor="mei", reason="lost")
    do_planned_work(SOON)

    assert [refund["amount"] for refund in bank.refunds.values()] == [4000]
    assert sums(paid.order) == {}
    assert_clean()


def test_only_an_order_that_lost_is_ended_so(bank, paid):
    closed(bank, paid, "won")

    with pytest.raises(NoLostDispute):
        take_back_after_loss(paid.order_id, now=SOON, actor="mei", reason="lost")


def test_what_was_paid_back_before_and_lost_again_is_the_houses_loss(bank, paid):
    services.return_order(paid.order_id, now=SOON, actor="desk", reason="ill")
    do_planned_work(SOON)

    dispute = closed(bank, paid, "lost")

    assert dispute.refund is None
    assert sums(paid.order) == {"money": -100, "dispute_losses": 100}
    assert_clean()


def test_a_mere_question_moves_nothing(bank, paid):
    theirs = opened(bank, paid, status="warning_needs_response")
    assert sums(paid.order) == {"money": 100, "deferred_income": -100}
    assert left_of(paid) == 100

    decide(bank, theirs, "warning_closed")
    tell(bank, CLOSED, theirs)

    assert Dispute.objects.get().state == DisputeState.WON
    assert not Entry.objects.filter(ledger_account="disputed").exists()
    assert_clean()


@pytest.mark.parametrize("status", ["won", "lost"])
@pytest.mark.parametrize(
    "kinds", list(permutations([CREATED, WITHDRAWN, CLOSED])), ids="-".join
)
def test_notices_in_any_order_and_twice_end_the_same(bank, paid, status, kinds):
    theirs = open_dispute(bank, paid.reference)
    decide(bank, theirs, status)

    for kind in (*kinds, REINSTATED, *kinds):
        tell(bank, kind, theirs)

    here = {"money": 100} if status == "won" else {"receivable": 100}
    assert sums(paid.order) == {**here, "deferred_income": -100}
    assert Dispute.objects.get().state == status
    assert_clean()


def test_what_was_decided_stays(bank, paid):
    closed(bank, paid, "lost")
    theirs = next(iter(bank.disputes.values()))
    theirs["status"] = "under_review"

    tell(bank, "charge.dispute.updated", theirs)

    assert Dispute.objects.get().state == DisputeState.LOST
    assert_clean()


def test_a_dispute_before_the_news_of_the_payment(bank):
    payment = started("stripe")
    bank.pay(payment.reference)

    opened(bank, payment)

    assert phase_of(payment) == Phase.PAID
    assert sums(payment.order) == {"disputed": 100, "deferred_income": -100}
    assert_clean()


def test_a_dispute_of_somebody_elses_payment_is_ignored(bank, paid):
    theirs = open_dispute(bank, paid.reference)
    bank.intents[theirs["payment_intent"]]["metadata"] = {}

    tell(bank, CREATED, theirs)

    assert not Dispute.objects.exists()


def test_a_silent_stripe_changes_nothing_and_is_asked_again(bank, paid):
    theirs = opened(bank, paid)
    decide(bank, theirs, "won")
    bank.faults = ["before"]
    with pytest.raises(GatewayDown):
        tell(bank, CLOSED, theirs)
    assert Dispute.objects.get().is_open

    assert watch.read_open_disputes(now=SOON) == 1

    assert Dispute.objects.get().state == DisputeState.WON
    assert watch.read_open_disputes(now=SOON) == 0


def test_a_loss_is_nothing_that_is_asked_of_as_a_refund(bank, paid):
    dispute = closed(bank, paid, "lost")
    asked = len(bank.requests)

    services.read_refund_back(dispute.refund_id, now=SOON)
    services.carry_out_refund(dispute.refund_id, now=SOON)

    assert len(bank.requests) == asked
    assert Payment.objects.get(pk=paid.pk).refunds.count() == 1


def test_another_payment_of_the_order_goes_on(bank, paid):
    other = placed_order("counter")
    opened(bank, paid)

    services.receive_payment(other.pk, actor="desk", now=SOON)

    assert left_of(Payment.objects.get(pk=other.pk)) == 100
    assert_clean()
