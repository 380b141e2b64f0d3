"""The search: `/en/search/?q=swan`, the same for everybody who asks so."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from content.page_cache import public_page
from search.asked import asked_for, text_of
from search.log.noting import mark_searched
from search.port import EngineDown
from search.results.screen import results_screen
from search.suggesting import suggestions

# Where nobody answers, somebody may in so many seconds.
AGAIN_SECONDS = 10


@require_safe
@public_page
def results(request: HttpRequest) -> HttpResponseBase:
    """Show what was found; where no engine answers, say so and lead on.

    A text is counted once, not again for its pages and whatever narrows it.
    """
    asked = asked_for(request.GET)
    try:
        context = results_screen(asked, request, now=timezone.now())
    except EngineDown:
        return _down(request, "search/down.html", {"asked": asked})
    response = render(request, "search/page.html", context)
    # What htmx writes into the address bar: without what is not asked.
    response["HX-Push-Url"] = context["asked"].url()
    others = sum(len(group.items) for group in context["groups"])
    return mark_searched(
        response,
        asked.text if asked.is_plain else "",
        results=context["count"] or others,
        strictness=context["strictness"],
    )


@require_safe
@public_page
def suggest(request: HttpRequest) -> HttpResponseBase:
    """Answer what is being typed with a list to choose from, as a part of a page."""
    text = text_of(request.GET.get("q", ""))
    try:
        found = suggestions(text, request, now=timezone.now())
    except EngineDown:
        return HttpResponse(status=HTTPStatus.SERVICE_UNAVAILABLE)
    response = render(request, "search/suggestions.html", {"found": found})
    response["X-Robots-Tag"] = "noindex"
    return response


def _down(request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
    status = HTTPStatus.SERVICE_UNAVAILABLE
    response = render(request, name, context, status=status)
    response["Retry-After"] = str(AGAIN_SECONDS)
    return response
