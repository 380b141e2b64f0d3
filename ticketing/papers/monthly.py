"""Monthly invoices of companies on account: each month once, numbered without gap.

The tab is locked, then the series, until the invoice is written. Each booking is asked
for once; one that came too late for its month stands on the next invoice.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Final

from django.db import transaction

from ground.crash import crash_point
from ground.inserting import add, add_all
from ground.money import ZERO
from ticketing.house.models import the_house
from ticketing.papers.contents import digest
from ticketing.papers.issuing import DIGITS, next_of
from ticketing.papers.monthly_contents import monthly_data
from ticketing.payments.models import Entry
from ticketing.payments.on_account.invoices import uninvoiced
from ticketing.payments.on_account.models import Invoice, InvoiceItem, Tab

PREFIX: Final = "ACC"
_LONGEST_MONTH: Final = timedelta(days=31)


def issue_invoices(*, now: datetime) -> int:
    """Write every invoice of a month that is over; return how many."""
    over = uninvoiced().filter(movement__at__lt=_begin(_month_of(now)))
    waiting = Tab.objects.filter(account__in=over.values("party")).order_by("pk")
    count = 0
    for tab_id in list(waiting.values_list("pk", flat=True)):
        while issue_next(tab_id, now=now) is not None:
            count += 1
            crash_point("invoice-issued")
    return count


@transaction.atomic
def issue_next(tab_id: int, *, now: datetime) -> Invoice | None:
    """The first month of a company that is over and has no invoice; None without."""
    list(Tab.objects.locked().filter(pk=tab_id).values_list("pk"))
    tab = Tab.objects.select_related("account").get(pk=tab_id)
    waiting = uninvoiced().filter(party=tab.account_id, currency=tab.currency)
    first = waiting.order_by("movement__at").values_list("movement__at", flat=True)
    began = first.first()
    if began is None:
        return None
    month = _month_of(began)
    while tab.invoices.filter(month=month).exists():
        month = _next(month)
    if month >= _month_of(now):
        return None
    entries = waiting.filter(movement__at__lt=_begin(_next(month)))
    ordered = entries.select_related("movement__order", "refund")
    return _write(tab, month, list(ordered.order_by("movement__at", "pk")), now=now)


def _write(
    tab: Tab, month: date, entries: Sequence[Entry], *, now: datetime
) -> Invoice:
    from ticketing.papers.tasks import mail_invoice  # noqa: PLC0415 it calls us

    today = now.astimezone(the_house().zone).date()
    series = next_of(f"{PREFIX}-{today.year}")
    crash_point("invoice-numbered")
    code = f"{series.code}-{series.last:0{DIGITS}d}"
    due_on = today + timedelta(days=tab.payment_days)
    data = monthly_data(tab, entries, code=code, month=month, due_on=due_on, now=now)
    invoice = add(
        Invoice(
            tab=tab,
            month=month,
            series=series.code,
            number=series.last,
            code=code,
            amount=sum((entry.amount for entry in entries), ZERO),
            currency=tab.currency,
            due_on=due_on,
            data=data,
            digest=digest(data),
            issued_at=now,
        )
    )
    add_all(InvoiceItem(invoice=invoice, entry=entry) for entry in entries)
    mail_invoice.enqueue(invoice.pk)
    crash_point("invoice-written")
    return invoice


def _month_of(moment: datetime) -> date:
    """The first day of its month, by the house's calendar."""
    return moment.astimezone(the_house().zone).date().replace(day=1)


def _next(month: date) -> date:
    return (month + _LONGEST_MONTH).replace(day=1)


def _begin(month: date) -> datetime:
    return datetime.combine(month, time(), tzinfo=the_house().zone)
