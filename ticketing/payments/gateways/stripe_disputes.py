"""What Stripe's words about a dispute mean here.

A dispute whose state begins with `warning` is a bank's question: no money moves.
"""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ticketing.payments.disputes.models import DisputeState
from ticketing.payments.gateways import DisputeAnswer
from ticketing.payments.gateways.stripe_amounts import from_units

if TYPE_CHECKING:
    import stripe

STATES = {
    "won": DisputeState.WON,
    "prevented": DisputeState.WON,
    "warning_closed": DisputeState.WON,
    "lost": DisputeState.LOST,
}


def dispute_answer(dispute: "stripe.Dispute") -> DisputeAnswer:
    """Read a dispute that came with its payment intent."""
    moved = [row.amount for row in dispute.balance_transactions or []]
    due_by = getattr(dispute.evidence_details, "due_by", None)
    currency = dispute.currency.upper()
    marks = getattr(dispute.payment_intent, "metadata", None)
    return DisputeAnswer(
        reference=dispute.id,
        payment=getattr(marks, "payment", "") or "",
        state=STATES.get(dispute.status, DisputeState.OPEN),
        amount=from_units(dispute.amount, currency),
        reason=dispute.reason or "",
        # Also of one that was given back since: it was taken, then returned.
        is_withdrawn=any(amount < 0 for amount in moved),
        respond_by=datetime.fromtimestamp(due_by, UTC) if due_by else None,
    )
