"""Tills: each shift's count, and what the ledger has of it."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import F, Q, Sum

from ground.money import ZERO
from reports.invariants import Offender, invariant
from ticketing.payments.models import Entry, LedgerAccount, PaymentState, RefundState
from ticketing.payments.till.models import EntryKind, Shift, TillEntry
from ticketing.payments.till.services import cash_in


@invariant("A closed shift expects its float and the cash of its journal.")
def closed_shift_expects_its_journal(_now: datetime) -> Iterator[Offender]:
    for shift in Shift.objects.exclude(closed_at=None).order_by("pk"):
        if (should := cash_in(shift)) != shift.expected:
            yield {"shift": shift.pk, "is": shift.expected, "should": should}


@invariant("The ledger has each difference of a till, and no other.")
def ledger_has_each_tills_difference(_now: datetime) -> Iterator[Offender]:
    short = Entry.objects.filter(ledger_account=LedgerAccount.OVER_SHORT).order_by()
    sums = short.values_list("movement__key").annotate(sum=Sum("amount"))
    booked = {key: -amount for key, amount in sums}
    counted = Shift.objects.exclude(closed_at=None).exclude(counted=F("expected"))
    wanted = {f"till:{shift.pk}": shift.difference for shift in counted}
    for key in sorted(booked.keys() | wanted.keys()):
        is_, should = booked.get(key, ZERO), wanted.get(key, ZERO)
        if is_ != should:
            yield {"movement": key, "is": is_, "should": should}


@invariant("What a till took or paid back is what its payment or refund says.")
def till_has_what_was_paid(_now: datetime) -> Iterator[Offender]:
    taken = Q(payment__state=PaymentState.CAPTURED, payment__amount=F("amount"))
    back = Q(refund__amount=-F("amount")) & ~Q(refund__state=RefundState.STARTED)
    right = Q(kind=EntryKind.SALE) & taken | Q(kind=EntryKind.REFUND) & back
    moves = Q(kind__in=[EntryKind.CASH_IN, EntryKind.CASH_OUT])
    wrong = TillEntry.objects.exclude(right | moves).order_by("pk")
    yield from wrong.values("shift", "kind", "amount", line=F("pk"))


@invariant("A shift that was handed over begins with what was counted.")
def handed_over_as_counted(_now: datetime) -> Iterator[Offender]:
    wrong = Shift.objects.filter(before__isnull=False).exclude(
        start=F("before__counted"), till=F("before__till")
    )
    yield from wrong.order_by("pk").values("start", "before", shift=F("pk"))
