"""The catalogue: `/en/catalogue/`, `/en/catalogue/2026/12/`, lists beside them."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from content.catalogue.asked import View, asked_for, month_of
from content.catalogue.known import known
from content.catalogue.screens import calendar_screen, list_screen
from content.page_cache import public_page
from content.visits.marks import counted_page


@require_safe
@public_page
@counted_page
def calendar(request: HttpRequest, year: str = "", month: str = "") -> HttpResponseBase:
    """Show a month as a calendar; this month where none is named."""
    now, all_known = timezone.now(), known()
    this = now.astimezone(all_known.zone).date().replace(day=1)
    shown = month_of(year, month, all_known, now) if year else this
    asked = asked_for(request, all_known, View.CALENDAR, shown)
    return _answer(request, calendar_screen(asked, all_known, request, now=now))


@require_safe
@public_page
@counted_page
def month(request: HttpRequest, year: str, month: str) -> HttpResponseBase:
    """Show a month as rows under its days."""
    now, all_known = timezone.now(), known()
    shown = month_of(year, month, all_known, now)
    asked = asked_for(request, all_known, View.MONTH, shown)
    return _answer(request, list_screen(asked, all_known, request, now=now))


@require_safe
@public_page
@counted_page
def whole(request: HttpRequest, view: View) -> HttpResponseBase:
    """Show all that is coming, or what has played, in pages."""
    now, all_known = timezone.now(), known()
    asked = asked_for(request, all_known, view)
    return _answer(request, list_screen(asked, all_known, request, now=now))


def _answer(request: HttpRequest, context: dict[str, Any]) -> HttpResponseBase:
    return render(request, "catalogue/page.html", context)
