"""Money that a company pays: it settles an invoice, whole or in part.

Locks the tab; what is left of its invoices is asked after that.
"""

from datetime import datetime
from decimal import Decimal

from django.db import IntegrityError, transaction

from ground.crash import crash_point
from ground.inserting import add
from ground.money import ZERO
from ticketing.payments import ledger
from ticketing.payments.errors import NoAmount
from ticketing.payments.on_account.errors import PaidBefore
from ticketing.payments.on_account.models import Invoice, Tab, TabPayment


@transaction.atomic
def settle_invoice(
    invoice_id: int,
    amount: Decimal,
    *,
    actor: str,
    now: datetime,
    reference: str = "",
) -> TabPayment:
    """Write down what a company paid for an invoice, and book it.

    What is too much pays its other invoices. Raises NoAmount, PaidBefore where money
    with that reference was booked.
    """
    if amount <= ZERO:
        raise NoAmount
    invoice = Invoice.objects.select_related("tab").get(pk=invoice_id)
    list(Tab.objects.locked().filter(pk=invoice.tab_id).values_list("pk"))
    reference = reference.strip()[:200]
    _must_be_new(reference)
    payment = TabPayment(
        invoice=invoice,
        amount=amount,
        reference=reference or None,
        received_at=now,
        actor=actor[:200],
    )
    crash_point("invoice-looked")
    _write(payment)
    ledger.book_settled(payment, now=now, actor=actor)
    crash_point("invoice-settled")
    return payment


def _must_be_new(reference: str) -> None:
    """Raises PaidBefore."""
    before = TabPayment.objects.filter(reference=reference).select_related("invoice")
    if reference and (known := before.first()):
        raise PaidBefore(invoice=known.invoice.code)


def _write(payment: TabPayment) -> None:
    """Raises PaidBefore, also where it was booked since one looked.

    Another company's payment can have the reference at the same moment: they share
    no lock.
    """
    try:
        with transaction.atomic():
            add(payment)
    except IntegrityError:
        _must_be_new(payment.reference or "")
        raise
