"""Painting a performance by sections, rows and seats, and blocking seats."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from content.staff import rights
from content.staff.copying import sources_of
from content.staff.date_views import performance_or_404
from content.staff.kept import warn_of_kept
from content.staff.overview import date_rows
from content.staff.paint_forms import BrushForm, PaintingForm
from content.staff.paint_state import PaintState
from content.staff.screen import note, show_screen
from ground.errors import Refusal
from ticketing.checkout.plans import geometry
from ticketing.desk.rights import needs
from ticketing.shows.models import Performance
from ticketing.stock.painting import painting_from, units_of
from ticketing.stock.pricing import paint
from ticketing.stock.repainting import painted_of


@needs(rights.CHANGE_DATE, rights.PRICE)
def paint_prices(request: HttpRequest, performance_id: int) -> HttpResponse:
    """The plan with its brushes; a stroke of the form, or all from the script."""
    performance = _drawn_or_404(performance_id)
    units = units_of(performance.plan_version_id)
    state = PaintState(performance, units, painted_of(performance, units))
    letters = {tier.code for tier in performance.tiers.all()}
    sent = request.POST if request.method == "POST" else None
    whole = sent is not None and sent.get("do") == "save"
    brush = BrushForm(None if whole else sent, performance=performance, units=units)
    painting = PaintingForm(sent if whole else None, letters=letters, units=units)
    form: Any = painting if whole else brush
    if sent is not None and form.is_valid() and _is_painted(request, state, form):
        return redirect("staff-paint", performance.pk)
    return show_screen(
        request,
        "paint",
        show=performance.show,
        here="prices",
        now=timezone.now(),
        page_title=_("Paint the plan"),
        refused=sent is not None,
        state=state,
        brush=brush,
        painting=painting,
        sources=sources_of(performance),
        row=date_rows([performance], now=timezone.now())[0],
    )


def _drawn_or_404(performance_id: int) -> Performance:
    performance = performance_or_404(performance_id)
    if performance.plan_version_id is None:
        raise Http404
    return performance


def _is_painted(request: HttpRequest, state: PaintState, form: Any) -> bool:
    """Paint what was sent; a refusal is told above the plan."""
    if isinstance(form, BrushForm):
        strokes = form.strokes()
    else:
        strokes = form.cleaned_data["painting"]
    brushed = [
        (unit, strokes.get(unit.name, before))
        for unit, before in state.painted.brushes(state.units)
    ]
    try:
        kept = paint(
            state.performance,
            painting_from(brushed),
            now=timezone.now(),
            actor=str(request.user),
        )
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    note(state.performance, "performance.price", request)
    messages.success(request, _("The painting is saved."))
    if kept:
        warn_of_kept(request, kept, state.units)
    return True


@needs(rights.CHANGE_DATE, rights.PRICE)
@require_GET
def paint_plan(_request: HttpRequest, performance_id: int) -> HttpResponse:
    """The drawing that is painted, as JSON, whether or not it is in use yet."""
    version = _drawn_or_404(performance_id).plan_version
    if version is None:
        raise Http404
    return HttpResponse(geometry(version), content_type="application/json")
