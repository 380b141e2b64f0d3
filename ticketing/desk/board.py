"""The live board: all coming performances on one screen, as they sell."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from ticketing.desk import rights
from ticketing.desk.board_filters import BoardFilter
from ticketing.desk.board_money import THE_TILL, Money
from ticketing.desk.board_rows import MOST_NOTICES, Row, Sums, notices, sums
from ticketing.desk.board_table import board_table
from ticketing.desk.csv_files import csv_file
from ticketing.desk.rights import needs
from ticketing.house.models import the_house
from ticketing.stock.board import THE_BOARD, Look
from ticketing.stock.board_lines import Line


@dataclass(frozen=True)
class Screen:
    """What one viewer sees of a look: their filter, and what fits it."""

    look: Look
    filter: BoardFilter
    request: HttpRequest
    money: Money | None

    @cached_property
    def lines(self) -> list[Line]:
        return [line for line in self.look.lines if self.filter.fits(line)]

    def row(self, line: Line) -> Row:
        opens = self.filter.opens(line)
        return Row(line, the_house().few_left, opens, self.money)

    @cached_property
    def facts(self) -> dict[str, Any]:
        """What every part of the screen may need."""
        query = self.request.GET.copy()
        query.pop("since", None)
        board = reverse("desk-board")
        filters = query.copy()
        filters.pop("open", None)
        told = notices(self.look.lines)
        return {
            "may_control": self.request.user.has_perm(rights.CONTROL),
            "back": f"{board}?{query.urlencode()}" if query else board,
            "filters": f"{filters.urlencode()}&" if filters else "",
            "notices": told[:MOST_NOTICES],
            "more_notices": max(0, len(told) - MOST_NOTICES),
            "sums": self.sums,
            "may_see_money": self.money is not None,
            "takings": self.money.told(self.lines) if self.money else "",
            "clock": f"{self.look.at.astimezone(the_house().zone):%H:%M:%S}",
        }

    @cached_property
    def sums(self) -> Sums:
        return sums(self.lines)


@never_cache
@needs(rights.SEE_STOCK)
def board(request: HttpRequest) -> HttpResponse:
    """The whole screen; without JavaScript it is loaded again and again."""
    screen = _screen(request)
    title = _("Live board")
    context = {
        **screen.facts,
        "filter": screen.filter,
        "rows": [screen.row(line) for line in screen.lines],
        "cursor": screen.look.at.isoformat(),
        "csv": f"{reverse('desk-board-csv')}?{request.GET.urlencode()}",
        "page_title": title,
        "header_icon": "table",
        "breadcrumbs_items": [{"url": "", "label": title}],
    }
    return render(request, "desk/board/board.html", context)


@never_cache
@needs(rights.SEE_STOCK)
def live(request: HttpRequest) -> JsonResponse:
    """What changed since a cursor, ready to be put in its place.

    `lines` are in the order of the screen, each with the one it stands before;
    `gone` are no more to be shown.
    """
    screen = _screen(request, since=_moment(request.GET.get("since", "")))
    facts, shown = screen.facts, screen.lines
    keys: list[int | None] = [line.performance.pk for line in shown]
    changed = screen.look.changed
    answer = {
        "cursor": screen.look.at.isoformat(),
        "clock": facts["clock"],
        "said": screen.sums.sentence,
        "lines": [
            {
                "id": line.performance.pk,
                "before": before,
                "html": _part("line", {**facts, "row": screen.row(line)}, request),
            }
            for line, before in zip(shown, [*keys[1:], None], strict=False)
            if line.performance.pk in changed
        ],
        "gone": sorted((changed | screen.look.gone) - set(keys)),
    }
    if answer["lines"] or answer["gone"]:
        answer["sums"] = _part("sums", facts, request)
        answer["notices"] = _part("notices", facts, request)
    return JsonResponse(answer)


@never_cache
@needs(rights.SEE_STOCK)
def export(request: HttpRequest) -> HttpResponse:
    """What the screen shows, through the same filter, as a file."""
    screen = _screen(request)
    rows = [screen.row(line) for line in screen.lines]
    told = screen.look.at.astimezone(the_house().zone)
    table = board_table(rows, with_money=screen.money is not None)
    return csv_file(f"board-{told:%Y-%m-%d-%H%M}", table)


def board_urls() -> list[URLPattern]:
    return [
        path("desk/board/", board, name="desk-board"),
        path("desk/board/live/", live, name="desk-board-live"),
        path("desk/board/board.csv", export, name="desk-board-csv"),
    ]


def _screen(request: HttpRequest, *, since: datetime | None = None) -> Screen:
    look = THE_BOARD.look(now=timezone.now(), since=since)
    money = THE_TILL.read(look) if request.user.has_perm(rights.SEE_MONEY) else None
    return Screen(look, BoardFilter(request.GET, lines=look.lines), request, money)


def _moment(text: str) -> datetime | None:
    """A cursor that was given out; anything else asks for all."""
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found and timezone.is_aware(found) else None


def _part(name: str, facts: dict[str, Any], request: HttpRequest) -> str:
    return render_to_string(f"desk/board/{name}.html", facts, request=request)
