"""Money of one order that pays another: an exchange carries it over.

Nothing leaves the house and nothing comes in. The one order has a refund that is done,
the other a captured payment that names it; what goes back of that later goes where the
first payment came from.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext_noop as _noop

from ground.money import ZERO, money
from ticketing.orders.models import Order, OrderLine
from ticketing.payments import ledger
from ticketing.payments.balance import captured, left_of
from ticketing.payments.errors import TooMuchBack
from ticketing.payments.models import Payment, PaymentState, Refund, RefundState
from ticketing.payments.refunds import allot, captured_payments

CARRIED: Final = "carried"
REASON: Final = _noop("carried over by an exchange")
Shares = Sequence[tuple[OrderLine, Decimal]]


def carry_over(source: Order, target: Order, wanted: Shares, *, now: datetime) -> None:
    """Let so much of what was paid for these lines pay the other order.

    The caller holds both orders' locks. Takes of the earliest payments first. Raises
    TooMuchBack where less is left.
    """
    rest = [(line, amount) for line, amount in wanted if amount]
    for payment in captured_payments(source):
        amount = min(left_of(payment), sum((share for _l, share in rest), ZERO))
        if amount <= ZERO:
            continue
        refund = _taken_out(payment, amount, now=now)
        rest = allot(refund, rest)
        _put_in(refund, payment, target, now=now)
    if rest:
        raise TooMuchBack(most=money(captured(source), source.currency))


def _taken_out(payment: Payment, amount: Decimal, *, now: datetime) -> Refund:
    return Refund.objects.create(
        order=payment.order,
        payment=payment,
        amount=amount,
        key=secrets.token_hex(16),
        state=RefundState.DONE,
        reason=REASON,
        started_at=now,
        done_at=now,
    )


def _put_in(refund: Refund, paid: Payment, target: Order, *, now: datetime) -> None:
    payment = Payment.objects.create(
        order=target,
        method=paid.method,
        gateway=CARRIED,
        key=secrets.token_hex(16),
        amount=refund.amount,
        currency=paid.currency,
        state=PaymentState.CAPTURED,
        started_at=now,
        captured_at=now,
        carried_from=refund,
        # What a gift card paid goes back onto it, however often it was exchanged.
        credit=paid.credit,
        # And what a company owes, it owes for the other order now.
        tab=paid.tab,
    )
    ledger.book_carried(refund, payment, now=now)


@dataclass(frozen=True, slots=True)
class Came:
    """Where carried money came from, and a refund that goes back there."""

    payment: Payment
    refund: Refund


def came_from(refund: Refund) -> Came:
    """Say which payment first brought the money; it may have come over often."""
    payment = refund.payment
    while payment is not None and payment.carried_from_id is not None:
        payment = (
            Payment.objects.select_related("order")
            .filter(refunds=payment.carried_from_id)
            .first()
        )
    if payment is None:
        message = f"refund {refund.pk} has no payment to go back to"
        raise ValueError(message)
    # The same refund, so that it has one key at the gateway; never saved.
    there = Refund(pk=refund.pk, order_id=refund.order_id, payment=payment)
    there.amount, there.key, there.reason = refund.amount, refund.key, refund.reason
    there.reference, there.state = refund.reference, refund.state
    return Came(payment, there)
