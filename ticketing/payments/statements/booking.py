"""What becomes of a line: its money arrives, or somebody says why it does not.

Locks the line, then the order and its payments. Each line is used once.
"""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from ground.crash import crash_point
from ticketing.orders import services as orders
from ticketing.orders.models import Order
from ticketing.payments.arrivals import receive_money, receive_payment
from ticketing.payments.errors import NothingToPay
from ticketing.payments.gateways.transfer import Transfer
from ticketing.payments.models import Payment, PaymentQuerySet, PaymentState
from ticketing.payments.statements.candidates import asked_of, candidate_of
from ticketing.payments.statements.errors import (
    LineNotOpen,
    LineUsed,
    WrongCurrency,
)
from ticketing.payments.statements.matching import Index, Verdict, judge
from ticketing.payments.statements.models import (
    LineState,
    StatementLine,
    Suggestion,
)


@transaction.atomic
def book_line(line_id: int, order_id: int, *, actor: str, now: datetime) -> Payment:
    """Let the money of a line arrive for this order, whatever its amount.

    Of less the rest stays due; what the order can't use goes back. Pressed twice
    is once. Raises LineUsed where another order has it, LineNotOpen, WrongCurrency.
    """
    line = locked_line(line_id)
    if line.payment is not None:
        if line.payment.order_id == order_id:
            return line.payment
        raise LineUsed(order=line.payment.order.number)
    if line.state != LineState.OPEN:
        raise LineNotOpen
    return _book(line, orders.lock_order(order_id), actor=actor, now=now)


@transaction.atomic
def book_certain(line_id: int, *, now: datetime) -> bool:
    """Book a line by itself if its order still waits for just this amount.

    Something may have come since it was matched: then it is for people to say.
    """
    line = locked_line(line_id)
    if line.state != LineState.CERTAIN:
        return False
    suggested = line.suggestions.first()
    if suggested is None:
        return False
    order = orders.lock_order(suggested.order_id)
    one = candidate_of(order.pk)
    verdict = judge(asked_of(line), Index([one] if one else []))
    if verdict.is_certain:
        _book(line, order, actor="", now=now)
        return True
    line.suggestions.all().delete()
    Suggestion.objects.bulk_create(suggestions_of(line, verdict))
    line.state = LineState.OPEN
    line.save(update_fields=["state"])
    return False


def suggestions_of(line: StatementLine, verdict: Verdict) -> Iterator[Suggestion]:
    for match in verdict.matches:
        yield Suggestion(
            line=line,
            order_id=match.candidate.order_id,
            score=match.score,
            reasons=list(match.reasons),
        )


def _book(line: StatementLine, order: Order, *, actor: str, now: datetime) -> Payment:
    if order.currency != line.currency:
        raise WrongCurrency(came=line.currency, wanted=order.currency)
    told: dict[str, Any] = {"actor": actor, "now": now, "reference": reference_of(line)}
    payment = arrive(order, line.amount, **told)
    crash_point("statement-line-booking")
    return _note(line, payment, actor=actor, now=now)


def arrive(
    order: Order, amount: Decimal, *, reference: str, actor: str, now: datetime
) -> Payment:
    """Let so much come by transfer; the caller holds the order's lock."""
    code = Transfer.code
    told: dict[str, Any] = {"reference": reference, "actor": actor, "now": now}
    waiting = order.payments.open().filter(gateway=code).order_by("-pk").first()
    if waiting is not None:
        return receive_payment(waiting.pk, amount=amount, **told)
    return receive_money(order.pk, method=code, amount=amount, **told)


def _note(
    line: StatementLine, payment: Payment, *, actor: str, now: datetime
) -> Payment:
    line.state, line.payment = LineState.BOOKED, payment
    line.decided_by, line.decided_at = actor, now
    line.save(update_fields=["state", "payment", "decided_by", "decided_at"])
    return payment


def reference_of(line: StatementLine) -> str:
    """The same for the same line, on whichever day and machine it is booked."""
    return f"{line.booked_on:%Y-%m-%d} {line.fingerprint[:20].upper()}"


@transaction.atomic
def link_line(line_id: int, payment_id: int, *, actor: str, now: datetime) -> Payment:
    """Say that a line is the money which somebody has marked as received by hand.

    Nothing is booked. Raises LineNotOpen, or NothingToPay where the payment is no
    transfer of that amount, or is another line's.
    """
    line = locked_line(line_id)
    if line.state != LineState.OPEN:
        raise LineNotOpen
    one = Payment.objects.filter(pk=payment_id)
    # Two lines for one payment: the second waits, and then it is another line's.
    list(one.select_for_update(no_key=True).values_list("pk"))
    payment = linkable(line).filter(pk=payment_id).first()
    if payment is None:
        raise NothingToPay
    return _note(line, payment, actor=actor, now=now)


def linkable(line: StatementLine) -> PaymentQuerySet:
    """Transfers of this amount that people have received, with no line of a bank."""
    return Payment.objects.filter(
        gateway=Transfer.code,
        state=PaymentState.CAPTURED,
        amount=line.amount,
        currency=line.currency,
        statement_line=None,
        statement_share=None,
    ).order_by("pk")


@transaction.atomic
def set_line_aside(
    line_id: int, *, reason: str, actor: str, now: datetime
) -> StatementLine:
    """Say why a line is for no order. Raises LineNotOpen."""
    line = locked_line(line_id)
    if line.state != LineState.OPEN:
        raise LineNotOpen
    line.state, line.reason = LineState.SET_ASIDE, reason[:300]
    return _decided(line, actor=actor, now=now)


@transaction.atomic
def reopen_line(line_id: int, *, actor: str, now: datetime) -> StatementLine:
    """Take back that a line was set aside. Raises LineNotOpen for any other."""
    line = locked_line(line_id)
    if line.state != LineState.SET_ASIDE:
        raise LineNotOpen
    line.state, line.reason = LineState.OPEN, ""
    return _decided(line, actor=actor, now=now)


def _decided(line: StatementLine, *, actor: str, now: datetime) -> StatementLine:
    line.decided_by, line.decided_at = actor, now
    line.save(update_fields=["state", "reason", "decided_by", "decided_at"])
    return line


def locked_line(line_id: int) -> StatementLine:
    """Lock a line, then read it anew. Raises DoesNotExist."""
    rows = StatementLine.objects.filter(pk=line_id)
    list(rows.select_for_update(no_key=True).values_list("pk"))
    return rows.select_related("payment__order", "tab_payment__invoice").get()
