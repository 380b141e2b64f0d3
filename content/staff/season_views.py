"""Copying a season: a form, what would come of it date by date, and the deed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from content.staff import rights
from content.staff.overview import date_rows
from content.staff.screen import LIST, UNPROCESSABLE, note
from content.staff.season_forms import SeasonForm
from ground import dates
from ground.errors import Refusal
from ticketing.desk.rights import needs
from ticketing.desk.seasons.copying import copy_season
from ticketing.desk.seasons.planning import Move, days_between, plan_moves
from ticketing.shows.models import Performance, Show

MOST_NAMED: Final = 100


@dataclass(frozen=True, slots=True)
class MoveRow:
    """A line of the preview: from when to when, and whether it is wanted."""

    move: Move
    is_chosen: bool

    @property
    def pk(self) -> int:
        return int(self.move.source.pk)

    @property
    def before(self) -> str:
        start = self.move.source.local_start
        return f"{dates.day(start, year=True)} {dates.weekday(start)} {start:%H:%M}"

    @property
    def after(self) -> str:
        start = self.move.starts_at
        if start is None:
            return "–"
        local = start.astimezone(self.move.source.zone)
        return f"{dates.day(local, year=True)} {dates.weekday(local)} {local:%H:%M}"


@needs(rights.ADD_DATE, rights.CHANGE_DATE, rights.PRICE)
def season(request: HttpRequest) -> HttpResponse:
    """Ask (GET), show what would come of it (GET), copy (POST)."""
    now = timezone.now()
    if request.method == "POST":
        return _copy(request, now)
    asked = "new_first" in request.GET
    form = SeasonForm(
        request.GET if asked else None, initial={} if asked else _initial(request.GET)
    )
    rows = _rows(form, None, now) if asked and form.is_valid() else []
    return _screen(request, form, rows, refused=asked and not form.is_valid())


def _initial(query: QueryDict) -> dict[str, Any]:
    """Begin with a show's own season where one comes from its page."""
    number = query.get("show", "")
    if not number.isdecimal():
        return {}
    found = Performance.objects.filter(show=int(number), cancelled_at=None)
    starts = [row.local_start for row in found.with_show_and_venue()]
    if not starts:
        return {"shows": [number]}
    return {
        "shows": [number],
        "first": min(starts).date(),
        "last": max(starts).date(),
    }


def _copy(request: HttpRequest, now: datetime) -> HttpResponse:
    form = SeasonForm(request.POST)
    if not form.is_valid():
        return _screen(request, form, [], refused=True)
    chosen = {int(pk) for pk in request.POST.getlist("dates") if pk.isdecimal()}
    sources = form.sources()
    wanted = [source for source in sources if source.pk in chosen]
    if not wanted:
        form.add_error(None, _("Choose at least one date."))
        return _screen(request, form, _rows(form, chosen, now), refused=True)
    try:
        made = _done(request, form, wanted, now)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return _screen(request, form, _rows(form, chosen, now), refused=True)
    messages.success(request, _told(len(made)))
    shows = sorted({one.show_id for one in made})
    if len(shows) == 1:
        return redirect("staff-show", shows[0])
    query = urlencode([("show", pk) for pk in shows], doseq=True)
    return redirect(f"{reverse('staff-season-copied')}?{query}")


@transaction.atomic
def _done(
    request: HttpRequest, form: SeasonForm, wanted: list[Performance], now: datetime
) -> list[Performance]:
    made = copy_season(
        wanted,
        days=_days(form),
        wish=form.wish(),
        now=now,
        actor=str(request.user),
    )
    for performance in made:
        note(performance, "wagtail.create", request)
    return made


def _told(count: int) -> str:
    words = ngettext(
        "%(count)s date is copied. It is not offered yet.",
        "%(count)s dates are copied. They are not offered yet.",
        count,
    )
    return words % {"count": count}


def _days(form: SeasonForm) -> int:
    """Counted from the first date there is, be it chosen or not."""
    first = form.sources()[0].local_start.date()
    data = form.cleaned_data
    return days_between(first, data["new_first"], keep_weekdays=data["keep_weekdays"])


def _rows(
    form: SeasonForm, chosen: Collection[int] | None, now: datetime
) -> list[MoveRow]:
    """All that can be is chosen at first; later what was sent."""
    moves = plan_moves(form.sources(), days=_days(form), now=now)
    return [
        MoveRow(m, m.can_be and (chosen is None or m.source.pk in chosen))
        for m in moves
    ]


def _screen(
    request: HttpRequest, form: SeasonForm, rows: list[MoveRow], *, refused: bool
) -> HttpResponse:
    context = {
        "form": form,
        "rows": rows,
        "hidden": _hidden(form) if rows else [],
        "stuck": sum(1 for row in rows if not row.move.can_be),
        "count": len(rows),
        **_frame(_("Copy a season")),
    }
    status = UNPROCESSABLE if refused else 200
    return render(request, "staff/season.html", context, status=status)


def _hidden(form: SeasonForm) -> list[tuple[str, str]]:
    """What was asked goes along with the deed, so that both are of the same."""
    data = form.data
    return [
        (name, value)
        for name in form.fields
        for value in (data.getlist(name) if isinstance(data, QueryDict) else [])
    ]


def _frame(title: str) -> dict[str, Any]:
    crumbs = [{"url": reverse(LIST), "label": _("Shows")}, {"url": "", "label": title}]
    return {
        "page_title": title,
        "breadcrumbs_items": crumbs,
        "header_icon": "calendar-alt",
    }


@needs(rights.ADD_DATE)
@require_GET
def season_copied(request: HttpRequest) -> HttpResponse:
    """Lead on: the shows that have new dates, each with what it still needs."""
    numbers = [int(pk) for pk in request.GET.getlist("show") if pk.isdecimal()]
    shows = Show.objects.filter(pk__in=numbers[:MOST_NAMED]).order_by("pk")
    waiting = Performance.objects.filter(show__in=shows, offered=False)
    listed = waiting.ahead(timezone.now()).with_show_and_venue().order_by("starts_at")
    rows = date_rows(list(listed[:400]), now=timezone.now())
    told = [
        (show, [row for row in rows if row.performance.show_id == show.pk])
        for show in shows
    ]
    context = {"shows": told, **_frame(_("The season is copied"))}
    return render(request, "staff/season_copied.html", context)
