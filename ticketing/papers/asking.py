"""One form for all papers of an order, for buyers and the desk alike."""

from datetime import datetime

from django.http import QueryDict

from ground.row_keys import is_key
from ticketing.orders.models import Order
from ticketing.papers.errors import NothingToWrite
from ticketing.papers.forms import InvoiceForm
from ticketing.papers.issuing import issue_credit_note, issue_invoice, issue_receipt


def invoice_form(order: Order, asked: QueryDict | None) -> InvoiceForm:
    """Filled with what was sent, or with the buyer's name."""
    is_asked = asked is not None and asked.get("act") == "invoice"
    sent = asked if is_asked else None
    return InvoiceForm(sent, initial={"title": order.buyer_name})


def issue_asked(
    order: Order, asked: QueryDict, form: InvoiceForm, *, now: datetime, actor: str
) -> bool:
    """Issue the paper that was asked for; False where the form is not right.

    Raises NothingToWrite, also for what is no paper of this order.
    """
    act, refund = asked.get("act"), asked.get("refund", "")
    if act == "invoice":
        if not form.is_valid():
            return False
        issue_invoice(order.pk, form.details, now=now, actor=actor)
    elif act == "receipt":
        issue_receipt(order.pk, now=now, actor=actor)
    elif is_key(refund) and order.refunds.filter(pk=refund).exists():
        issue_credit_note(int(refund), now=now, actor=actor)
    else:
        raise NothingToWrite
    return True
