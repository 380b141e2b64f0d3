"""Money that comes and goes. `record_capture` is how money arrives."""

import secrets
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum

from ground.money import ZERO, money
from ticketing.orders import services as orders
from ticketing.orders.models import (
    LineState,
    Order,
    OrderEventKind,
)
from ticketing.orders.phases import UNPAID, Phase
from ticketing.payments import gateways, ledger
from ticketing.payments.errors import (
    GatewayDown,
    MethodNotOffered,
    NothingToPay,
    TooMuchBack,
)
from ticketing.payments.gateways import Answer, ReturnAddresses
from ticketing.payments.models import (
    OPEN_STATES,
    Payment,
    PaymentState,
    Refund,
    RefundLine,
    RefundState,
)
from ticketing.stock.errors import PlacesUnavailable


def open_payment(order: Order, method: str, *, now: datetime) -> Payment:
    """Write down that a payment begins; the caller holds the order's lock.

    An open payment of the same method and amount is used again. Raises
    MethodNotOffered or NothingToPay.
    """
    due = amount_due(order)
    if order.phase not in UNPAID or due <= ZERO:
        raise NothingToPay
    if method not in {g.code for g in gateways.available()}:
        raise MethodNotOffered
    again = order.payments.open().filter(method=method, amount=due).first()
    if again is not None:
        return again
    return Payment.objects.create(
        order=order,
        method=method,
        gateway=method,
        key=secrets.token_hex(16),
        amount=due,
        currency=order.currency,
        started_at=now,
        expires_at=order.pay_by,
    )


def start_payment(payment: Payment, back: ReturnAddresses, *, now: datetime) -> str:
    """Ask the gateway to begin; return the address where the buyer goes on.

    Runs outside of any transaction. Where the gateway does not answer the
    payment is *unknown* and GatewayDown is raised: asking again with the same
    payment finds what was begun.
    """
    if payment.state == PaymentState.PENDING and payment.address:
        return payment.address
    try:
        answer = gateways.gateway(payment.gateway).start(payment, back)
    except GatewayDown:
        settle(payment.pk, Answer(PaymentState.UNKNOWN), now=now)
        raise
    settle(payment.pk, answer, now=now)
    return answer.address


def read_back(payment: Payment, *, now: datetime) -> Payment:
    """Ask the gateway what became of a payment, and write it down.

    Raises GatewayDown where it does not answer; nothing is changed then.
    """
    return settle(payment.pk, gateways.gateway(payment.gateway).read(payment), now=now)


def close_open_payments(order: Order, *, now: datetime) -> None:
    """End what is open at the gateways; what turns out paid counts as paid.

    Runs outside of any transaction. Raises GatewayDown.
    """
    for payment in order.payments.open():
        answer = gateways.gateway(payment.gateway).expire(payment)
        settle(payment.pk, answer, now=now)


@transaction.atomic
def settle(
    payment_id: int, answer: Answer, *, now: datetime, actor: str = ""
) -> Payment:
    """Write down a gateway's answer; a captured payment moves its order.

    The same answer twice, late or in another order ends the same: captured
    stays captured, and only an open payment fails or expires.
    """
    payment = _locked(payment_id)
    if answer.state == PaymentState.CAPTURED:
        return _capture(payment, answer, now=now, actor=actor)
    if payment.state not in OPEN_STATES:
        return payment
    payment.state = answer.state
    payment.reference = answer.reference or payment.reference
    payment.address = answer.address or payment.address
    payment.failure = answer.failure[:300]
    payment.save(update_fields=["state", "reference", "address", "failure"])
    return payment


def record_capture(
    payment: Payment, *, reference: str | None, now: datetime, actor: str = ""
) -> Payment:
    """Money of this payment is here, in full. Twice is once."""
    answer = Answer(PaymentState.CAPTURED, reference=reference)
    return settle(payment.pk, answer, now=now, actor=actor)


def _locked(payment_id: int) -> Payment:
    """Lock the order first (parents before children), then its payment."""
    order_id = Payment.objects.values_list("order_id", flat=True).get(pk=payment_id)
    order = orders.lock_order(order_id)
    payment = Payment.objects.locked().get(pk=payment_id)
    payment.order = order
    return payment


def _capture(payment: Payment, answer: Answer, *, now: datetime, actor: str) -> Payment:
    if payment.state == PaymentState.CAPTURED:
        return payment
    payment.state = PaymentState.CAPTURED
    payment.captured_at = now
    payment.reference = answer.reference or payment.reference
    # What really came is booked, also where it is not what was asked for.
    payment.amount = payment.amount if answer.amount is None else answer.amount
    payment.currency = answer.currency or payment.currency
    payment.save(
        update_fields=["state", "captured_at", "reference", "amount", "currency"]
    )
    ledger.book_capture(payment, now=now, actor=actor)
    order = payment.order
    text = f"{payment.method} {payment.amount} {payment.currency}"
    orders.record(order, OrderEventKind.PAYMENT, now=now, actor=actor, after=text)
    _move_order(order, payment, now=now)
    return payment


def _move_order(order: Order, payment: Payment, *, now: datetime) -> None:
    """Let the money do its work: pay the order, revive it, or go back."""
    if payment.currency != order.currency:
        _give_back(payment, reason="another currency", now=now)
    elif order.phase in UNPAID:
        if captured(order) >= order.total:
            if order.phase == Phase.PLACED:
                orders.advance(order, Phase.ACCEPTED, now=now)
            orders.advance(order, Phase.PAID, now=now)
    elif order.phase == Phase.EXPIRED and captured(order) >= order.total:
        _revive(order, payment, now=now)
    else:
        _give_back(payment, reason="not needed any more", now=now)


def _revive(order: Order, payment: Payment, *, now: datetime) -> None:
    """Money came after the order's end: take its places anew, or pay back."""
    try:
        with transaction.atomic():
            orders.revive_lines(order, now=now)
            orders.advance(order, Phase.PAID, now=now)
    except PlacesUnavailable:
        _give_back(payment, reason="paid too late", now=now)


def _give_back(payment: Payment, *, reason: str, now: datetime) -> None:
    """Plan to pay the whole payment back; a task asks the gateway."""
    refund = Refund.objects.create(
        order=payment.order,
        payment=payment,
        amount=payment.amount,
        key=f"back-{payment.key}",
        reason=reason,
        started_at=now,
    )
    _plan(refund)


def book_order_sale(order: Order, now: datetime) -> None:
    """Runs on entering *paid*."""
    ledger.book_sale(order, order.lines.live(), now=now)


def captured(order: Order) -> Decimal:
    """What came in for this order in its own currency."""
    rows = order.payments.filter(state=PaymentState.CAPTURED, currency=order.currency)
    return rows.aggregate(sum=Sum("amount"))["sum"] or ZERO


def given_back(order: Order) -> Decimal:
    """What went back or is on its way back, in the order's currency."""
    rows = order.refunds.exclude(state=RefundState.FAILED)
    return rows.aggregate(sum=Sum("amount"))["sum"] or ZERO


def amount_due(order: Order) -> Decimal:
    total: Decimal = order.total
    return total - captured(order) + given_back(order)


@transaction.atomic
def return_order(order_id: int, *, now: datetime, actor: str, reason: str) -> Order:
    """Take a paid order back whole: its lines end, its money goes back.

    Raises IllegalPhase where it is not paid.
    """
    order = orders.lock_order(order_id)
    orders.advance(order, Phase.REFUNDED, now=now, actor=actor)
    lines = list(order.lines.live())
    ledger.book_return(order, lines, now=now)
    orders.end_lines(order, lines, LineState.RETURNED, now=now)
    left = sum((line.price for line in lines), ZERO)
    for payment in order.payments.filter(state=PaymentState.CAPTURED):
        amount = min(left, payment.amount - _already_back(payment))
        if amount > ZERO:
            _refund(order, payment, amount, reason=reason, now=now)
            left -= amount
    if left > ZERO:
        raise TooMuchBack(most=money(captured(order), order.currency))
    orders.record(order, OrderEventKind.NOTE, now=now, actor=actor, after=reason[:300])
    return order


def _already_back(payment: Payment) -> Decimal:
    rows = payment.refunds.exclude(state=RefundState.FAILED)
    return rows.aggregate(sum=Sum("amount"))["sum"] or ZERO


def _refund(
    order: Order, payment: Payment, amount: Decimal, *, reason: str, now: datetime
) -> Refund:
    refund = Refund.objects.create(
        order=order,
        payment=payment,
        amount=amount,
        key=secrets.token_hex(16),
        reason=reason[:300],
        started_at=now,
    )
    RefundLine.objects.bulk_create(
        RefundLine(refund=refund, line=line, amount=line.price)
        for line in order.lines.filter(state=LineState.RETURNED)
    )
    _plan(refund)
    return refund


def _plan(refund: Refund) -> None:
    from ticketing.payments.tasks import pay_back  # noqa: PLC0415 the task calls us

    pay_back.enqueue(refund.pk)


def carry_out_refund(refund_id: int, *, now: datetime) -> Refund:
    """Ask the gateway to pay back, and write down that it did.

    Harmless twice: the refund's key is the gateway's idempotency key. Raises
    GatewayDown; the refund is *unknown* then and is asked again.
    """
    refund = Refund.objects.select_related("payment", "order").get(pk=refund_id)
    if refund.state in {RefundState.DONE, RefundState.FAILED}:
        return refund
    if refund.payment is None:
        message = f"refund {refund.pk} has no payment to go back to"
        raise ValueError(message)
    answer = gateways.gateway(refund.payment.gateway).refund(refund)
    return finish_refund(
        refund.pk, state=answer.state, reference=answer.reference, now=now
    )


@transaction.atomic
def finish_refund(
    refund_id: int,
    *,
    state: RefundState,
    reference: str,
    now: datetime,
    actor: str = "",
) -> Refund:
    """Write down how a refund ended; only an open one changes."""
    order_id = Refund.objects.values_list("order_id", flat=True).get(pk=refund_id)
    order = orders.lock_order(order_id)
    refund = Refund.objects.select_for_update().get(pk=refund_id)
    if refund.state in {RefundState.DONE, RefundState.FAILED}:
        return refund
    refund.state = state
    refund.reference = reference
    if state == RefundState.DONE:
        refund.done_at = now
        ledger.book_refund(refund, now=now, actor=actor)
        orders.record(
            order, OrderEventKind.REFUND, now=now, actor=actor, after=str(refund.amount)
        )
    refund.save(update_fields=["state", "reference", "done_at"])
    return refund
