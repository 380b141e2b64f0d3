"""Prices of a performance, painted on its plan; and the offer of a show's dates."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from content.staff import rights
from content.staff.copying import sources_of
from content.staff.date_views import performance_or_404
from content.staff.offering import OfferForm, offer_dates, offerable
from content.staff.overview import date_rows
from content.staff.plan_drawing import draw
from content.staff.price_forms import PricePack
from content.staff.screen import note, show_screen
from ground.errors import Refusal
from ticketing.desk.rights import needs
from ticketing.shows.models import Performance, Show
from ticketing.stock.models import Painting
from ticketing.stock.pricing import copy_prices, set_prices


@needs(rights.CHANGE_DATE, rights.PRICE)
def prices(request: HttpRequest, performance_id: int) -> HttpResponse:
    """Tiers, and a letter for each section of the plan."""
    performance = performance_or_404(performance_id)
    others = _others(performance)
    pack = PricePack(
        performance,
        request.POST if request.method == "POST" else None,
        others=[p for p in others if _takes_the_same(p, performance)],
    )
    sent = request.method == "POST"
    if sent and pack.is_valid() and _is_saved(performance, pack, request):
        messages.success(request, _("The prices are saved."))
        return redirect(*_next(performance))
    return show_screen(
        request,
        "prices",
        show=performance.show,
        here="prices",
        now=timezone.now(),
        page_title=_("Prices"),
        refused=sent,
        pack=pack,
        row=date_rows([performance], now=timezone.now())[0],
        sources=sources_of(performance),
        drawing=_drawing(performance, pack),
    )


def _is_saved(performance: Performance, pack: PricePack, request: HttpRequest) -> bool:
    """Save what was sent; a refusal is told beside the painting."""
    try:
        _save(performance, pack, request)
    except Refusal as refusal:
        pack.painting.add_error(None, str(refusal))
        return False
    return True


def _drawing(performance: Performance, pack: PricePack) -> Any:
    version = performance.plan_version
    return draw(version, pack.painting.sections) if version else None


def _others(performance: Performance) -> list[Performance]:
    """The show's other dates."""
    rows = Performance.objects.filter(show=performance.show_id)
    near = rows.exclude(pk=performance.pk).with_show_and_venue()
    return list(near.order_by("starts_at")[:200])


def _takes_the_same(other: Performance, performance: Performance) -> bool:
    """Its prices are not out yet, and it is played on the same plan."""
    same = other.plan_version_id == performance.plan_version_id
    return same and not other.offered and not other.cancelled_at


@transaction.atomic
def _save(performance: Performance, pack: PricePack, request: HttpRequest) -> None:
    now, actor = timezone.now(), str(request.user)
    tiers, painting = pack.tiers.plans(), pack.painting.painting()
    set_prices(performance, tiers, painting, now=now, actor=actor)
    note(performance, "performance.price", request)
    for other in pack.painting.chosen_too():
        copy_prices(performance, other, now=now, actor=actor)
        note(other, "performance.price", request)


def _next(performance: Performance) -> tuple[str, int]:
    """On to the offer; to the plan where places lack a price; else to the show."""
    if performance.offered:
        return ("staff-show", performance.show_id)
    painted = Painting.objects.filter(performance=performance, unpriced=0)
    if performance.plan_version_id and not painted.exists():
        return ("staff-paint", performance.pk)
    return ("staff-offer", performance.show_id)


@needs(rights.CHANGE_DATE, rights.PRICE)
def offer(request: HttpRequest, show_id: int) -> HttpResponse:
    """Put dates on sale, after what follows was read."""
    show = get_object_or_404(Show, pk=show_id)
    now = timezone.now()
    waiting = Performance.objects.filter(show=show, offered=False).ahead(now)
    listed = waiting.filter(~Q(plan_version=None)).with_show_and_venue()
    rows = date_rows(list(listed.order_by("starts_at")[:400]), now=now)
    form = OfferForm(request.POST or None, rows=offerable(rows, now=now))
    if request.method == "POST" and form.is_valid():
        try:
            made = offer_dates(form.chosen(), actor=str(request.user), now=now)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            for row in form.chosen():
                note(row.performance, "performance.offer", request)
            messages.success(
                request, _("%(places)s places are offered.") % {"places": f"{made:,}"}
            )
            return redirect("staff-show", show.pk)
    return show_screen(
        request,
        "offer",
        show=show,
        here="offer",
        now=now,
        page_title=_("Offer"),
        form=form,
        rows=rows,
    )
