"""A refund that failed, of a payment that a lost dispute took besides.

The buyer has the money once, by the bank: the desk must not pay it by hand. What was
booked as the house's loss, because the money seemed to go back twice, is none then.
"""

import secrets
from datetime import datetime
from decimal import Decimal
from typing import Final

from django.db.models import Sum
from django.utils.translation import gettext_noop as _noop

from ground.crash import crash_point
from ground.inserting import add
from ground.money import ZERO
from ticketing.payments.disputes.booking import book_no_loss
from ticketing.payments.disputes.models import DISPUTABLE, Dispute, DisputeState
from ticketing.payments.models import (
    Entry,
    LedgerAccount,
    Payment,
    Refund,
    RefundLine,
    RefundState,
)

REASON: Final = _noop("a dispute that the buyer won")


def put_in_place(failed: Refund, dispute: Dispute, *, now: datetime) -> Refund:
    """What the bank took stands for the refund that failed, for the same lines."""
    refund = add(
        Refund(
            order_id=failed.order_id,
            payment_id=failed.payment_id,
            amount=failed.amount,
            key=secrets.token_hex(16),
            state=RefundState.DONE,
            reference=dispute.reference,
            reason=REASON,
            started_at=now,
            done_at=now,
            replaces=failed,
        )
    )
    RefundLine.objects.bulk_create(
        RefundLine(refund=refund, line_id=line, amount=amount)
        for line, amount in failed.refund_lines.values_list("line", "amount")
    )
    return refund


def settle_by_loss(failed: Refund, *, now: datetime) -> None:
    """Runs when a refund has failed; the caller holds the order's lock."""
    payment = failed.payment
    if payment is None or payment.gateway not in DISPUTABLE:
        return
    lost = payment.disputes.filter(state=DisputeState.LOST).order_by("pk")
    dispute = lost.select_related("payment").last()
    if dispute is None or _losses(payment) < failed.amount:
        return
    book_no_loss(dispute, put_in_place(failed, dispute, now=now), now=now)
    crash_point("loss-settled")


def _losses(payment: Payment) -> Decimal:
    """What lost disputes of this payment cost the house until now."""
    entries = Entry.objects.filter(
        payment=payment, ledger_account=LedgerAccount.DISPUTE_LOSSES
    )
    return entries.aggregate(sum=Sum("amount"))["sum"] or ZERO
