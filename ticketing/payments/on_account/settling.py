"""Money that a company pays: it settles an invoice, whole or in part.

Locks the tab; what is left of its invoices is asked after that.
"""

from datetime import datetime
from decimal import Decimal

from django.db import transaction

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
    before = TabPayment.objects.filter(reference=reference).select_related("invoice")
    if reference and (known := before.first()):
        raise PaidBefore(invoice=known.invoice.code)
    payment = add(
        TabPayment(
            invoice=invoice,
            amount=amount,
            reference=reference or None,
            received_at=now,
            actor=actor[:200],
        )
    )
    ledger.book_settled(payment, now=now, actor=actor)
    crash_point("invoice-settled")
    return payment
