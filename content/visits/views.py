"""Pages that compile themselves from visits; the same for everybody."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from content.page_cache import public_page
from content.visits.chart import Period
from content.visits.chart_screen import chart_screen
from content.visits.marks import counted_page
from content.visits.statistics_screen import statistics_screen


@require_safe
@public_page
@counted_page
def chart(request: HttpRequest, period: str = Period.WEEK) -> HttpResponseBase:
    """The shows that most people looked at, today, this week or this month."""
    context = chart_screen(Period(period), request, now=timezone.now())
    return render(request, "visits/chart.html", context)


@require_safe
@public_page
@counted_page
def statistics(request: HttpRequest) -> HttpResponseBase:
    """The visit counter, and the shows that played lately with their figures."""
    context = statistics_screen(request, now=timezone.now())
    return render(request, "visits/statistics.html", context)
