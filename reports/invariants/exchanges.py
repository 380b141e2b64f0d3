"""Exchanges: what was replaced has ended, and its money came over whole."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q, Sum

from ground.money import ZERO
from reports.invariants import Offender, invariant
from ticketing.orders.models import LineState, OrderLine
from ticketing.payments.models import Entry, LedgerAccount, Payment


@invariant("An exchanged line has a line of a paid order in its place.")
def exchanged_line_has_another(_now: datetime) -> Iterator[Offender]:
    new = OrderLine.objects.filter(
        replaces=OuterRef("pk"), order__paid_at__isnull=False
    ).exclude(order=OuterRef("order"))
    lost = OrderLine.objects.filter(state=LineState.EXCHANGED).filter(~Exists(new))
    yield from lost.order_by("pk").values(line=F("pk"), number=F("order__number"))


@invariant("What a paid exchange replaces is exchanged, and of the order it names.")
def replaced_line_is_exchanged(_now: datetime) -> Iterator[Offender]:
    lines = OrderLine.objects.filter(
        order__paid_at__isnull=False, replaces__isnull=False
    ).exclude(replaces__order=F("order"))
    right = Q(replaces__state=LineState.EXCHANGED, order__replaces=F("replaces__order"))
    yield from (
        lines.exclude(right)
        .order_by("pk")
        .values("replaces", line=F("pk"), old_state=F("replaces__state"))
    )


@invariant("Money that an exchange carried over left one order and came to another.")
def carried_money_came_over(_now: datetime) -> Iterator[Offender]:
    sums = Entry.objects.filter(ledger_account=LedgerAccount.CARRIED).order_by()
    yield from sums.values("currency").annotate(sum=Sum("amount")).exclude(sum=ZERO)
    carried = Payment.objects.filter(carried_from__isnull=False)
    right = Q(
        amount=F("carried_from__amount"), order__replaces=F("carried_from__order")
    )
    yield from (
        carried.exclude(right)
        .order_by("pk")
        .values("amount", came_as=F("pk"), number=F("order__number"))
    )
