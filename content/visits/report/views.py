"""The screen of visits in the admin, and its file."""

from itertools import chain
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from content.visits.drawing import bars
from content.visits.figures import people_by_day
from content.visits.report.counts import lines, site_between, tables
from content.visits.report.span import SpanForm
from ticketing.desk.csv_files import csv_file
from ticketing.desk.rights import needs
from ticketing.house.models import the_house

SEE_VISITS: Final = "visits.view_visitday"
UNPROCESSABLE: Final = 422


@needs(SEE_VISITS)
@require_safe
def visits(request: HttpRequest) -> HttpResponse:
    """Where people come from, in which language, with what, and to what."""
    form = _span(request)
    title = _("Visits")
    context: dict[str, Any] = {
        "form": form,
        "page_title": title,
        "header_icon": "view",
        "breadcrumbs_items": [{"url": "", "label": title}],
    }
    if form.days is None:
        return render(request, "visits/report/page.html", context, status=UNPROCESSABLE)
    first, last = form.days
    context |= {
        "site": site_between(first, last),
        "drawing": bars(people_by_day(first, last)),
        "tables": tables(first, last),
        "query": urlencode({"first": first, "last": last}),
    }
    return render(request, "visits/report/page.html", context)


@needs(SEE_VISITS)
@require_safe
def visits_csv(request: HttpRequest) -> HttpResponse:
    """The counts of these days as a table for a spreadsheet."""
    form = _span(request)
    if form.days is None:
        return HttpResponse(status=UNPROCESSABLE)
    first, last = form.days
    rows = chain([_headings()], lines(first, last))
    return csv_file(f"visits-{first}-{last}", rows)


def _span(request: HttpRequest) -> SpanForm:
    today = timezone.now().astimezone(the_house().zone).date()
    return SpanForm(request.GET, today=today)


def _headings() -> tuple[Any, ...]:
    return (
        _("day"),
        _("page"),
        _("show"),
        _("language"),
        _("source"),
        _("device"),
        _("people"),
        _("page views"),
    )
