"""Statements of the bank: each line is used once, and comes to an end."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import F, OuterRef, Q, Subquery, Sum

from reports.invariants import Offender, invariant
from ticketing.payments.models import PaymentState
from ticketing.payments.statements.models import (
    FileState,
    LineShare,
    LineState,
    StatementLine,
)


@invariant("The money of a line that is booked came, all of it.")
def booked_line_has_its_money(_now: datetime) -> Iterator[Offender]:
    right = Q(
        payment__state=PaymentState.CAPTURED,
        payment__amount=F("amount"),
        payment__currency=F("currency"),
    )
    wrong = StatementLine.objects.filter(state=LineState.BOOKED).exclude(right)
    yield from wrong.order_by("pk").values(
        "file", "position", "amount", paid=F("payment__amount"), line=F("pk")
    )


@invariant("The shares of a divided line are the whole line; what is booked has come.")
def divided_line_is_its_shares(_now: datetime) -> Iterator[Offender]:
    of_line = LineShare.objects.filter(line=OuterRef("pk")).order_by()
    sums = of_line.values("line").annotate(sum=Sum("amount")).values("sum")
    lines = StatementLine.objects.annotate(shared=Subquery(sums))
    is_divided = Q(state=LineState.DIVIDED)
    wrong = lines.filter(
        (is_divided & (Q(shared=None) | ~Q(shared=F("amount"))))
        | (~is_divided & Q(shared__isnull=False))
    )
    yield from wrong.order_by("pk").values("amount", "shared", "state", line=F("pk"))
    came = Q(
        payment__state=PaymentState.CAPTURED,
        payment__amount=F("amount"),
        payment__order=F("order"),
    )
    booked = LineShare.objects.filter(payment__isnull=False).exclude(came)
    yield from booked.order_by("pk").values("line", "order", "amount")


@invariant("No line of a statement that was imported is forgotten on its way.")
def imported_line_was_decided_on(_now: datetime) -> Iterator[Offender]:
    stuck = StatementLine.objects.filter(
        file__state=FileState.DONE, state__in=[LineState.NEW, LineState.CERTAIN]
    )
    yield from stuck.order_by("pk").values("file", "position", "state", line=F("pk"))
