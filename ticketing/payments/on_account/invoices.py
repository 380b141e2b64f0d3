"""What is left to pay of the invoices of a company."""

from collections.abc import Mapping
from decimal import Decimal

from django.db.models import Q, QuerySet, Sum

from ground.money import ZERO
from ticketing.payments.models import Entry
from ticketing.payments.on_account.models import Invoice, Tab, TabPayment
from ticketing.payments.on_account.owing import on_account


def uninvoiced() -> QuerySet[Entry]:
    """What was ordered or given back on account and stands on no invoice yet."""
    bought = Q(payment__isnull=False) | Q(refund__isnull=False)
    return on_account().filter(bought, invoice_item=None)


def open_amounts(tab: Tab) -> list[tuple[Invoice, Decimal]]:
    """All invoices of a company, the oldest first, with what is left of each."""
    invoices = list(tab.invoices.order_by("month", "pk"))
    rows = TabPayment.objects.filter(invoice__tab=tab).order_by()
    paid = dict(rows.values_list("invoice").annotate(sum=Sum("amount")))
    left = left_of({one.pk: one.amount for one in invoices}, paid)
    return list(zip(invoices, left, strict=True))


def left_of(
    amounts: Mapping[int, Decimal], paid: Mapping[int, Decimal]
) -> list[Decimal]:
    """What is left of each amount, in their order.

    What was paid too much for one, or given back beyond it, pays the first of the
    others that are open.
    """
    rests = [amount - paid.get(key, ZERO) for key, amount in amounts.items()]
    spare = -sum((rest for rest in rests if rest < ZERO), ZERO)
    left = []
    for rest in rests:
        used = min(max(rest, ZERO), spare)
        spare -= used
        left.append(max(rest, ZERO) - used)
    return left


def open_of(invoice: Invoice) -> Decimal:
    """What is left to pay of one."""
    found = open_amounts(invoice.tab)
    return next((left for one, left in found if one.pk == invoice.pk), ZERO)
