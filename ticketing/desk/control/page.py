"""The control page of one performance: what is sold, and what stops it."""

from datetime import datetime
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from ground.errors import Refusal
from ticketing.desk import rights
from ticketing.desk.control import acts
from ticketing.desk.control.comps import comps_left
from ticketing.desk.control.forms import CapForm, RowForm, StopForm
from ticketing.desk.control.rows import allotment_rows, stopped_rows
from ticketing.desk.models import Comp
from ticketing.desk.rights import needs
from ticketing.shows.models import Performance
from ticketing.stock.models import StockEventKind
from ticketing.stock.ticket_types import types_and_caps_of, withholdings_of

EVENTS: Final = 60
# What buyers do is counted, not told one by one.
BUYERS: Final = (
    StockEventKind.HELD,
    StockEventKind.RELEASED,
    StockEventKind.LAPSED,
    StockEventKind.ORDERED,
    StockEventKind.SOLD,
)


def performance_or_404(pk: int) -> Performance:
    """An offered performance with all that names it."""
    offered = Performance.objects.with_show_and_venue().filter(offered=True)
    found: Performance = get_object_or_404(offered, pk=pk)
    return found


@needs(rights.SEE_STOCK)
def control(request: HttpRequest, performance_id: int) -> HttpResponse:
    """Show the performance's stock; each form of the page changes it."""
    performance, now = performance_or_404(performance_id), timezone.now()
    form: forms.Form | None = None
    if request.method == "POST":
        if not request.user.has_perm(rights.CONTROL):
            raise PermissionDenied
        name = request.POST.get("act", "")
        form = _form(name, request, performance)
        if _is_done(request, performance, name, form, now=now):
            return redirect(_back(request) or request.path)
    context = {
        **facts(performance, request, now=now),
        "stop": form if isinstance(form, StopForm) else StopForm(of=performance),
        "cap": form if isinstance(form, CapForm) else CapForm(of=performance),
        "errors": form.non_field_errors() if form else [],
    }
    status = 422 if form else 200
    return render(request, "desk/control/page.html", context, status=status)


def _back(request: HttpRequest) -> str:
    """The screen that sent here, if it is one of ours."""
    there = request.GET.get("next", "")
    ours = url_has_allowed_host_and_scheme(there, allowed_hosts=None)
    return there if ours else ""


def _form(name: str, request: HttpRequest, performance: Performance) -> forms.Form:
    if name in ("stop", "resume"):
        return StopForm(request.POST, of=performance)
    if name == "cap":
        return CapForm(request.POST, of=performance)
    return RowForm(request.POST)


def _is_done(
    request: HttpRequest,
    performance: Performance,
    name: str,
    form: forms.Form,
    *,
    now: datetime,
) -> bool:
    """Do what the form asks for and say so; a refusal stays on the form."""
    if not form.is_valid() or name not in acts.ACTS:
        return False
    try:
        act = acts.ACTS[name]
        done = act(performance, form.cleaned_data, actor=str(request.user), now=now)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, done)
    return True


def facts(
    performance: Performance, request: HttpRequest, *, now: datetime
) -> dict[str, Any]:
    """All that the page tells, with a fixed number of queries."""
    events = performance.stock_events.exclude(kind__in=BUYERS)
    types, caps = types_and_caps_of(performance, now=now)
    return {
        "performance": performance,
        "types": types,
        "stopped": stopped_rows(types),
        "caps": caps,
        "withholdings": withholdings_of(performance),
        "allotments": allotment_rows(performance, now=now),
        "comps": Comp.objects.filter(performance=performance).select_related(
            "asked_by", "decided_by", "order"
        ),
        "comps_left": comps_left(performance),
        "events": events.select_related("tier").order_by("-pk")[:EVENTS],
        "may_control": request.user.has_perm(rights.CONTROL),
        "now": now,
    }
