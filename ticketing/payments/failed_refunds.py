"""Money that was on its way back and did not arrive: it is the house's again.

A bank can refuse a refund weeks after the gateway called it done, because the
buyer's account is closed. Then the ledger takes the money back in, and the desk
sees that somebody has to be paid in another way.
"""

import secrets
from datetime import datetime

from django.db import transaction

from ground.crash import crash_point
from ground.money import ZERO, money
from ticketing.orders import services as orders
from ticketing.orders.models import OrderEventKind
from ticketing.payments import gateways, ledger
from ticketing.payments.balance import left_of
from ticketing.payments.disputes.failed_refunds import settle_by_loss
from ticketing.payments.disputes.models import Dispute
from ticketing.payments.errors import TooMuchBack
from ticketing.payments.models import Refund, RefundLine, RefundState
from ticketing.payments.refunds import carry_out_refund, finish_refund


def read_refund_back(refund_id: int, *, now: datetime) -> Refund:
    """Ask the gateway what became of a refund, and write it down.

    One that was done can turn out failed; one that failed stays so. Raises
    GatewayDown; nothing is changed then.
    """
    refund = Refund.objects.select_related("payment__order", "order").get(pk=refund_id)
    if refund.state != RefundState.DONE:
        return carry_out_refund(refund_id, now=now)
    is_by_hand = refund.replaces_id is not None or refund.credit_id is not None
    is_by_hand |= Dispute.objects.filter(refund=refund).exists()
    if refund.payment is None or not refund.reference or is_by_hand:
        return refund
    answer = gateways.gateway(refund.payment.gateway).read_refund(refund)
    crash_point("refund-read")
    if answer.state == RefundState.FAILED:
        return take_back(refund_id, now=now)
    return refund


@transaction.atomic
def take_back(refund_id: int, *, now: datetime) -> Refund:
    """Book a refund that was done as failed: its money is here. Twice is once."""
    order_id = Refund.objects.values_list("order_id", flat=True).get(pk=refund_id)
    order = orders.lock_order(order_id)
    refund = Refund.objects.select_for_update(no_key=True).get(pk=refund_id)
    if refund.state != RefundState.DONE:
        return refund
    refund.state, refund.done_at = RefundState.FAILED, None
    refund.save(update_fields=["state", "done_at"])
    ledger.book_failed_refund(refund, now=now)
    settle_by_loss(refund, now=now)
    text = f"{refund.amount} {refund.state}"
    orders.record(order, OrderEventKind.REFUND, now=now, after=text)
    return refund


@transaction.atomic
def pay_back_by_hand(
    refund_id: int, *, reference: str, actor: str, now: datetime
) -> Refund:
    """For the desk: the money of a failed refund went back in another way.

    Adds a refund that is done, in place of the failed one. Pressed twice is
    once. Raises TooMuchBack where the payment has not that much left, and
    DoesNotExist where the refund has not failed.
    """
    order_id = Refund.objects.values_list("order_id", flat=True).get(pk=refund_id)
    order = orders.lock_order(order_id)
    tried = Refund.objects.select_related("payment")
    failed = tried.get(pk=refund_id, state=RefundState.FAILED)
    done = Refund.objects.filter(replaces=failed).first()
    if done is not None:
        return done
    if failed.payment is None or left_of(failed.payment) < failed.amount:
        most = left_of(failed.payment) if failed.payment else ZERO
        raise TooMuchBack(most=money(most, order.currency))
    refund = Refund.objects.create(
        order=order,
        payment=failed.payment,
        amount=failed.amount,
        key=secrets.token_hex(16),
        reason=failed.reason,
        started_at=now,
        replaces=failed,
    )
    RefundLine.objects.bulk_create(
        RefundLine(refund=refund, line_id=line, amount=amount)
        for line, amount in failed.refund_lines.values_list("line", "amount")
    )
    return finish_refund(
        refund.pk, state=RefundState.DONE, reference=reference, actor=actor, now=now
    )
