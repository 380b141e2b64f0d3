"""Adding, changing and calling off the dates of a show."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from content.staff import rights
from content.staff.date_forms import DateForm, DatesForm
from content.staff.overview import date_rows
from content.staff.screen import note, show_screen
from ground.errors import Refusal
from ticketing.desk.rights import needs
from ticketing.orders.models import OrderLine
from ticketing.shows.models import Performance, Show
from ticketing.shows.services import add_performances, cancel_performance
from ticketing.stock.counts import NOTHING, counts_of


class WhyForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=300,
        help_text=gettext_lazy("Kept in the history, with your name."),
    )


def performance_or_404(performance_id: int) -> Performance:
    rows = Performance.objects.select_related("plan_version").with_show_and_venue()
    return get_object_or_404(rows, pk=performance_id)


@needs(rights.ADD_DATE)
def dates_add(request: HttpRequest, show_id: int) -> HttpResponse:
    """Add dates: a list of them, or a weekly pattern."""
    show = get_object_or_404(Show, pk=show_id)
    now = timezone.now()
    form = DatesForm(request.POST or None, show=show)
    if request.method == "POST" and form.is_valid():
        try:
            made = add_performances(show, form.run(), form.starts)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            for performance in made:
                note(performance, "wagtail.create", request)
            messages.success(request, _added(len(made)))
            return redirect("staff-prices", made[0].pk)
    return show_screen(
        request,
        "dates",
        show=show,
        here="dates",
        now=now,
        page_title=_("Add dates"),
        form=form,
        rows=_listed(show),
    )


def _listed(show: Show) -> list[object]:
    coming = Performance.objects.filter(show=show).ahead(timezone.now())
    listed = list(coming.with_show_and_venue().order_by("starts_at")[:100])
    return list(date_rows(listed, now=timezone.now()))


def _added(count: int) -> str:
    told = ngettext("%(count)s date is added.", "%(count)s dates are added.", count)
    return told % {"count": count}


@needs(rights.CHANGE_DATE)
def date_edit(request: HttpRequest, performance_id: int) -> HttpResponse:
    performance = performance_or_404(performance_id)
    now = timezone.now()
    counts = counts_of([performance.pk], now=now).get(performance.pk, NOTHING)
    form = DateForm(
        request.POST or None, performance=performance, is_taken=counts.taken > 0
    )
    if request.method == "POST" and form.is_valid():
        performance.save()
        note(performance, "wagtail.edit", request, changed=form.changed_data)
        messages.success(request, _("The date is saved."))
        return redirect("staff-show", performance.show_id)
    return show_screen(
        request,
        "date",
        show=performance.show,
        here="dates",
        now=now,
        page_title=_("Change a date"),
        form=form,
        performance=performance,
        counts=counts,
    )


@needs(rights.CHANGE_DATE)
def date_cancel(request: HttpRequest, performance_id: int) -> HttpResponse:
    """Call a performance off, after what follows was read."""
    performance = performance_or_404(performance_id)
    now = timezone.now()
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            cancel_performance(performance.pk, now=now)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            note(performance, "performance.cancel", request, reason=reason)
            messages.success(request, _("The performance is cancelled."))
            return redirect("staff-show", performance.show_id)
    row = date_rows([performance], now=now)[0]
    return show_screen(
        request,
        "cancel",
        show=performance.show,
        here="dates",
        now=now,
        page_title=_("Cancel a performance"),
        form=form,
        row=row,
        orders=_orders_of(performance),
    )


def _orders_of(performance: Performance) -> int:
    """How many orders still have a place of this performance."""
    lines = OrderLine.objects.live().filter(performance=performance)
    return lines.values("order").distinct().count()
