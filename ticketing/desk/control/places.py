"""The page on which places are ticked, and something is done with them."""

from datetime import datetime

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from ground.errors import Refusal
from ticketing.desk import rights
from ticketing.desk.control.choice import chosen_places, rows_of
from ticketing.desk.control.deeds import DEEDS
from ticketing.desk.control.page import performance_or_404
from ticketing.desk.control.place_forms import DeedForm
from ticketing.desk.rights import needs
from ticketing.shows.models import Performance
from ticketing.venues.models import Section


@needs(rights.SEE_STOCK, rights.CONTROL)
def places(request: HttpRequest, performance_id: int) -> HttpResponse:
    """Show one section's places; do with the ticked ones what is asked for."""
    performance, now = performance_or_404(performance_id), timezone.now()
    sections = list(Section.objects.filter(version=performance.plan_version_id))
    section = _section(sections, request)
    # What is typed as a moment is meant as the venue's clock shows it.
    with timezone.override(performance.zone):
        form = DeedForm(request.POST or None)
        is_filled = request.method == "POST" and form.is_valid()
    if is_filled and _is_done(request, performance, section, form, now=now):
        here = reverse("desk-control-places", args=[performance_id])
        return redirect(f"{here}?section={section.pk}")
    context = {
        "performance": performance,
        "sections": sections,
        "section": section,
        "rows": rows_of(performance, section, now=now),
        "form": form,
        "ticked": {*request.POST.getlist("place")},
        "ticked_rows": {*request.POST.getlist("row")},
        "quantity": request.POST.get("quantity", ""),
    }
    status = 422 if form.errors else 200
    return render(request, "desk/control/places.html", context, status=status)


def _section(sections: list[Section], request: HttpRequest) -> Section:
    asked = request.POST.get("section") or request.GET.get("section", "")
    found = next((s for s in sections if str(s.pk) == asked), None)
    if found is None and sections:
        return sections[0]
    if found is None:
        raise Http404
    return found


def _is_done(
    request: HttpRequest,
    performance: Performance,
    section: Section,
    form: DeedForm,
    *,
    now: datetime,
) -> bool:
    """Do it and say so; a refusal stays on the form, and nothing is changed."""
    wish = form.cleaned_data
    try:
        with transaction.atomic():
            chosen = chosen_places(
                performance, section, request.POST, deed=wish["deed"], now=now
            )
            act = DEEDS[wish["deed"]]
            done = act(performance, chosen, wish, by=request.user, now=now)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, done)
    return True
