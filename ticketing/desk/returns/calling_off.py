"""Calling a performance off for all its orders: preview, start, progress, report."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from wagtail.log_actions import log

from ground.errors import Refusal
from ground.money import money
from ticketing.desk import rights
from ticketing.desk.csv_files import csv_file
from ticketing.desk.moment_input import HouseMomentField
from ticketing.desk.rights import needs
from ticketing.desk.templatetags.desk import way
from ticketing.orders.models import OrderLine
from ticketing.orders.phases import UNPAID, WITH_TICKETS
from ticketing.orders.place_lines import PLACE
from ticketing.payments.models import Payment, PaymentState
from ticketing.returns.calling_off import (
    Plan,
    call_off,
    left_of,
    orders_of,
    resume,
    stop,
)
from ticketing.returns.choices import choice_of, choices_for
from ticketing.returns.models import AskedOrder, AskedState, CallOff, CallOffKind
from ticketing.shows.models import Performance

NEEDED = (rights.SEE_ORDERS, rights.CHANGE_ORDERS, rights.PAY_BACK)


class CallOffForm(forms.Form):
    """What happens, what buyers may choose, until when, and what else is done."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What happens"),
        choices=CallOffKind,
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "Enter the new date before: the e-mail tells the date as it stands."
        ),
    )
    choices = forms.MultipleChoiceField(
        label=gettext_lazy("What buyers can choose"),
        widget=forms.CheckboxSelectMultiple,
        initial=["refund"],
    )
    default = forms.ChoiceField(label=gettext_lazy("Who does not choose gets"))
    choose_by = HouseMomentField(
        label=gettext_lazy("Choose until"),
        required=False,
        help_text=gettext_lazy("Empty: nobody is asked, and it is done at once."),
    )
    is_sure = forms.BooleanField(
        label=gettext_lazy("I have read what happens; it can’t be taken back")
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason (English)"), max_length=300, required=False
    )
    reason_zh_hans = forms.CharField(
        label=gettext_lazy("Reason (Chinese)"),
        max_length=300,
        required=False,
        help_text=gettext_lazy(
            "Buyers read it in their e-mail, in their own language if it is there."
        ),
    )
    field_order = (
        *("kind", "choices", "default", "choose_by"),
        *("reason", "reason_zh_hans", "is_sure"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        found = {one.code: one.label for k in CallOffKind for one in choices_for(k)}
        fields["choices"].choices = fields["default"].choices = list(found.items())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not (cleaned.get("reason") or cleaned.get("reason_zh_hans")):
            self.add_error("reason", _("Give the reason in at least one language."))
        return cleaned

    def clean_choose_by(self) -> Any:
        moment = self.cleaned_data["choose_by"]
        if moment is not None and moment <= timezone.now():
            raise forms.ValidationError(_("Choose a moment that is to come."))
        return moment

    @property
    def plan(self) -> Plan:
        names = (
            *("kind", "reason", "reason_zh_hans"),
            *("choices", "default", "choose_by"),
        )
        return Plan(**{name: self.cleaned_data[name] for name in names})


@needs(*NEEDED, rights.CHANGE_DATE)
def begin(request: HttpRequest, performance_id: int) -> HttpResponse:
    """What calling it off is about, and the button."""
    found = Performance.objects.with_show_and_venue()
    performance = get_object_or_404(found, pk=performance_id)
    form = CallOffForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        now, actor = timezone.now(), str(request.user)
        try:
            job = call_off(performance.pk, form.plan, now=now, actor=actor)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            _note(performance, form.plan, request)
            messages.success(request, _("It goes on by itself; you can leave this."))
            return redirect("desk-call-off", job.pk)
    context = {"performance": performance, "form": form, **_preview(performance)}
    status = 422 if form.errors else 200
    return render(request, "desk/returns/call_off.html", context, status=status)


def _note(performance: Performance, plan: Plan, request: HttpRequest) -> None:
    """The date's history tells it as where it is cancelled alone."""
    action = "performance.cancel"
    if plan.kind == CallOffKind.POSTPONED:
        action = "performance.call_off"
    data = {"reason": plan.reason or plan.reason_zh_hans}
    log(performance, action, user=request.user, data=data)


def _preview(performance: Performance) -> dict[str, Any]:
    """How many orders and tickets, and what was paid for them, by method."""
    lines = OrderLine.objects.live().filter(performance=performance, kind=PLACE)
    paid = lines.filter(order__phase__in=WITH_TICKETS)
    sums = paid.aggregate(
        orders=Count("order", distinct=True), tickets=Count("pk"), sum=Sum("price")
    )
    theirs = Payment.objects.filter(
        order__in=paid.values("order"), state=PaymentState.CAPTURED
    ).order_by()
    methods = theirs.values_list("method").annotate(
        count=Count("order", distinct=True), sum=Sum("amount")
    )
    currency = performance.currency
    return {
        "sums": sums,
        "unpaid": orders_of(performance.pk).filter(phase__in=UNPAID).count(),
        "methods": [(way(m), n, money(s, currency)) for m, n, s in sorted(methods)],
        "choices": choices_for(CallOffKind.POSTPONED),
        "before": CallOff.objects.filter(performance=performance)[:5],
    }


@needs(*NEEDED)
def job(request: HttpRequest, job_id: int) -> HttpResponse:
    """How far it is; stop it, let it go on, and what came of it."""
    found = get_object_or_404(
        CallOff.objects.select_related("performance__show", "performance__hall__venue"),
        pk=job_id,
    )
    if request.method == "POST":
        act = {"stop": stop, "resume": resume}.get(request.POST.get("act", ""))
        try:
            if act is not None:
                act(found.pk)
        except Refusal as refusal:
            messages.error(request, str(refusal))
        return redirect("desk-call-off", found.pk)
    asked = found.asked.order_by()
    states = dict(asked.values_list("state").annotate(count=Count("pk")))
    by_choice = asked.filter(state=AskedState.DONE).values_list("choice", "by_buyer")
    counted = by_choice.annotate(count=Count("pk"), sum=Sum("amount"))
    context = {
        "job": found,
        "total": sum(states.values()),
        "done": states.get(AskedState.DONE, 0),
        "unpaid": left_of(found).filter(phase__in=UNPAID).count(),
        "failed": found.asked.filter(state=AskedState.FAILED).select_related("order"),
        "results": [
            (choice_of(c).label, b, n, money(s, found.performance.currency))
            for c, b, n, s in sorted(counted)
        ],
    }
    return render(request, "desk/returns/call_off_job.html", context)


@require_safe
@needs(*NEEDED)
def report(_request: HttpRequest, job_id: int) -> HttpResponse:
    """Each order and what became of it, for a spreadsheet."""
    found = get_object_or_404(CallOff, pk=job_id)
    rows = AskedOrder.objects.filter(call_off=found).select_related("order")
    head = (
        _("order"), _("name"), _("e-mail address"), _("state"), _("choice"),
        _("by the buyer"), _("tickets"), _("amount"), _("currency"), _("why not"),
    )  # fmt: skip
    told = (_row(row) for row in rows.order_by("pk").iterator())
    return csv_file(f"called-off-{found.pk}", [head, *told])


def _row(row: AskedOrder) -> list[object]:
    order = row.order
    return [
        order.number,
        order.buyer_name,
        order.buyer_email,
        str(row.get_state_display()),
        str(choice_of(row.choice).label) if row.choice else "",
        _("yes") if row.by_buyer else _("no"),
        row.tickets,
        row.amount,
        order.currency,
        row.failure,
    ]
