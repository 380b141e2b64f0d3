"""Looking at parcels: the list with its filters, and one with all its steps."""

from typing import Any, Final

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ticketing.delivery.addresses import written
from ticketing.delivery.models import Parcel, ParcelState, Proof
from ticketing.delivery.proofs import AWAY
from ticketing.desk import rights
from ticketing.desk.delivery.deeds import deeds_for
from ticketing.desk.delivery.filters import EVERYTHING, ParcelFilter
from ticketing.desk.delivery.proofs import ProofForm
from ticketing.desk.rights import needs

PAGE: Final = 100


@needs(rights.SEE_PARCELS)
@require_safe
def parcels(request: HttpRequest) -> HttpResponse:
    """Parcels by state; those of which a ticket was given back are marked."""
    wanted = ParcelFilter(request.GET)
    page = Paginator(wanted.parcels().for_desk(), PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "filter": wanted,
        "tabs": _tabs(wanted, request),
        "page": page,
        "query": _query(request, "page", "all"),
        "all_chosen": "all" in request.GET,
        "deeds": deeds_for(wanted.state_wanted),
        "may_act": request.user.has_perm(rights.MOVE_PARCELS),
        "may_see_orders": request.user.has_perm(rights.SEE_ORDERS),
        **titled(_("Parcels")),
    }
    return render(request, "desk/delivery/parcels.html", context)


@needs(rights.SEE_PARCELS)
@require_safe
def parcel(request: HttpRequest, parcel_id: int) -> HttpResponse:
    """One parcel: its address, its tickets, its way."""
    found = get_object_or_404(Parcel.objects.for_desk(), pk=parcel_id)
    order = found.delivery.order
    packed = [row.line for row in found.lines.select_related("line")]
    context = {
        "parcel": found,
        "order": order,
        "address": written(found.delivery),
        "lines": packed or list(order.lines.live().filter(place__isnull=False)),
        "steps": found.steps.all(),
        "proofs": Proof.objects.told().filter(parcel=found),
        "proof_form": ProofForm() if found.state in AWAY else None,
        "deeds": deeds_for(found.state),
        "may_act": request.user.has_perm(rights.MOVE_PARCELS),
        **titled(order.number, parent=True),
    }
    return render(request, "desk/delivery/parcel.html", context)


def titled(title: str, *, parent: bool = False) -> dict[str, Any]:
    """A title, and the way back to the list."""
    home = {"url": reverse("desk-parcels"), "label": _("Parcels")}
    return {
        "page_title": title,
        "header_icon": "mail",
        "breadcrumbs_items": [
            *([home] if parent else []),
            {"url": "", "label": title},
        ],
    }


def _query(request: HttpRequest, *without: str) -> str:
    query = request.GET.copy()
    for name in without:
        query.pop(name, None)
    return query.urlencode()


def _tabs(wanted: ParcelFilter, request: HttpRequest) -> list[dict[str, Any]]:
    """States with how many parcels each has, in one query."""
    found = wanted.any_state().order_by().values_list("state")
    counts = dict(found.annotate(count=Count("pk")))
    rest = _query(request, "page", "state", "all")
    states = [(s.value, s.label, counts.get(s.value, 0)) for s in ParcelState]
    return [
        {
            "label": label,
            "count": count,
            "query": f"state={state}&{rest}".rstrip("&"),
            "is_current": state == wanted.state_wanted,
        }
        for state, label, count in [
            *states,
            (EVERYTHING, _("all"), sum(counts.values())),
        ]
    ]
