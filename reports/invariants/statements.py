"""Statements of the bank: each line is used once, and comes to an end."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import F, Q

from reports.invariants import Offender, invariant
from ticketing.payments.models import PaymentState
from ticketing.payments.statements.models import (
    FileState,
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


@invariant("No line of a statement that was imported is forgotten on its way.")
def imported_line_was_decided_on(_now: datetime) -> Iterator[Offender]:
    stuck = StatementLine.objects.filter(
        file__state=FileState.DONE, state__in=[LineState.NEW, LineState.CERTAIN]
    )
    yield from stuck.order_by("pk").values("file", "position", "state", line=F("pk"))
