"""What a gateway says of a dispute, written down; the desk's answer to a lost one.

A notice is only a reason to ask. Whatever order notices come in, each is answered by
how the dispute stands now, so that they end the same. Locks the order, then its
payment.
"""

import secrets
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_noop as _noop

from ground.crash import crash_point
from ground.inserting import add
from ground.money import ZERO
from ticketing.orders import services as orders
from ticketing.orders.models import LineState, Order, OrderEventKind
from ticketing.orders.phases import Phase
from ticketing.payments import ledger
from ticketing.payments.balance import left_of
from ticketing.payments.disputes.booking import (
    book_lost,
    book_withdrawn,
    book_won,
)
from ticketing.payments.disputes.errors import NoLostDispute
from ticketing.payments.disputes.failed_refunds import REASON, put_in_place
from ticketing.payments.disputes.models import Dispute, DisputeQuerySet, DisputeState
from ticketing.payments.gateways import DisputeAnswer, gateway
from ticketing.payments.gateways.stripe_checkout import StripeCheckout
from ticketing.payments.models import Payment, PaymentState, Refund, RefundState
from ticketing.payments.refunds import captured_payments, give_back
from ticketing.payments.services import read_back


def read_dispute(reference: str, *, now: datetime) -> Dispute | None:
    """Ask Stripe how a dispute stands, and write it down.

    None where it is about no payment of this house. Raises GatewayDown; nothing is
    changed then.
    """
    stripe = gateway(StripeCheckout.code)
    answer = stripe.read_dispute(reference)  # type: ignore[attr-defined]
    payment = Payment.objects.filter(gateway=StripeCheckout.code, key=answer.payment)
    found = payment.select_related("order").first()
    if found is None:
        return None
    if found.state != PaymentState.CAPTURED:
        # The bank was faster than the news that the buyer has paid.
        found = read_back(found, now=now)
    crash_point("dispute-read")
    return note_dispute(found, answer, now=now)


@transaction.atomic
def note_dispute(
    payment: Payment, answer: DisputeAnswer, *, now: datetime
) -> Dispute | None:
    """Write down how a dispute stands; twice is once, and what is decided stays.

    None where the payment has not come, so that nothing can be disputed of it.
    """
    order = orders.lock_order(payment.order_id)
    payment = Payment.objects.locked().get(pk=payment.pk)
    if payment.state != PaymentState.CAPTURED:
        return None
    payment.order = order
    dispute = _known(payment, answer, now=now)
    if not dispute.is_open:
        return dispute
    state = DisputeState(answer.state)
    takes = answer.is_withdrawn or state == DisputeState.LOST
    if takes and dispute.withdrawn_at is None:
        dispute.withdrawn_at = now
        book_withdrawn(dispute, now=now)
        crash_point("dispute-withdrawn")
    dispute.respond_by = answer.respond_by
    if state != DisputeState.OPEN:
        _close(dispute, state, now=now)
    dispute.save()
    crash_point("dispute-written")
    return dispute


def _known(payment: Payment, answer: DisputeAnswer, *, now: datetime) -> Dispute:
    known = Dispute.objects.filter(reference=answer.reference)
    dispute = known.select_related("payment").first()
    if dispute is not None:
        return dispute
    _note(payment.order, _noop("The buyer’s bank disputes a payment."), now=now)
    return add(
        Dispute(
            payment=payment,
            reference=answer.reference,
            amount=answer.amount,
            reason=answer.reason[:60],
            opened_at=now,
        )
    )


def _close(dispute: Dispute, state: DisputeState, *, now: datetime) -> None:
    order = dispute.payment.order
    dispute.state, dispute.closed_at = state, now
    if state == DisputeState.WON:
        if dispute.withdrawn_at is not None:
            book_won(dispute, now=now)
        _note(order, _noop("The dispute is decided for the house."), now=now)
        return
    settled = _instead_of_failed(dispute, now=now)
    rest = dispute.amount - sum((refund.amount for refund in settled), ZERO)
    dispute.refund = _gone_back(dispute, rest, now=now)
    taken = [*settled, dispute.refund] if dispute.refund else settled
    book_lost(dispute, taken, now=now)
    crash_point("dispute-lost")
    _note(order, _noop("The dispute is decided for the buyer."), now=now)


def _instead_of_failed(dispute: Dispute, *, now: datetime) -> list[Refund]:
    """Refunds that the bank did not take are with the buyer now, by the dispute.

    Stripe refuses to pay back what a bank disputes, so they can well have failed.
    """
    payment = dispute.payment
    found: list[Refund] = []
    for failed in payment.refunds.unsettled().order_by("pk"):
        left = left_of(payment, but_for=dispute.pk)
        rest = dispute.amount - sum((refund.amount for refund in found), ZERO)
        if failed.amount <= min(left, rest):
            found.append(put_in_place(failed, dispute, now=now))
    return found


def _gone_back(dispute: Dispute, rest: Decimal, *, now: datetime) -> Refund | None:
    """What was left of the payment is with the buyer; None where nothing was."""
    payment = dispute.payment
    # The row still says that the bank holds it.
    amount = min(left_of(payment, but_for=dispute.pk), rest)
    if amount <= ZERO:
        return None
    return add(
        Refund(
            order=payment.order,
            payment=payment,
            amount=amount,
            key=secrets.token_hex(16),
            state=RefundState.DONE,
            reference=dispute.reference,
            reason=REASON,
            started_at=now,
            done_at=now,
        )
    )


@transaction.atomic
def take_back_after_loss(
    order_id: int, *, now: datetime, actor: str, reason: str
) -> Order:
    """For the desk: end a paid order of which a lost dispute took the money.

    Its tickets are void and its places on sale; what else was paid for it goes back.
    Raises NoLostDispute, or IllegalPhase where the order is not paid.
    """
    order = orders.lock_order(order_id)
    if not lost_disputes(order).exists():
        raise NoLostDispute
    orders.advance(order, Phase.REFUNDED, now=now, actor=actor)
    lines = list(order.lines.live())
    ledger.book_return(order, lines, now=now)
    orders.end_lines(order, lines, LineState.RETURNED, now=now)
    for payment in captured_payments(order):
        give_back(payment, reason=reason, now=now)
    crash_point("lost-order-ended")
    _note(order, reason[:300], now=now, actor=actor)
    return order


def lost_disputes(order: Order) -> DisputeQuerySet:
    return Dispute.objects.filter(payment__order=order, state=DisputeState.LOST)


def _note(order: Order, text: str, *, now: datetime, actor: str = "") -> None:
    orders.record(order, OrderEventKind.NOTE, now=now, actor=actor, after=text)
