"""What the page of results and its suggestions say, for programs."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.html import conditional_escape
from django.utils.translation import gettext_lazy as _
from ninja import Query, Router
from ninja.decorators import decorate_view

from ground.api.errors import Error
from ground.api.freshness import public_answer
from ground.errors import Refusal
from search.api.schemas import SearchIn, SearchOut, SuggestIn, SuggestOut
from search.asked import asked_for, text_of
from search.port import EngineDown
from search.results.facets import Facet
from search.results.groups import ItemGroup
from search.results.links import last_page
from search.results.screen import results_screen
from search.results.shows import FoundShow
from search.suggesting import suggestions
from ticketing.checkout.api import answers

router = Router(tags=["shows"])


class SearchDown(Refusal):
    """No engine answers."""

    code = "search_down"
    status = 503
    sentence = _("The search does not answer at the moment")


@router.get(
    "/search",
    response={200: SearchOut, 422: Error, 503: Error},
    summary="Find shows, and whom and what they name",
)
@decorate_view(public_answer)
def find_shows(request: HttpRequest, asked: Query[SearchIn]) -> dict[str, Any]:
    """Words, facets and order as in the address of the page `/en/search/`.

    What makes no sense is left out. Facets are counted as if they did not narrow.
    """
    with translation.override(asked.language):
        read = asked_for(request.GET)
        try:
            screen = results_screen(read, request, now=timezone.now())
        except EngineDown as error:
            raise SearchDown from error
        return {
            "count": screen["count"],
            "page": screen["asked"].page,
            "pages": last_page(screen["count"]),
            "strictness": screen["strictness"].name.lower(),
            "past": screen["past"].count if screen["past"] else 0,
            "shows": [_show(found) for found in screen["shows"]],
            "facets": [_facet(facet) for facet in screen["facets"]],
            "groups": _groups(screen["groups"]),
        }


@router.get(
    "/search/suggest",
    response={200: SuggestOut, 422: Error, 503: Error},
    summary="What fits what is being typed",
)
@decorate_view(public_answer)
def suggest_shows(request: HttpRequest, asked: Query[SuggestIn]) -> dict[str, Any]:
    """Eight things at most, from one Chinese character or two other letters on."""
    with translation.override(asked.language):
        try:
            found = suggestions(text_of(asked.q), request, now=timezone.now())
        except EngineDown as error:
            raise SearchDown from error
        return {
            "shows": [_show(show) for show in found.shows],
            "groups": _groups(found.groups),
        }


def _show(found: FoundShow) -> dict[str, Any]:
    card = found.card
    show = card.show
    return {
        "show": show.slug,
        "kind": show.kind.code,
        "name": answers.names(show),
        "title": card.title,
        "marked": conditional_escape(found.title),
        "companies": card.companies,
        "page": _absolute(reverse("content:show", args=[show.slug])),
        "is_past": found.is_past,
        "is_recommended": found.is_promoted,
        "reasons": [{"label": r.label, "marked": r.text} for r in found.reasons],
        "snippet": conditional_escape(found.snippet),
        "dates": [
            {"performance": d.performance.pk, "starts_at": d.performance.starts_at}
            for d in found.dates
        ],
        "state": card.state.kind,
        "tells": card.state.words,
        "currency": card.currency,
        "lowest_price": card.lowest,
        "highest_price": card.highest,
    }


def _absolute(url: str) -> str:
    return f"{settings.MARQUEE_BASE_URL}{url}" if url.startswith("/") else url


def _facet(facet: Facet) -> dict[str, Any]:
    return {
        "name": facet.name,
        "title": facet.title,
        "options": [
            {
                "name": option.name,
                "value": option.value,
                "title": option.title,
                "count": option.count,
                "is_chosen": option.is_chosen,
            }
            for option in facet.options
        ],
    }


def _groups(groups: Iterable[ItemGroup]) -> list[dict[str, Any]]:
    return [
        {
            "group": group.group,
            "title": group.title,
            "items": [
                {
                    "title": item.title,
                    "marked": conditional_escape(item.marked),
                    "about": item.about,
                    "url": _absolute(item.url),
                }
                for item in group.items
            ],
        }
        for group in groups
    ]
