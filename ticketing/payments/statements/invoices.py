"""Lines of a statement that pay a company's monthly invoice.

Locks the line, then the company's tab. A line that names one invoice, and is no more
than is left of it, books itself; all else is for people to say.
"""

import logging
import re
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from django.db import OperationalError, transaction

from ground.crash import crash_point
from ticketing.payments.on_account.invoices import open_of
from ticketing.payments.on_account.models import Invoice
from ticketing.payments.on_account.settling import settle_invoice
from ticketing.payments.statements.booking import locked_line, reference_of
from ticketing.payments.statements.errors import LineNotOpen, LineUsed, WrongCurrency
from ticketing.payments.statements.lines import squeezed
from ticketing.payments.statements.models import LineState, StatementLine

logger = logging.getLogger(__name__)

# So many are shown to choose from.
MOST: Final = 200
# Written like a number of a monthly invoice, however the bank has broken it.
_CODE: Final = re.compile(r"ACC(\d{4})(\d{6})(?!\d)")


def codes_in(line: StatementLine) -> set[str]:
    """What of a line's text is written like the number of an invoice."""
    texts = (line.purpose, line.bank_reference)
    found = [one for text in texts for one in _CODE.findall(squeezed(text))]
    return {f"ACC-{year}-{number}" for year, number in found}


def named_in(line: StatementLine) -> list[Invoice]:
    """The invoices that a line names, in its currency."""
    found = Invoice.objects.filter(code__in=codes_in(line), currency=line.currency)
    return list(found.select_related("tab__account").order_by("pk"))


def book_named(lines: Iterable[StatementLine], *, now: datetime) -> None:
    """Book each new line that can be nothing but the money of an invoice."""
    if not Invoice.objects.exists():
        return
    for line in lines:
        if codes_in(line) and _book_or_leave(line, now=now):
            crash_point("invoice-line-booked")


def _book_or_leave(line: StatementLine, *, now: datetime) -> bool:
    """Book one line; what goes wrong with it is the desk's, and stops no other."""
    try:
        return _book_certain(line.pk, now=now)
    except OperationalError:
        raise
    except Exception:
        logger.exception("Line %s of %s is left open", line.position, line.file_id)
        return False


@transaction.atomic
def _book_certain(line_id: int, *, now: datetime) -> bool:
    line = locked_line(line_id)
    named = named_in(line) if line.state == LineState.NEW else []
    if len(named) != 1 or not _takes(named[0], line):
        return False
    _book(line, named[0], actor="", now=now)
    return True


def _takes(invoice: Invoice, line: StatementLine) -> bool:
    """Whether it is no more than is left, and not what somebody booked by hand."""
    by_hand = invoice.payments.filter(amount=line.amount, statement_line=None)
    return line.amount <= open_of(invoice) and not by_hand.exists()


@transaction.atomic
def book_for_invoice(
    line_id: int, invoice_id: int, *, actor: str, now: datetime
) -> StatementLine:
    """Let the money of a line settle this invoice, whatever its amount.

    What is too much pays the company's other invoices. Pressed twice is once. Raises
    LineUsed, LineNotOpen, WrongCurrency.
    """
    line = locked_line(line_id)
    invoice = Invoice.objects.select_related("tab").get(pk=invoice_id)
    if line.tab_payment is not None:
        if line.tab_payment.invoice_id == invoice_id:
            return line
        raise LineUsed(order=line.tab_payment.invoice.code)
    if line.state != LineState.OPEN:
        raise LineNotOpen
    if line.currency != invoice.currency:
        raise WrongCurrency(came=line.currency, wanted=invoice.currency)
    return _book(line, invoice, actor=actor, now=now)


def _book(
    line: StatementLine, invoice: Invoice, *, actor: str, now: datetime
) -> StatementLine:
    line.tab_payment = settle_invoice(
        invoice.pk, line.amount, actor=actor, now=now, reference=reference_of(line)
    )
    line.state, line.decided_by, line.decided_at = LineState.INVOICED, actor, now
    line.save(update_fields=["state", "tab_payment", "decided_by", "decided_at"])
    crash_point("invoice-line-written")
    return line


def waiting_invoices(line: StatementLine) -> list[Invoice]:
    """Invoices of late in the line's currency, for people to choose from."""
    found = Invoice.objects.filter(currency=line.currency)
    latest = found.select_related("tab__account").order_by("-month", "code")
    return list(latest[:MOST])
