"""What stands on a monthly invoice, taken from the ledger; pure data.

Taxes are those that were booked with each sale: of an order that was paid in several
ways, the part that goes with what was paid on account.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import override

from ground import dates
from ground.money import ZERO, rounded
from ticketing.house.models import the_house
from ticketing.papers.contents import Data, both, issuer_of, plain, tax_of, taxes_of
from ticketing.payments.models import Entry, LedgerAccount, MovementKind
from ticketing.payments.on_account.models import Tab

MONTHLY: Final = "monthly"
# Rate, sum with tax, tax.
Share = tuple[Decimal, Decimal, Decimal]


def monthly_data(
    tab: Tab,
    entries: Sequence[Entry],
    *,
    code: str,
    month: date,
    due_on: date,
    now: datetime,
) -> Data:
    """All that the invoice says, in both languages."""
    house = the_house()
    return {
        "kind": MONTHLY,
        "code": code,
        "issuer": issuer_of(house),
        "buyer": _buyer(tab),
        "month": month.isoformat(),
        "due_on": due_on.isoformat(),
        "bank": [house.bank_holder, house.bank_name, house.bank_account],
        "currency": tab.currency,
        "issued_on": now.astimezone(house.zone).date().isoformat(),
        "lines": [_line(entry) for entry in entries],
        "taxes": taxes_of(_rates(entries, tab.currency)),
        "total": plain(sum((entry.amount for entry in entries), ZERO)),
    }


def _buyer(tab: Tab) -> Data:
    return {
        "name": tab.title,
        "tax_number": tab.tax_number,
        "address": tab.address,
        "email": tab.email,
        "fapiao": tab.fapiao,
    }


def _rates(entries: Sequence[Entry], currency: str) -> dict[Decimal, list[Decimal]]:
    """What is with tax and the tax in it, by rate."""
    sold = _sold(entry.movement.order_id for entry in entries if not entry.refund_id)
    rates: defaultdict[Decimal, list[Decimal]] = defaultdict(lambda: [ZERO, ZERO])
    for entry in entries:
        for rate, gross, tax in _shares(entry, sold, currency):
            rates[rate][0] += gross
            rates[rate][1] += tax
    return dict(rates)


def _line(entry: Entry) -> Data:
    movement = entry.movement
    day = movement.at.astimezone(the_house().zone).date()
    words = []
    for language in ("en", "zh-hans"):
        with override(language):
            told = {
                "number": movement.order.number if movement.order else "",
                "day": dates.day(day, year=True),
            }
            text = _("Given back of order %(number)s, %(day)s")
            if not entry.refund_id:
                text = _("Order %(number)s, %(day)s")
            words.append(text % told)
    return {"entry": entry.pk, "text": both(*words), "price": plain(entry.amount)}


def _sold(orders: Iterable[int | None]) -> dict[int, list[Share]]:
    """What each order sold, line by line, as the ledger has it."""
    rows = Entry.objects.filter(
        movement__order__in=[key for key in orders if key],
        movement__kind=MovementKind.SALE,
        ledger_account__in=[LedgerAccount.RECEIVABLE, LedgerAccount.TAX],
    ).values_list("movement__order", "ledger_account", "line__tax_rate", "amount")
    sold: defaultdict[int, list[Share]] = defaultdict(list)
    for order, account, rate, amount in rows:
        is_tax = account == LedgerAccount.TAX
        sold[order].append((rate, ZERO, -amount) if is_tax else (rate, amount, ZERO))
    return dict(sold)


def _shares(
    entry: Entry, sold: dict[int, list[Share]], currency: str
) -> Iterator[Share]:
    if entry.refund is not None:
        rows = entry.refund.refund_lines.select_related("line")
        for row in rows:
            tax = tax_of(row.line, row.amount, currency)
            yield row.line.tax_rate, -row.amount, -tax
        return
    shares = sold.get(entry.movement.order_id or 0, [])
    whole = sum((gross for _rate, gross, _tax in shares), ZERO)
    if not whole:
        return
    by_rate: defaultdict[Decimal, list[Decimal]] = defaultdict(lambda: [ZERO, ZERO])
    for rate, gross, tax in shares:
        by_rate[rate][0] += gross
        by_rate[rate][1] += tax
    for rate, (gross, tax) in by_rate.items():
        part = entry.amount / whole
        yield rate, rounded(gross * part, currency), rounded(tax * part, currency)
