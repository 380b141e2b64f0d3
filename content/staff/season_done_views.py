"""How far the copy of a season is, and what its shows still need."""

from collections.abc import Sequence
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from content.staff import rights
from content.staff.overview import date_rows
from content.staff.screen import LIST
from ground.row_keys import is_key
from ticketing.desk.models import SeasonCopy, SeasonCopyState
from ticketing.desk.rights import needs
from ticketing.shows.models import Performance, Show

MOST_NAMED: Final = 100


@needs(rights.ADD_DATE)
@require_GET
@never_cache
def season_progress(request: HttpRequest, copy_id: int) -> HttpResponse:
    """Say how far it is; lead on when it is done, by script or by reloading."""
    planned = get_object_or_404(SeasonCopy, pk=copy_id)
    if planned.state == SeasonCopyState.DONE:
        messages.success(request, told_of_copy(planned.made))
        return _led(request, address_of_copies(planned.shows))
    context = {"copy": planned, **frame(_("A season is being copied"))}
    return render(request, "staff/season_progress.html", context)


def _led(request: HttpRequest, address: str) -> HttpResponse:
    """A script that asks for a part would take what it is led to for that part."""
    if "HX-Request" in request.headers:
        return HttpResponse(headers={"HX-Redirect": address})
    return redirect(address)


@needs(rights.ADD_DATE)
@require_GET
def season_copied(request: HttpRequest) -> HttpResponse:
    """Lead on: the shows that have new dates, each with what it still needs."""
    numbers = [int(pk) for pk in request.GET.getlist("show") if is_key(pk)]
    shows = Show.objects.filter(pk__in=numbers[:MOST_NAMED]).order_by("pk")
    waiting = Performance.objects.filter(show__in=shows, offered=False)
    listed = waiting.ahead(timezone.now()).with_show_and_venue().order_by("starts_at")
    rows = date_rows(list(listed[:400]), now=timezone.now())
    told = [
        (show, [row for row in rows if row.performance.show_id == show.pk])
        for show in shows
    ]
    context = {"shows": told, **frame(_("The season is copied"))}
    return render(request, "staff/season_copied.html", context)


def address_of_copies(shows: Sequence[int]) -> str:
    """Where what was copied is to be seen."""
    if len(shows) == 1:
        return reverse("staff-show", args=[shows[0]])
    query = urlencode([("show", pk) for pk in shows], doseq=True)
    return f"{reverse('staff-season-copied')}?{query}"


def told_of_copy(count: int) -> str:
    words = ngettext(
        "%(count)s date is copied. It is not offered yet.",
        "%(count)s dates are copied. They are not offered yet.",
        count,
    )
    return words % {"count": count}


def frame(title: str) -> dict[str, Any]:
    """What every screen of copying a season has around it."""
    crumbs = [{"url": reverse(LIST), "label": _("Shows")}, {"url": "", "label": title}]
    return {
        "page_title": title,
        "breadcrumbs_items": crumbs,
        "header_icon": "calendar-alt",
    }
