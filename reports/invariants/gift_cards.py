"""Gift cards and credit: never below nothing, never in two currencies."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import F, Q, Sum

from ground.money import ZERO
from reports.invariants import Offender, invariant
from ticketing.payments.carrying import CARRIED
from ticketing.payments.credit.spending import CODE
from ticketing.payments.models import Entry, LedgerAccount, Payment


@invariant("No credit is below nothing.")
def credit_is_never_negative(_now: datetime) -> Iterator[Offender]:
    entries = Entry.objects.filter(ledger_account=LedgerAccount.CREDIT).order_by()
    sums = entries.values("credit").annotate(sum=Sum("amount")).filter(sum__gt=ZERO)
    for row in sums:
        yield {"credit": row["credit"], "balance": -row["sum"]}


@invariant("Each entry of credit names whose it is, in its own currency.")
def credit_entry_names_its_credit(_now: datetime) -> Iterator[Offender]:
    right = Q(credit__isnull=False, currency=F("credit__currency"))
    entries = Entry.objects.filter(ledger_account=LedgerAccount.CREDIT)
    wrong = entries.exclude(right).order_by("pk")
    yield from wrong.values("amount", entry=F("pk"), movement_key=F("movement__key"))
    strange = Entry.objects.filter(credit__isnull=False)
    strange = strange.exclude(ledger_account=LedgerAccount.CREDIT).order_by("pk")
    yield from strange.values("amount", entry=F("pk"), movement_key=F("movement__key"))


@invariant("Just the payments by credit name one.")
def payment_by_credit_names_it(_now: datetime) -> Iterator[Offender]:
    right = Q(gateway=CODE, credit__isnull=False)
    right |= Q(credit=None) & ~Q(gateway=CODE) | Q(gateway=CARRIED)
    wrong = Payment.objects.exclude(right).order_by("pk")
    yield from wrong.values("gateway", payment=F("pk"))
