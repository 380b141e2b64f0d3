"""The report of searches in the admin, and its file."""

from itertools import chain
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from content.days import house_today
from content.visits.drawing import bars
from search.log import report
from search.log.span import SearchSpanForm
from ticketing.desk.csv_files import csv_file
from ticketing.desk.rights import needs

SEE_SEARCHES: Final = "search.view_searchday"
UNPROCESSABLE: Final = 422


@needs(SEE_SEARCHES)
@require_safe
def searches(request: HttpRequest) -> HttpResponse:
    """What people look for, what they do not find, and what they chose."""
    form = _form(request)
    title = _("Searches")
    context: dict[str, Any] = {
        "form": form,
        "page_title": title,
        "header_icon": "search",
        "breadcrumbs_items": [{"url": "", "label": title}],
    }
    span = _span(form)
    if span is None:
        return render(request, "search/report/page.html", context, status=UNPROCESSABLE)
    context |= {
        "figures": report.figures(span),
        "drawing": bars(report.by_day(span)),
        "in_vain": report.in_vain(span),
        "most": report.most_searched(span),
        "chosen": report.choices(span, [span.text])[span.text] if span.text else [],
        "text": span.text,
        "query": urlencode(form.query),
        "narrowing": urlencode({**form.query, "text": ""}),
        "may_say": request.user.has_perm("search.add_synonym"),
        "may_promote": request.user.has_perm("search.add_promotion"),
    }
    return render(request, "search/report/page.html", context)


@needs(SEE_SEARCHES)
@require_safe
def searches_csv(request: HttpRequest) -> HttpResponse:
    """The counts of these days as a table for a spreadsheet."""
    span = _span(_form(request))
    if span is None:
        return HttpResponse(status=UNPROCESSABLE)
    name = f"searches-{span.first}-{span.last}"
    return csv_file(name, chain([_headings()], report.lines(span)))


def _form(request: HttpRequest) -> SearchSpanForm:
    return SearchSpanForm(request.GET, today=house_today(timezone.now()))


def _span(form: SearchSpanForm) -> report.Span | None:
    if form.days is None:
        return None
    kept = form.cleaned_data
    return report.Span(*form.days, kept["language"], kept["text"])


def _headings() -> tuple[Any, ...]:
    return (
        _("day"),
        _("language"),
        _("text"),
        _("searches"),
        _("without a result"),
        _("results"),
        _("results opened"),
    )
