"""What of a response is counted: which page, about which show, in which language."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Any, Concatenate, NamedTuple, ParamSpec

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import get_language

from content.visits.models import NO_PAGE

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


class Visited(NamedTuple):
    page: int
    show: int | None
    language: str
    # What a room above counts of it; see `readers`.
    more: Any = None


def mark_visited(
    response: HttpResponseBase,
    *,
    page: int = NO_PAGE,
    show: int | None = None,
    more: Any = None,
) -> HttpResponseBase:
    """Let whoever gets this response, kept or new, be counted."""
    language = get_language() or "en"
    response.visited = Visited(page, show, language, more)  # type: ignore[attr-defined]
    return response


def visited_by(response: HttpResponseBase) -> Visited | None:
    return getattr(response, "visited", None)


def counted_page(view: View[P]) -> View[P]:
    """Count the visits to what this view shows; it is no Wagtail page."""

    def marked(
        request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        return mark_visited(view(request, *args, **kwargs))

    update_wrapper(marked, view)
    return marked
