"""One line of a statement, with all that can be decided about it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ground.errors import Refusal
from ground.row_keys import is_key
from ticketing.desk import rights
from ticketing.desk.rights import needs
from ticketing.desk.statements.dividing import divide, rows_for
from ticketing.desk.statements.filters import LineFilter
from ticketing.desk.statements.lists import query_of, titled
from ticketing.desk.statements.words import reason_words, what_follows
from ticketing.orders.models import Order
from ticketing.payments.on_account.models import Invoice
from ticketing.payments.services import amount_due
from ticketing.payments.statements import booking, invoices
from ticketing.payments.statements.errors import NoSuchOrder
from ticketing.payments.statements.lines import squeezed, tidy
from ticketing.payments.statements.models import StatementLine

LONGEST_NUMBER: Final = 20
REASON_LENGTH: Final = 300


class NoSuchInvoice(Refusal):
    code = "no_such_invoice"
    sentence = gettext_lazy("Choose the invoice.")


class NoReason(Refusal):
    code = "no_reason"
    sentence = gettext_lazy("Say why.")


@needs(rights.SEE_ORDERS, rights.RECEIVE_MONEY)
def line(request: HttpRequest, line_id: int) -> HttpResponse:
    """Accept a suggestion, find an order by hand, set aside, or take that back."""
    found = get_object_or_404(
        StatementLine.objects.select_related("payment__order", "tab_payment__invoice"),
        pk=line_id,
    )
    error = ""
    if request.method == "POST":
        try:
            messages.success(request, _act(request, found, now=timezone.now()))
        except Refusal as refusal:
            error = str(refusal)
            found.refresh_from_db()
        else:
            return redirect(_next(request, found))
    context = {**_facts(request, found), "error": error}
    status = 422 if error else 200
    return render(request, "desk/statements/line.html", context, status=status)


def _act(request: HttpRequest, found: StatementLine, *, now: datetime) -> str:
    """Do what the button says. Raises a Refusal."""
    acts: dict[str, Callable[..., str]] = {
        "book": _book,
        "settle": _settle,
        "link": _link,
        "divide": divide,
        "aside": _set_aside,
        "reopen": _reopen,
    }
    act: Callable[..., str] = acts.get(request.POST.get("act", ""), _reopen)
    by: dict[str, Any] = {"actor": str(request.user), "now": now}
    return act(request, found, by=by)


def _book(request: HttpRequest, found: StatementLine, *, by: dict[str, Any]) -> str:
    key = request.POST.get("order", "")
    order = Order.objects.filter(pk=key).first() if is_key(key) else None
    if order is None:
        raise NoSuchOrder(number=key[:LONGEST_NUMBER])
    booking.book_line(found.pk, order.pk, **by)
    return _("Booked for order %(number)s.") % {"number": order.number}


def _settle(request: HttpRequest, found: StatementLine, *, by: dict[str, Any]) -> str:
    key = request.POST.get("invoice", "")
    invoice = Invoice.objects.filter(pk=key).first() if is_key(key) else None
    if invoice is None:
        raise NoSuchInvoice
    invoices.book_for_invoice(found.pk, invoice.pk, **by)
    return _("Booked for invoice %(number)s.") % {"number": invoice.code}


def _link(request: HttpRequest, found: StatementLine, *, by: dict[str, Any]) -> str:
    key = request.POST.get("payment", "")
    booking.link_line(found.pk, int(key) if is_key(key) else 0, **by)
    return _("Noted: this line is the money that was booked by hand.")


def _set_aside(
    request: HttpRequest, found: StatementLine, *, by: dict[str, Any]
) -> str:
    reason = tidy(request.POST.get("reason", ""), REASON_LENGTH)
    if not reason:
        raise NoReason
    booking.set_line_aside(found.pk, reason=reason, **by)
    return _("Set aside.")


def _reopen(_request: HttpRequest, found: StatementLine, *, by: dict[str, Any]) -> str:
    booking.reopen_line(found.pk, **by)
    return _("The line waits for a decision again.")


def _next(request: HttpRequest, found: StatementLine) -> str:
    """The next line of the same list, or the list where there is none."""
    query = query_of(request, "number")
    rest = LineFilter(request.GET).lines().exclude(pk=found.pk)
    after = rest.filter(booked_on__lte=found.booked_on).first() or rest.first()
    asked = f"?{query}" if query else ""
    if after is None or not found.is_open:
        return f"{reverse('desk-statements')}{asked}"
    return f"{reverse('desk-statement-line', args=[after.pk])}{asked}"


def _facts(request: HttpRequest, found: StatementLine) -> dict[str, Any]:
    number = squeezed(request.GET.get("number", ""))[:LONGEST_NUMBER]
    asked = Order.objects.filter(number=number).first() if number else None
    query = query_of(request, "number")
    back = reverse("desk-statements")
    suggested = found.suggestions.select_related("order") if found.is_open else ()
    return {
        "line": found,
        "suggestions": [_choice(one.order, found, one.reasons) for one in suggested],
        "asked": _choice(asked, found, []) if asked else None,
        "invoices": invoices.waiting_invoices(found) if found.is_open else (),
        "named": {one.pk for one in invoices.named_in(found)},
        "number": number,
        "shares": rows_for(request, found) if found.is_open else (),
        "query": query,
        "back": f"{back}?{query}" if query else back,
        "kept": [(k, v) for k, v in request.GET.items() if k != "number"],
        **titled(_("Line of %(day)s") % {"day": found.booked_on}, parent=True),
    }


def _choice(order: Order, found: StatementLine, reasons: list[str]) -> dict[str, Any]:
    """An order, what booking for it would bring, and what was booked by hand."""
    return {
        "order": order,
        "due": amount_due(order) if order.is_unpaid else None,
        "reasons": reason_words(reasons),
        "follows": what_follows(order, found),
        "may_book": order.currency == found.currency,
        "linkable": booking.linkable(found).filter(order=order),
    }
