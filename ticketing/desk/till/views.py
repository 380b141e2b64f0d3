"""The screens of the till."""

from datetime import datetime
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ground.errors import Refusal
from ground.money import ZERO, money
from ticketing.desk import rights
from ticketing.desk.methods import set_order_method
from ticketing.desk.refunds_to_do import refunds_to_do
from ticketing.desk.rights import needs, person
from ticketing.desk.till import forms
from ticketing.house.models import the_house
from ticketing.orders.models import Order
from ticketing.payments.models import Payment
from ticketing.payments.services import amount_due
from ticketing.payments.till import services
from ticketing.payments.till.counting import total_of
from ticketing.payments.till.models import Shift, Till, TillEntry
from ticketing.payments.till.report import report

UNPROCESSABLE: Final = 422
COUNTER: Final = "counter"
LAST: Final = 20
asks = require_http_methods(["GET", "HEAD", "POST"])


@needs(rights.SEE_SHIFTS)
@require_safe
def tills(request: HttpRequest) -> HttpResponse:
    """All tills and who is at them; the last shifts."""
    shifts = Shift.objects.select_related("till", "person")
    at_work = {shift.till_id: shift for shift in shifts.open()}
    rows = [
        {"till": till, "shift": at_work.get(till.pk)}
        for till in Till.objects.filter(is_active=True).order_by("pk")
    ]
    context = {
        **frame(_("Tills")),
        "rows": rows,
        "mine": own_shift(request),
        "closed": shifts.exclude(closed_at=None).order_by("-closed_at")[:LAST],
        "may_work": request.user.has_perm(rights.WORK_TILL),
    }
    return render(request, "desk/till/tills.html", context)


def own_shift(request: HttpRequest) -> Shift | None:
    """The open shift of whoever asks."""
    return Shift.objects.open().filter(person=person(request)).first()


def _own(request: HttpRequest, shift_id: int) -> Shift:
    """An open shift of whoever asks; another's is not theirs to work at."""
    shifts = Shift.objects.open().select_related("till")
    return get_object_or_404(shifts, pk=shift_id, person=person(request))


@needs(rights.WORK_TILL)
@asks
def open_till(request: HttpRequest, till_id: int) -> HttpResponse:
    """Begin a shift with a counted float."""
    till = get_object_or_404(Till, pk=till_id, is_active=True)
    form = forms.OpenForm(request.POST or None, currency=the_house().currency)
    if request.method == "POST" and form.is_valid():
        start = form.cleaned_data["start"]
        now = timezone.now()
        try:
            shift = services.open_shift(till.pk, person(request), start=start, now=now)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("desk-shift", shift.pk)
    title = _("Open %(till)s") % {"till": till}
    return asked(request, title, form, _("Open the till"), back="desk-tills")


@needs(rights.WORK_TILL)
@asks
def shift(request: HttpRequest, shift_id: int) -> HttpResponse:
    """A person's shift: an order to take money for, the journal, the next steps."""
    found = _own(request, shift_id)
    form = forms.OrderForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        order = Order.objects.filter(number=form.cleaned_data["number"]).first()
        if order is not None and order.is_unpaid:
            return redirect("desk-shift-take", found.pk, order.pk)
        form.add_error("number", _why_not(order))
    told = {"till": found.till.name, "number": found.number}
    context = {
        **frame(_("%(till)s, shift %(number)s") % told),
        "shift": found,
        "form": form,
        "report": report(found),
        "refunds": refunds_to_do()
        .filter(payment__method=COUNTER)
        .select_related("order")
        .order_by("pk")[:LAST],
        "may_pay_back": request.user.has_perm(rights.PAY_BACK),
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "desk/till/shift.html", context, status=status)


def _why_not(order: Order | None) -> str:
    if order is None:
        return _("No order has this number.")
    return _("Nothing is to be paid for this order: it is %(phase)s.") % {
        "phase": order.get_phase_display()
    }


@needs(rights.WORK_TILL, rights.SEE_ORDERS, rights.MARK_RECEIVED)
@asks
def take(request: HttpRequest, shift_id: int, order_id: int) -> HttpResponse:
    """Take the money of an unpaid order, whichever way it was to be paid."""
    found = _own(request, shift_id)
    before = _taken_before(request, order_id)
    if before is not None:
        return redirect("desk-till-entry", before.pk)
    order = get_object_or_404(Order.objects.unpaid(), pk=order_id)
    due = amount_due(order)
    shown = _next_try(order)
    told: dict[str, Any] = {"due": due, "payment": shown, "currency": order.currency}
    form = forms.PaidForm(request.POST or None, **told)
    if request.method == "POST" and form.is_valid():
        try:
            entry = _take(request, found, order, form, now=timezone.now())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("desk-till-entry", entry.pk)
    context = {
        **frame(_("Take money")),
        "shift": found,
        "order": order,
        "lines": order.lines.live().order_by("position"),
        "due": due,
        "form": form,
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "desk/till/take.html", context, status=status)


def _take(
    request: HttpRequest, found: Shift, order: Order, form: Any, *, now: datetime
) -> TillEntry:
    actor = str(person(request))
    payment = _to_the_counter(order, actor=actor, now=now)
    return services.take_payment(
        payment.pk,
        found.pk,
        form.paid(),
        actor=actor,
        now=now,
        shown=form.cleaned_data["payment"],
    )


def _next_try(order: Order) -> int:
    """The least key that the payment can have which is taken now."""
    newest = order.payments.order_by("-pk").values_list("pk", flat=True).first()
    if newest is None:
        return 0
    return newest + 1 if TillEntry.objects.filter(payment=newest).exists() else newest


def _taken_before(request: HttpRequest, order_id: int) -> TillEntry | None:
    """What this page was sent for already."""
    payment = request.POST.get("payment", "")[:18]
    if not payment.isascii() or not payment.isdigit():
        return None
    return services.taken_since(order_id, int(payment))


def _to_the_counter(order: Order, *, actor: str, now: datetime) -> Payment:
    """The open payment of the counter; another way that was chosen is ended."""
    waiting = order.payments.open().filter(method=COUNTER, amount=amount_due(order))
    payment = waiting.first()
    if payment is None:
        reason = _("The buyer pays at the counter.")
        payment = set_order_method(
            order.pk, COUNTER, reason=reason, actor=actor, now=now
        )
    return payment


@needs(rights.SEE_SHIFTS)
@require_safe
def entry(request: HttpRequest, entry_id: int) -> HttpResponse:
    """One line of the journal: the change to give back, large."""
    lines = TillEntry.objects.select_related(
        "shift__till", "payment__order", "refund__order"
    )
    found = get_object_or_404(lines, pk=entry_id)
    about = found.payment or found.refund
    context = {
        **frame(_("Line of the journal")),
        "entry": found,
        "order": about.order if about else None,
        "is_mine": found.shift.is_open and found.shift.person == person(request),
    }
    return render(request, "desk/till/entry.html", context)


@needs(rights.WORK_TILL, rights.PAY_BACK)
@asks
def pay_out(request: HttpRequest, shift_id: int, refund_id: int) -> HttpResponse:
    """Pay a refund back out of the till."""
    found = _own(request, shift_id)
    refund = get_object_or_404(refunds_to_do().select_related("order"), pk=refund_id)
    form = forms.PaidBackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by: dict[str, Any] = {"actor": str(person(request)), "now": timezone.now()}
        try:
            line = services.pay_out(refund.pk, found.pk, form.paid(), **by)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("desk-till-entry", line.pk)
    title = _("Pay %(sum)s back for order %(number)s") % {
        "sum": money(refund.amount, refund.order.currency),
        "number": refund.order.number,
    }
    return asked(request, title, form, _("Paid back"), shift=found)


@needs(rights.WORK_TILL)
@asks
def move_cash(request: HttpRequest, shift_id: int) -> HttpResponse:
    """Put cash into the till, or take it out."""
    found = _own(request, shift_id)
    form = forms.CashForm(request.POST or None, currency=found.currency)
    if request.method == "POST" and form.is_valid():
        try:
            services.move_cash(
                found.pk,
                form.amount(),
                reason=form.cleaned_data["reason"],
                actor=str(person(request)),
                now=timezone.now(),
                key=form.cleaned_data["once"],
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("It stands in the till's journal."))
            return redirect("desk-shift", found.pk)
    return asked(request, _("Cash in or out"), form, _("Write it down"), shift=found)


@needs(rights.WORK_TILL)
@asks
def close(request: HttpRequest, shift_id: int) -> HttpResponse:
    """Count the till; close the shift, or hand it over."""
    found = _own(request, shift_id)
    me = person(request)
    data = request.POST or None
    form = forms.CountForm(data, currency=found.currency, but_for=me.pk)
    if request.method == "POST" and form.is_valid():
        by = {"reason": form.cleaned_data["reason"], "actor": str(me)}
        try:
            _close(found, form, by, now=timezone.now())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("desk-shift-report", found.pk)
    total = total_of(form.counts()) if form.is_valid() else ZERO
    context = {**frame(_("Count the till")), "shift": found, "form": form}
    context["total"] = total
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "desk/till/close.html", context, status=status)


def _close(found: Shift, form: Any, by: dict[str, str], *, now: datetime) -> None:
    to = form.cleaned_data["to"]
    if to is None:
        services.close_shift(found.pk, form.counts(), now=now, **by)
    else:
        services.hand_over(found.pk, form.counts(), to=to, now=now, **by)


def asked(
    request: HttpRequest,
    title: str,
    form: Any,
    button: str,
    *,
    shift: Shift | None = None,
    back: str = "",
) -> HttpResponse:
    """A page with one form; `shift` or `back` is where one goes back to."""
    context = {**frame(title), "form": form, "button": button}
    context |= {"shift": shift, "back": back}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "desk/till/form.html", context, status=status)


def frame(title: str) -> dict[str, Any]:
    return {
        "page_title": title,
        "header_icon": "clipboard-list",
        "breadcrumbs_items": [{"url": "", "label": title}],
    }
