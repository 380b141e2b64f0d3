"""Doing something with parcels: asked first, with what will follow."""

from collections.abc import Sequence
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from ground.errors import Refusal
from ground.row_keys import is_key
from ticketing.delivery import parcels as services
from ticketing.delivery.labels import labels_of
from ticketing.delivery.models import Parcel
from ticketing.delivery.notes import issue_note
from ticketing.delivery.pdf import A4, A6, labels_pdf
from ticketing.desk import rights
from ticketing.desk.delivery.deeds import DEEDS, Deed
from ticketing.desk.delivery.screens import titled
from ticketing.desk.rights import needs, person
from ticketing.house.models import the_house
from ticketing.papers.pdf import papers_pdf

# More would make a person wait, and is no pile on a table.
MOST: Final = 500
MOST_TOLD: Final = 10
SCREENS: Final = {"numbers": "desk-parcel-numbers", "print": "desk-print-on"}
NOTES: Final = "notes"
LABELS: Final = {"labels-a6": A6, "labels-a4": A4}


@needs(rights.SEE_PARCELS, rights.MOVE_PARCELS)
@require_POST
def act(request: HttpRequest) -> HttpResponse:
    """What was chosen for the chosen parcels: a question, a PDF, or another screen."""
    ids, code = chosen(request), request.POST.get("act", "")
    if not ids:
        messages.error(request, _("Choose at least one parcel."))
        return back_to_list(request)
    if code in LABELS:
        return _labels(ids, LABELS[code])
    if code == NOTES:
        return _notes(request, ids)
    if code in SCREENS:
        query = "&".join(f"parcel={pk}" for pk in ids)
        return redirect(f"{reverse(SCREENS[code])}?{query}")
    if code not in DEEDS:
        raise Http404
    deed = DEEDS[code]
    if "sure" not in request.POST:
        return _question(request, deed, ids)
    _do(request, deed, ids)
    return back_to_list(request)


@needs(rights.SEE_PARCELS, rights.MOVE_PARCELS, rights.SEE_ORDERS)
@require_POST
def note(request: HttpRequest, parcel_id: int) -> HttpResponse:
    """The delivery note of a packed parcel: issued once, opened as often as asked."""
    parcel = get_object_or_404(Parcel, pk=parcel_id)
    try:
        paper = issue_note(parcel.pk, now=timezone.now(), actor=str(person(request)))
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("desk-parcel", parcel.pk)
    return redirect("desk-paper", paper.pk)


def chosen(request: HttpRequest) -> list[int]:
    """The parcels that were ticked, each once."""
    asked = request.POST if request.method == "POST" else request.GET
    ids = [int(text) for text in asked.getlist("parcel") if is_key(text)]
    return sorted(set(ids))[:MOST]


def back_to_list(request: HttpRequest) -> HttpResponse:
    """The list as it was filtered; what is sent is only ever its question."""
    query = request.POST.get("back", "").lstrip("?")
    return redirect(f"{reverse('desk-parcels')}?{query}")


def _question(request: HttpRequest, deed: Deed, ids: Sequence[int]) -> HttpResponse:
    context = {
        "deed": deed,
        "parcels": list(_read(ids)),
        "back": request.POST.get("back", ""),
        **titled(str(deed.label), parent=True),
    }
    return render(request, "desk/delivery/question.html", context)


def _do(request: HttpRequest, deed: Deed, ids: Sequence[int]) -> None:
    said: dict[str, Any] = {"now": timezone.now(), "actor": str(person(request))}
    if deed.to is None:
        moved = _undone(request, ids, said)
    else:
        receiver = request.POST.get("receiver", "").strip()
        known = [parcel.pk for parcel in _read(ids)]
        moved = services.move(known, deed.to, receiver=receiver, **said)
    count = len(moved.done)
    if count:
        done = ngettext(
            "%(count)d parcel: %(deed)s.", "%(count)d parcels: %(deed)s.", count
        )
        messages.success(request, done % {"count": count, "deed": deed.label})
    for parcel, why in moved.refused[:MOST_TOLD]:
        messages.error(request, f"{parcel}: {why}")
    if len(moved.refused) > MOST_TOLD:
        more = len(moved.refused) - MOST_TOLD
        words = ngettext("And %(count)d more.", "And %(count)d more.", more)
        messages.error(request, words % {"count": more})


def _undone(
    request: HttpRequest, ids: Sequence[int], said: dict[str, Any]
) -> services.Moved:
    done, refused = [], []
    for parcel in _read(ids):
        expected = request.POST.get(f"state-{parcel.pk}", "")
        try:
            done.append(services.undo(parcel.pk, expected=expected, **said))
        except Refusal as refusal:
            refused.append((parcel, str(refusal)))
    return services.Moved(tuple(done), tuple(refused))


def _labels(ids: Sequence[int], paper: str) -> HttpResponse:
    labels = labels_of(_read(ids), the_house())
    if not labels:
        raise Http404
    return pdf_response(labels_pdf(labels, paper=paper), "labels")


def _notes(request: HttpRequest, ids: Sequence[int]) -> HttpResponse:
    """Their delivery notes, each in its order's language; not packed ones are told."""
    if not request.user.has_perm(rights.SEE_ORDERS):
        raise PermissionDenied
    papers, refused = [], []
    for parcel in _read(ids):
        order = parcel.delivery.order
        by: dict[str, Any] = {"now": timezone.now(), "actor": str(person(request))}
        try:
            papers.append((issue_note(parcel.pk, **by).data, order.language))
        except Refusal:
            refused.append(order.number)
    if refused:
        told = _("Not packed, so without a delivery note: %(orders)s.")
        messages.warning(request, told % {"orders": ", ".join(refused[:MOST_TOLD])})
    if not papers:
        return back_to_list(request)
    return pdf_response(papers_pdf(papers), "delivery-notes")


def _read(ids: Sequence[int]) -> Any:
    return Parcel.objects.for_desk().filter(pk__in=ids).order_by("pk")


def pdf_response(document: bytes, name: str) -> HttpResponse:
    response = HttpResponse(document, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response
