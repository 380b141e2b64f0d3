"""Money that goes back, never more than came in.

A refund is planned in the transaction that finds it needed, and carried out by
a task: asked of the gateway where it pays back by itself, done by the desk
(`finish_refund`) where people paid people.
"""

import secrets
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_noop as _noop

from ground.crash import crash_point
from ground.money import ZERO, money
from ticketing.orders import services as orders
from ticketing.orders.models import LineState, Order, OrderEventKind, OrderLine
from ticketing.orders.phases import Phase
from ticketing.payments import gateways, ledger
from ticketing.payments.balance import captured, left_of
from ticketing.payments.credit.models import Credit
from ticketing.payments.disputes.failed_refunds import settle_by_loss
from ticketing.payments.errors import GatewayDown, TooMuchBack
from ticketing.payments.models import (
    Payment,
    PaymentState,
    Refund,
    RefundLine,
    RefundState,
)

SETTLED = (RefundState.DONE, RefundState.FAILED)


def give_back(
    payment: Payment,
    *,
    reason: str,
    now: datetime,
    amount: Decimal | None = None,
    to: Credit | None = None,
) -> Refund | None:
    """Plan to pay back what is left of a payment, or that much of it.

    `to` is a credit that takes it, in place of the way it came; what a company still
    owes is no money that anybody could get as credit. The caller holds the order's
    lock. None where nothing is left.
    """
    left = left_of(payment)
    amount = left if amount is None else min(amount, left)
    if amount <= ZERO:
        return None
    refund = Refund.objects.create(
        order=payment.order,
        payment=payment,
        amount=amount,
        key=secrets.token_hex(16),
        reason=reason[:300],
        started_at=now,
        credit=to if payment.tab_id is None else None,
    )
    _plan(refund)
    return refund


def give_back_all(order: Order, now: datetime) -> None:
    """Runs on entering *cancelled* and *expired*: a part that came goes back."""
    for payment in captured_payments(order):
        give_back(payment, reason=_noop("the order has ended unpaid"), now=now)


@transaction.atomic
def return_order(order_id: int, *, now: datetime, actor: str, reason: str) -> Order:
    """Take a paid order back whole: its lines end, its money goes back.

    Its places are on sale again at once; the money follows by a task, or by
    the desk where people paid people. Raises IllegalPhase where the order is
    not paid, TooMuchBack where less than its lines' price is left.
    """
    order = orders.lock_order(order_id)
    orders.advance(order, Phase.REFUNDED, now=now, actor=actor)
    lines = list(order.lines.live())
    ledger.book_return(order, lines, now=now)
    orders.end_lines(order, lines, LineState.RETURNED, now=now)
    prices = [(line, line.price) for line in lines if line.price]
    give_amounts_back(order, prices, reason=reason, now=now)
    orders.record(order, OrderEventKind.NOTE, now=now, actor=actor, after=reason[:300])
    return order


def give_amounts_back(
    order: Order,
    wanted: list[tuple[OrderLine, Decimal]],
    *,
    reason: str,
    now: datetime,
    to: Credit | None = None,
) -> None:
    """Pay so much back for each line, of the earliest payments first.

    What was paid by credit comes last. `to` takes all of it, in place of the ways
    that it came. The caller holds the order's lock. Raises TooMuchBack where less
    is left.
    """
    for payment in captured_payments(order):
        due = sum((amount for _line, amount in wanted), ZERO)
        if due <= ZERO:
            break
        refund = give_back(payment, reason=reason, now=now, amount=due, to=to)
        if refund is not None:
            wanted = allot(refund, wanted)
    if wanted:
        raise TooMuchBack(most=money(captured(order), order.currency))


def money_in(order: Order, amount: Decimal) -> Decimal:
    """What of so much that goes back is money, and not what a company still owes."""
    money_back = ZERO
    for payment in captured_payments(order):
        share = min(left_of(payment), amount)
        amount -= share
        if payment.tab_id is None:
            money_back += share
    return money_back


def allot(
    refund: Refund, wanted: list[tuple[OrderLine, Decimal]]
) -> list[tuple[OrderLine, Decimal]]:
    """Say which lines a refund is for; return what it did not reach."""
    left: Decimal = refund.amount
    rest, shares = [], []
    for line, amount in wanted:
        share = min(left, amount)
        left -= share
        if share:
            shares.append(RefundLine(refund=refund, line=line, amount=share))
        if share < amount:
            rest.append((line, amount - share))
    RefundLine.objects.bulk_create(shares)
    return rest


def captured_payments(order: Order) -> list[Payment]:
    """Payments in the order's currency; others went back when they came."""
    payments = list(
        order.payments.filter(
            state=PaymentState.CAPTURED, currency=order.currency
        ).order_by("pk")
    )
    payments.sort(key=lambda payment: payment.credit_id is not None)
    for payment in payments:
        payment.order = order
    return payments


def _plan(refund: Refund) -> None:
    from ticketing.payments.tasks import pay_back  # noqa: PLC0415 the task calls us

    pay_back.enqueue(refund.pk)


def carry_out_refund(refund_id: int, *, now: datetime) -> Refund:
    """Ask the gateway to pay back, and write down that it did.

    Runs outside of any transaction. Harmless twice: the refund's key is the
    gateway's idempotency key. Raises GatewayDown; the refund is *unknown* then
    and is asked again. Where the desk pays back, nothing happens here.
    """
    refund = Refund.objects.select_related("payment__order", "order").get(pk=refund_id)
    if refund.state in SETTLED:
        return refund
    if refund.payment is None:
        message = f"refund {refund.pk} has no payment to go back to"
        raise ValueError(message)
    if refund.credit_id is not None:
        done, where = RefundState.DONE, f"credit-{refund.pk}"
        return finish_refund(refund_id, state=done, reference=where, now=now)
    try:
        answer = gateways.gateway(refund.payment.gateway).refund(refund)
    except GatewayDown:
        finish_refund(refund_id, state=RefundState.UNKNOWN, reference="", now=now)
        raise
    crash_point("refund-asked")
    return finish_refund(
        refund_id, state=answer.state, reference=answer.reference, now=now
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
    """Write down how a refund stands; one that is done or failed stays so.

    (Only a gateway knows better: `failed_refunds.take_back`.)

    For the desk: `state` DONE with the bank's reference when the money was
    handed or transferred back; FAILED sets the amount free to be tried anew.
    """
    order_id = Refund.objects.values_list("order_id", flat=True).get(pk=refund_id)
    order = orders.lock_order(order_id)
    refund = Refund.objects.select_for_update(no_key=True).get(pk=refund_id)
    if refund.state in SETTLED:
        return refund
    refund.state = state
    refund.reference = reference[:200] or refund.reference
    if state == RefundState.DONE:
        refund.done_at = now
        ledger.book_refund(refund, now=now, actor=actor)
    refund.save(update_fields=["state", "reference", "done_at"])
    if state == RefundState.FAILED:
        settle_by_loss(refund, now=now)
    if state in SETTLED:
        text = f"{refund.amount} {state}"
        orders.record(order, OrderEventKind.REFUND, now=now, actor=actor, after=text)
    return refund
