"""Copying a season: a form, what would come of it date by date, and the deed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypedDict

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from content.staff import rights
from content.staff.screen import UNPROCESSABLE
from content.staff.season_copies import AT_ONCE, copied, plan_copy
from content.staff.season_done_views import address_of_copies, frame, told_of_copy
from content.staff.season_forms import SeasonForm
from ground import dates
from ground.errors import Refusal
from ground.row_keys import is_key
from ticketing.desk.rights import needs
from ticketing.desk.seasons.copying import Wish
from ticketing.desk.seasons.planning import Move, days_between, plan_moves
from ticketing.shows.models import Performance


class Asked(TypedDict):
    """What is asked for beside the dates themselves."""

    days: int
    wish: Wish
    user: Any


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
    if not is_key(number):
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
    chosen = {int(pk) for pk in request.POST.getlist("dates") if is_key(pk)}
    sources = form.sources()
    wanted = [source for source in sources if source.pk in chosen]
    if not wanted:
        form.add_error(None, _("Choose at least one date."))
        return _screen(request, form, _rows(form, chosen, now), refused=True)
    asked: Asked = {"days": _days(form), "wish": form.wish(), "user": request.user}
    if len(wanted) > AT_ONCE:
        planned = plan_copy(wanted, **asked, now=now)
        return redirect("staff-season-progress", planned.pk)
    try:
        made = copied(wanted, **asked, now=now)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return _screen(request, form, _rows(form, chosen, now), refused=True)
    messages.success(request, told_of_copy(len(made)))
    return redirect(address_of_copies(sorted({one.show_id for one in made})))


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
        **frame(_("Copy a season")),
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
