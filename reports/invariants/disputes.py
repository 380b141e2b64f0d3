"""Disputes: what the ledger says of each is what its row says."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from django.db.models import F, Q, Sum

from ground.money import ZERO
from reports.invariants import Offender, invariant
from ticketing.payments.disputes.models import Dispute, DisputeState
from ticketing.payments.models import Entry, LedgerAccount


@invariant("What banks hold of each payment is what its open disputes took.")
def ledger_has_what_is_disputed(_now: datetime) -> Iterator[Offender]:
    held = Entry.objects.filter(ledger_account=LedgerAccount.DISPUTED).order_by()
    booked = dict(held.values_list("payment").annotate(sum=Sum("amount")))
    rows = Dispute.objects.holding().order_by().values_list("payment")
    wanted: dict[int | None, Decimal] = dict(rows.annotate(sum=Sum("amount")))
    for payment in sorted(booked.keys() | wanted.keys(), key=str):
        is_, should = booked.get(payment, ZERO), wanted.get(payment, ZERO)
        if is_ != should:
            yield {"payment": payment, "is": is_, "should": should}


@invariant("Only a lost dispute has given back, and no more than it was about.")
def only_lost_disputes_give_back(_now: datetime) -> Iterator[Offender]:
    right = Q(refund=None) | Q(
        state=DisputeState.LOST,
        refund__amount__lte=F("amount"),
        refund__payment=F("payment"),
    )
    wrong = Dispute.objects.exclude(right).order_by("pk")
    yield from wrong.values("reference", "state")
