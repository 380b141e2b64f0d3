"""Free tickets that wait for a second person, and what became of them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ground.errors import Refusal
from ticketing.checkout.descriptions import place_name
from ticketing.desk import rights
from ticketing.desk.control.comps import grant_comp, refuse_comp
from ticketing.desk.models import Comp, CompState
from ticketing.desk.rights import needs

MOST = 200


@needs(rights.GRANT_COMPS)
def comps(request: HttpRequest) -> HttpResponse:
    """The list: first those that wait."""
    found = Comp.objects.select_related(
        "performance__show", "performance__hall__venue", "asked_by", "decided_by"
    )
    context = {
        "waiting": found.filter(state=CompState.ASKED).order_by("asked_at"),
        "decided": found.exclude(state=CompState.ASKED)[:MOST],
    }
    return render(request, "desk/control/comp_list.html", context)


@needs(rights.GRANT_COMPS)
def comp(request: HttpRequest, comp_id: int) -> HttpResponse:
    """One wish for free tickets: approve or refuse it."""
    found = get_object_or_404(
        Comp.objects.select_related(
            "performance__show",
            "performance__hall__venue",
            "asked_by",
            "decided_by",
            "order",
        ),
        pk=comp_id,
    )
    error = _decide(request, found) if request.method == "POST" else ""
    if request.method == "POST" and not error:
        return redirect("desk-comp", comp_id)
    places = found.places.select_related("place__section", "place__seat")
    context = {
        "comp": found,
        "performance": found.performance,
        "places": [place_name(row.place) for row in places.order_by("place")],
        "error": error,
        "is_mine": found.asked_by_id == request.user.pk,
    }
    return render(
        request, "desk/control/comp.html", context, status=422 if error else 200
    )


def _decide(request: HttpRequest, found: Comp) -> str:
    """Do what the button says; return the sentence of a refusal."""
    note = request.POST.get("note", "").strip()[:300]
    who, now = rights.person(request), timezone.now()
    try:
        if request.POST.get("act") == "grant":
            grant_comp(found.pk, by=who, now=now)
            messages.success(request, _("The free tickets are on their way."))
        elif not note:
            return _("Say why you refuse.")
        else:
            refuse_comp(found.pk, by=who, note=note, now=now)
            messages.success(
                request, _("Refused; the places are back where they were.")
            )
    except Refusal as refusal:
        return str(refusal)
    return ""
