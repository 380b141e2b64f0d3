"""On account: what companies owe is what the ledger says, order by order."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, F, Max, Q, Sum

from ground.money import ZERO
from reports.invariants import Offender, invariant
from ticketing.papers.contents import digest
from ticketing.papers.models import PaperSeries
from ticketing.papers.monthly import PREFIX
from ticketing.payments.carrying import CARRIED
from ticketing.payments.gateways.on_account import OnAccount
from ticketing.payments.models import Payment, PaymentState, Refund, RefundState
from ticketing.payments.on_account.models import Invoice, InvoiceItem, TabPayment
from ticketing.payments.on_account.owing import on_account
from ticketing.payments.statements.models import LineState, StatementLine

# By (account, currency).
Debts = dict[tuple[int | None, str], Decimal]


@invariant("What each company owes by its orders and payments is what the ledger says.")
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
    """What was ordered on account, less what went back of it and what was paid."""
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
    paid = TabPayment.objects.values_list(
        "invoice__tab__account", "invoice__currency", "amount"
    )
    rows = back.values_list("payment__tab__account", "payment__currency", "amount")
    for account, currency, amount in (*rows.iterator(), *paid.iterator()):
        owed[account, currency] -= amount
    return dict(owed)


@invariant("Just the payments on account name a company, in its own currency.")
def payment_on_account_names_its_company(_now: datetime) -> Iterator[Offender]:
    right = Q(gateway__in=(OnAccount.code, CARRIED), currency=F("tab__currency"))
    right |= Q(tab=None) & ~Q(gateway=OnAccount.code)
    wrong = Payment.objects.exclude(right).order_by("pk")
    yield from wrong.values("gateway", payment=F("pk"))


@invariant("A monthly invoice asks for just its bookings, and says what it said.")
def invoices_ask_for_their_bookings(_now: datetime) -> Iterator[Offender]:
    for one in Invoice.objects.annotate(sum=Sum("items__entry__amount")).iterator():
        if one.sum != one.amount or digest(one.data) != one.digest:
            yield {"invoice": one.code, "amount": one.amount, "items": one.sum}
    right = Q(entry__party=F("invoice__tab__account"))
    right &= Q(entry__currency=F("invoice__currency"))
    strange = InvoiceItem.objects.exclude(right).order_by("pk")
    yield from strange.values("entry", code=F("invoice__code"))


@invariant("Monthly invoices are numbered without gap.")
def invoices_are_numbered_without_gap(_now: datetime) -> Iterator[Offender]:
    lasts = PaperSeries.objects.filter(code__startswith=f"{PREFIX}-", last__gt=0)
    wanted = set(lasts.values_list("code", "last", "last"))
    rows = Invoice.objects.order_by().values_list("series")
    found = set(rows.annotate(many=Count("pk"), highest=Max("number")))
    for series, many, highest in sorted(wanted ^ found):
        yield {"series": series, "many": many, "highest": highest}


@invariant("The money of a line that is booked for an invoice is all of it.")
def invoiced_line_has_its_money(_now: datetime) -> Iterator[Offender]:
    right = Q(
        state=LineState.INVOICED,
        tab_payment__amount=F("amount"),
        tab_payment__invoice__currency=F("currency"),
    )
    right |= Q(tab_payment=None) & ~Q(state=LineState.INVOICED)
    wrong = StatementLine.objects.exclude(right).order_by("pk")
    yield from wrong.values("file", "position", "amount", line=F("pk"))
