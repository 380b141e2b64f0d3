"""The screen of takings in the admin, and its files."""

from collections.abc import Callable, Iterator
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from content.days import house_today
from reports.takings.figures import cells, reports
from reports.takings.span import Preset, Span, TakingsForm, presets
from reports.takings.tables import ledger_lines, period_lines, sections
from ticketing.desk.csv_files import csv_file
from ticketing.desk.rights import SEE_LEDGER, needs
from ticketing.house.models import the_house

UNPROCESSABLE: Final = 422
Lines = Callable[[Span], Iterator[tuple[Any, ...]]]


@needs(SEE_LEDGER)
@require_safe
def takings(request: HttpRequest) -> HttpResponse:
    """What came in, went back, was sold and earned in these days."""
    form, title = _form(request), _("Takings")
    span = form.span(the_house().zone)
    context: dict[str, Any] = {
        "form": form,
        "page_title": title,
        "header_icon": "table",
        "breadcrumbs_items": [{"url": "", "label": title}],
        "presets": [(one, _query_of(one), _is(one, span)) for one in presets(_today())],
    }
    if span is None:
        return render(request, "takings/page.html", context, status=UNPROCESSABLE)
    context |= {
        "span": span,
        "sections": sections(span, reports(span, cells(span))),
        "query": urlencode(form.query),
    }
    return render(request, "takings/page.html", context)


@needs(SEE_LEDGER)
@require_safe
def takings_csv(request: HttpRequest) -> HttpResponse:
    """The figures of each period as a table for a spreadsheet."""
    return _file(
        request, "takings", lambda span: period_lines(span, reports(span, cells(span)))
    )


@needs(SEE_LEDGER)
@require_safe
def ledger_csv(request: HttpRequest) -> HttpResponse:
    """The sums of the ledger of which the figures are made."""
    return _file(request, "ledger", lambda span: ledger_lines(cells(span)))


def _file(request: HttpRequest, name: str, lines: Lines) -> HttpResponse:
    span = _form(request).span(the_house().zone)
    if span is None:
        return HttpResponse(status=UNPROCESSABLE)
    return csv_file(f"{name}-{span.first}-{span.last}", lines(span))


def _today() -> Any:
    return house_today(timezone.now())


def _form(request: HttpRequest) -> TakingsForm:
    return TakingsForm(request.GET, today=_today())


def _query_of(preset: Preset) -> str:
    days = {"first": preset.first, "last": preset.last, "step": str(preset.step)}
    return urlencode(days)


def _is(preset: Preset, span: Span | None) -> bool:
    asked = (span.first, span.last, span.step) if span else None
    return asked == (preset.first, preset.last, preset.step)
