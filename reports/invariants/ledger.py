"""The ledger: sums to zero, and says of each order what its rows say."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.db.models import F, QuerySet, Sum
from django.db.models.functions import Coalesce

from ground.money import ZERO
from reports.invariants import Offender, invariant
from reports.invariants.money import Sums, came_in, live_totals, went_back
from ticketing.orders.models import Order, OrderLine
from ticketing.orders.phases import WITH_TICKETS
from ticketing.payments.models import Entry, LedgerAccount

# Money, or instead: credit, what came over from another order, a company's debt, and
# what a bank holds for a dispute or has given to the buyer beyond the payment.
PAID_WITH: Final = (
    LedgerAccount.MONEY,
    LedgerAccount.CREDIT,
    LedgerAccount.CARRIED,
    LedgerAccount.ON_ACCOUNT,
    LedgerAccount.DISPUTED,
    LedgerAccount.DISPUTE_LOSSES,
)
SOLD_AS: Final = (
    LedgerAccount.DEFERRED_INCOME,
    LedgerAccount.INCOME,
    LedgerAccount.DELIVERY,
    LedgerAccount.CREDIT,
)


@invariant("Each movement sums to zero in each currency.")
def movement_sums_to_zero(_now: datetime) -> Iterator[Offender]:
    sums = Entry.objects.order_by().values("currency", key=F("movement__key"))
    yield from sums.annotate(sum=Sum("amount")).exclude(sum=ZERO)


@invariant(
    "The ledger's money and credit of each order is what was captured less what"
    " went back."
)
def ledger_has_the_money(_now: datetime) -> Iterator[Offender]:
    captured, back = came_in(), went_back(only_done=True)
    wanted = {
        key: captured.get(key, ZERO) - back.get(key, ZERO)
        for key in captured.keys() | back.keys()
    }
    # What a gift card was sold for names its line, what a card pays names none.
    paid = Entry.objects.filter(ledger_account__in=PAID_WITH, line=None)
    yield from _differences(_booked(paid), wanted)


@invariant("What the ledger calls open of each order is what it is still owed.")
def ledger_has_what_is_open(_now: datetime) -> Iterator[Offender]:
    """Compare receivables with what the order's own rows leave open.

    A sale is booked when an order becomes paid and taken back when its lines
    end, so an order that has its tickets owes its live lines, any other owes
    nothing. Money that came reduces that, money that went back restores it:
    open = live lines − captured + paid back. In order it is zero for a paid
    order, and minus a part payment for one that still waits.
    """
    open_ = Entry.objects.filter(ledger_account=LedgerAccount.RECEIVABLE)
    live, captured, back = live_totals(), came_in(), went_back(only_done=True)
    with_tickets = Order.objects.filter(phase__in=WITH_TICKETS).order_by()
    wanted = {
        (pk, currency): live.get(pk, ZERO)
        for pk, currency in with_tickets.values_list("pk", "currency").iterator()
    }
    for key, amount in captured.items():
        wanted[key] = wanted.get(key, ZERO) - amount
    for key, amount in back.items():
        wanted[key] = wanted.get(key, ZERO) + amount
    yield from _differences(_booked(open_), wanted)


@invariant("Nothing is earned of a performance that has not played.")
def earned_means_played(now: datetime) -> Iterator[Offender]:
    ends = Coalesce("line__performance__ends_at", "line__performance__starts_at")
    earned = Entry.objects.filter(ledger_account=LedgerAccount.INCOME)
    too_early = earned.annotate(ends=ends).filter(ends__gt=now)
    sums = too_early.order_by().values("line__performance", "currency")
    for row in sums.annotate(sum=Sum("amount")).exclude(sum=ZERO):
        yield {
            "performance": row["line__performance"],
            "currency": row["currency"],
            "earned": -row["sum"],
        }


@invariant(
    "What is deferred, earned, for delivery or on a gift card of each line is its price"
    " less fee and tax."
)
def income_of_a_line_is_what_it_sold(_now: datetime) -> Iterator[Offender]:
    """A line that has ended has no income; nor has one that is not paid."""
    rows = Entry.objects.filter(line__isnull=False, ledger_account__in=SOLD_AS)
    sums = rows.order_by().values_list("line").annotate(sum=Sum("amount"))
    booked = {line: -amount for line, amount in sums.iterator()}
    sold = OrderLine.objects.live().filter(order__phase__in=WITH_TICKETS)
    prices = sold.order_by().values_list("pk", "price", "fee", "tax")
    wanted = {pk: price - fee - tax for pk, price, fee, tax in prices.iterator()}
    for line in sorted(booked.keys() | wanted.keys()):
        is_, should = booked.get(line, ZERO), wanted.get(line, ZERO)
        if is_ != should:
            yield {"line": line, "is": is_, "should": should}


def _booked(entries: QuerySet[Entry]) -> Sums:
    rows = (
        entries.filter(movement__order__isnull=False)
        .order_by()
        .values_list("movement__order", "currency")
    )
    return {(order, cur): sum_ for order, cur, sum_ in rows.annotate(sum=Sum("amount"))}


def _differences(booked: Sums, wanted: Sums) -> Iterator[Offender]:
    for key in sorted(booked.keys() | wanted.keys()):
        is_, should = booked.get(key, ZERO), wanted.get(key, ZERO)
        if is_ != should:
            order, currency = key
            yield {"order": order, "currency": currency, "is": is_, "should": should}
