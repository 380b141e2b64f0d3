"""On account: what companies owe is what the ledger says, order by order."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from django.db.models import F, Q, Sum

from ground.money import ZERO
from reports.invariants import Offender, invariant
from ticketing.payments.carrying import CARRIED
from ticketing.payments.gateways.on_account import OnAccount
from ticketing.payments.models import Payment, PaymentState, Refund, RefundState
from ticketing.payments.on_account.owing import on_account

# By (account, currency).
Debts = dict[tuple[int | None, str], Decimal]


@invariant("What each company owes by its orders is what the ledger says it owes.")
def ledger_has_what_companies_owe(_now: datetime) -> Iterator[Offender]:
    booked, wanted = _booked(), _ordered()
    for key in sorted(booked.keys() | wanted.keys(), key=str):
        is_, should = booked.get(key, ZERO), wanted.get(key, ZERO)
        if is_ != should:
            account, currency = key
            told = {"account": account, "currency": currency}
            yield {**told, "is": is_, "should": should}


def _booked() -> Debts:
    rows = on_account().order_by().values_list("party", "currency")
    return {(p, cur): total for p, cur, total in rows.annotate(sum=Sum("amount"))}


def _ordered() -> Debts:
    """What was ordered on account, less what went back of it."""
    owed: defaultdict[tuple[int | None, str], Decimal] = defaultdict(Decimal)
    # What came over by an exchange was owed before.
    charged = Payment.objects.filter(
        tab__isnull=False, carried_from=None, state=PaymentState.CAPTURED
    )
    for one in charged.select_related("tab").iterator():
        owed[one.tab.account_id, one.currency] += one.amount  # type: ignore[union-attr]
    back = Refund.objects.filter(
        payment__tab__isnull=False, carried_to=None, state=RefundState.DONE
    )
    rows = back.values_list("payment__tab__account", "payment__currency", "amount")
    for account, currency, amount in rows.iterator():
        owed[account, currency] -= amount
    return dict(owed)


@invariant("Just the payments on account name a company, in its own currency.")
def payment_on_account_names_its_company(_now: datetime) -> Iterator[Offender]:
    right = Q(gateway__in=(OnAccount.code, CARRIED), currency=F("tab__currency"))
    right |= Q(tab=None) & ~Q(gateway=OnAccount.code)
    wrong = Payment.objects.exclude(right).order_by("pk")
    yield from wrong.values("gateway", payment=F("pk"))
