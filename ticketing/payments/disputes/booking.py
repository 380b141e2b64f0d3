"""What disputes are in the ledger.

Withdrawn: disputed + / money −. Won: the same with the signs turned. Lost: what was
left of the payment has gone back to the buyer: receivable + / disputed −; what the bank
took beyond that is the house's loss: lost to disputes + / disputed −. Where that was
because a refund was on its way which then failed: receivable + / lost to disputes −.
"""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from ticketing.payments import ledger
from ticketing.payments.disputes.models import Dispute
from ticketing.payments.models import (
    Entry,
    LedgerAccount,
    Movement,
    MovementKind,
    Refund,
)

Sides = Sequence[tuple[LedgerAccount, Decimal]]


def book_withdrawn(dispute: Dispute, *, now: datetime) -> None:
    """The bank holds the money."""
    held = dispute.amount
    sides = ((LedgerAccount.DISPUTED, held), (LedgerAccount.MONEY, -held))
    _book(dispute, MovementKind.DISPUTED, sides, now=now)


def book_won(dispute: Dispute, *, now: datetime) -> None:
    """The money is here again."""
    held = dispute.amount
    sides = ((LedgerAccount.MONEY, held), (LedgerAccount.DISPUTED, -held))
    _book(dispute, MovementKind.WON, sides, now=now)


def book_lost(dispute: Dispute, refunds: Sequence[Refund], *, now: datetime) -> None:
    """The buyer has the money; `refunds` say what of it was left of the payment."""
    back = sum((refund.amount for refund in refunds), Decimal(0))
    sides = (
        (LedgerAccount.RECEIVABLE, back),
        (LedgerAccount.DISPUTE_LOSSES, dispute.amount - back),
        (LedgerAccount.DISPUTED, -dispute.amount),
    )
    refund = refunds[0] if len(refunds) == 1 else None
    _book(dispute, MovementKind.LOST, sides, now=now, refund=refund)


def book_no_loss(dispute: Dispute, refund: Refund, *, now: datetime) -> None:
    """What was booked as lost was the buyer's, for another refund did not arrive."""
    sides = (
        (LedgerAccount.RECEIVABLE, refund.amount),
        (LedgerAccount.DISPUTE_LOSSES, -refund.amount),
    )
    of = f":{refund.replaces_id}"
    _book(dispute, MovementKind.LOST, sides, now=now, refund=refund, of=of)


def _book(
    dispute: Dispute,
    kind: MovementKind,
    sides: Sides,
    *,
    now: datetime,
    refund: Refund | None = None,
    of: str = "",
) -> None:
    payment = dispute.payment
    movement = Movement(
        key=f"dispute-{kind}:{dispute.pk}{of}",
        kind=kind,
        order_id=payment.order_id,
        reason=dispute.reference,
        at=now,
    )
    entries = [
        Entry(
            ledger_account=account,
            currency=payment.currency,
            amount=amount,
            payment=payment,
            refund=refund,
        )
        for account, amount in sides
    ]
    ledger.post(movement, entries)
