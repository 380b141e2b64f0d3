"""Monthly invoices of companies on account: each month once, numbered without gap.

The tab is locked, then the series, until the invoice is written. Each booking is asked
for once; one that came too late for its month stands on the next invoice.
"""

import logging
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Final

from django.db import OperationalError, transaction

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

logger = logging.getLogger(__name__)

PREFIX: Final = "ACC"
_LONGEST_MONTH: Final = timedelta(days=31)


class NotIssued(RuntimeError):
    """Companies whose invoice could not be written, by name; the log says why."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(", ".join(names))
        self.names = tuple(names)


def issue_invoices(*, now: datetime) -> int:
    """Write every invoice of a month that is over; return how many.

    One company whose invoice can't be written keeps no other waiting. Raises NotIssued
    at the end, with the names of such companies.
    """
    over = uninvoiced().filter(movement__at__lt=_begin(_month_of(now)))
    waiting = Tab.objects.filter(account__in=over.values("party")).order_by("pk")
    count, failed = 0, []
    for tab in list(waiting.select_related("account")):
        try:
            count += _issue_all(tab.pk, now=now)
        except OperationalError:
            raise
        except Exception:
            logger.exception("The invoice of %s (%s) is not written", tab, tab.pk)
            failed.append(str(tab))
    if failed:
        raise NotIssued(failed)
    return count


def _issue_all(tab_id: int, *, now: datetime) -> int:
    count = 0
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
