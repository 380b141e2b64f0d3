"""A dispute and what moves beside it: refunds on their way, the bank's fee, parcels."""

from decimal import Decimal

import pytest

from tests.checkout import posted
from tests.payments.fake_disputes import decide, open_dispute
from tests.payments.orders import SOON, do_planned_work, phase_of, started
from tests.payments.test_disputes import (
    CLOSED,
    assert_clean,
    closed,
    opened,
    sums,
    tell,
)
from tests.returns.exchanging import allow, exchange, order_and_other
from ticketing.delivery.models import Parcel, ParcelState
from ticketing.delivery.parcels import move_one
from ticketing.orders.phases import Phase
from ticketing.payments import services
from ticketing.payments.balance import left_of
from ticketing.payments.disputes.models import Dispute, DisputeState
from ticketing.payments.disputes.services import note_dispute, take_back_after_loss
from ticketing.payments.errors import TooMuchBack
from ticketing.payments.gateways import DisputeAnswer
from ticketing.payments.models import Payment, Refund, RefundState
from ticketing.payments.refunds import give_back

pytestmark = pytest.mark.django_db
LOST = {"dispute_losses": 100, "money": -100}


@pytest.fixture
def bank(fake_stripe, house):
    return fake_stripe.bank


@pytest.fixture
def paid(bank):
    payment = started("stripe")
    bank.pay(payment.reference)
    return services.read_back(payment, now=SOON)


@pytest.fixture
def going(bank, paid):
    """An order that was taken back; its money is on its way."""
    services.return_order(paid.order_id, now=SOON, actor="desk", reason="ill")
    return Refund.objects.get()


def ended(refund, state):
    services.finish_refund(refund.pk, state=state, reference="re_1", now=SOON)


def by_hand(refund):
    return services.pay_back_by_hand(refund.pk, reference="x", actor="mei", now=SOON)


def assert_lost_once(payment):
    """The buyer has the money, and nobody is asked to pay it again."""
    assert sums(payment.order) == {}
    assert services.kept(payment.order) == 0
    assert not Refund.objects.unsettled().exists()
    assert_clean()


def test_a_refund_on_its_way_that_fails_is_what_the_bank_took(bank, paid, going):
    dispute = closed_without_work(bank, paid, "lost")
    assert dispute.refund is None

    ended(going, RefundState.FAILED)

    assert going.replaced_by.reference == dispute.reference
    assert_lost_once(paid)


def test_a_refund_that_arrives_besides_is_the_houses_loss(bank, paid, going):
    closed_without_work(bank, paid, "lost")

    ended(going, RefundState.DONE)

    assert sums(paid.order) == LOST
    assert_clean()


def test_a_refund_that_was_refused_waits_for_the_bank_to_decide(bank, paid, going):
    ended(going, RefundState.FAILED)
    closed_without_work(bank, paid, "needs_response")

    with pytest.raises(TooMuchBack):
        by_hand(going)

    note(paid, DisputeState.WON)
    assert by_hand(going).amount == Decimal(100)
    assert sums(paid.order) == {}
    assert_clean()


def test_a_refund_that_was_refused_is_settled_by_the_loss(bank, paid, going):
    ended(going, RefundState.FAILED)

    dispute = closed_without_work(bank, paid, "lost")

    assert (dispute.refund, going.replaced_by.amount) == (None, Decimal(100))
    assert by_hand(going) == going.replaced_by
    assert_lost_once(paid)


def test_a_done_refund_that_turns_out_failed_after_the_loss(bank, paid, going):
    do_planned_work(SOON)
    closed(bank, paid, "lost")
    assert sums(paid.order) == LOST

    going.refresh_from_db()
    bank.refunds[going.reference]["status"] = "failed"
    for _ in range(2):
        services.read_refund_back(going.pk, now=SOON)

    assert_lost_once(paid)


def test_of_a_part_that_failed_only_that_part_is_settled(bank, paid):
    part = give_back(paid, amount=Decimal(40), reason="too much", now=SOON)
    ended(part, RefundState.FAILED)

    dispute = closed_without_work(bank, paid, "lost")

    assert (dispute.refund.amount, part.replaced_by.amount) == (60, 40)
    assert left_of(Payment.objects.get(pk=paid.pk)) == 0
    assert sums(paid.order) == {"receivable": 100, "deferred_income": -100}


def test_what_the_gateway_asks_for_a_dispute_is_not_the_buyers(bank, paid):
    theirs = open_dispute(bank, paid.reference)
    for moved in theirs["balance_transactions"]:
        moved.update(fee=1500, net=moved["amount"] - 1500)
    decide(bank, theirs, "lost")

    for _ in range(2):
        tell(bank, CLOSED, theirs)

    assert Dispute.objects.get().refund.amount == 100
    assert sums(paid.order) == {"receivable": 100, "deferred_income": -100}
    assert_clean()


def test_two_disputes_of_one_payment_never_take_more_than_it_was(bank, paid):
    opened(bank, paid, amount=6000)
    opened(bank, paid, amount=6000)
    first, second = Dispute.objects.order_by("pk")
    assert left_of(paid) == 0

    for dispute in (second, first):
        note(paid, DisputeState.LOST, name=dispute.reference, amount=Decimal(60))

    back = [dispute.refund.amount for dispute in Dispute.objects.order_by("-pk")]
    assert back == [Decimal(40), Decimal(60)]
    assert sums(paid.order)["dispute_losses"] == 20
    assert_clean()


def note(payment, state, *, name="du_x", amount=None):
    known = Dispute.objects.order_by("pk").first()
    name = known.reference if known and name == "du_x" else name
    amount = amount or payment.amount
    answer = DisputeAnswer(name, payment.key, state, amount, is_withdrawn=True)
    return note_dispute(payment, answer, now=SOON)


def closed_without_work(bank, payment, state):
    """The bank decides while what is planned for later still waits."""
    theirs = open_dispute(bank, payment.reference)
    known = {"lost": DisputeState.LOST, "won": DisputeState.WON}
    return note(payment, known.get(state, DisputeState.OPEN), name=theirs["id"])


@pytest.fixture
def carried(house):
    """What was paid by card, and what an exchange carried of it to another order."""
    allow()
    order, other = order_and_other(places=1)
    paid = order.payments.get()
    Payment.objects.filter(pk=paid.pk).update(gateway="stripe")
    placed = exchange(order, other)
    return Payment.objects.get(pk=paid.pk), placed.order.payments.get()


@pytest.mark.parametrize("state", [DisputeState.WON, DisputeState.LOST])
def test_what_was_carried_over_waits_for_the_bank_too(carried, state):
    paid, over = carried
    assert left_of(over) == 100

    note(paid, DisputeState.OPEN)

    assert left_of(over) == 0
    with pytest.raises(TooMuchBack):
        services.return_order(over.order_id, now=SOON, actor="desk", reason="ill")
    note(paid, state)
    assert left_of(over) == 100
    assert phase_of(over) == Phase.PAID
    assert_clean()


def test_a_part_that_was_not_disputed_can_go_back_after_an_exchange(carried):
    paid, over = carried

    note(paid, DisputeState.OPEN, amount=Decimal(30))

    assert left_of(over) == 70


@pytest.fixture
def parcel(client, house):
    posted.post_of_house()
    order = posted.paid(client)
    return Parcel.objects.get(delivery__order=order)


def lose(parcel):
    payment = parcel.delivery.order.payments.get()
    note(payment, DisputeState.LOST)
    now, order = parcel.delivery.order.placed_at, payment.order_id
    take_back_after_loss(order, now=now, actor="mei", reason="lost")
    do_planned_work(now)
    parcel.refresh_from_db()
    assert phase_of(payment) == Phase.REFUNDED
    assert sums(payment.order) == {}
    assert_clean()
    return parcel.state


@pytest.mark.parametrize("steps", [[], ["packed"]], ids=["waiting", "packed"])
def test_a_parcel_that_has_not_left_ends_with_the_order(parcel, steps):
    for step in steps:
        move_one(parcel.pk, ParcelState(step), now=SOON, actor="mei")

    assert lose(parcel) == ParcelState.DROPPED


def test_a_parcel_that_has_left_goes_on(parcel):
    for step in ("packed", "handed_over"):
        move_one(parcel.pk, ParcelState(step), now=SOON, actor="mei")

    assert lose(parcel) == ParcelState.HANDED_OVER
