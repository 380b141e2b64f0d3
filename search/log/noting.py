"""The word that a page of results leaves for the count of searches."""

from typing import NamedTuple

from django.http.response import HttpResponseBase

from content.visits.marks import mark_visited
from search.log.private import kept_text
from search.reading import Strictness


class Searched(NamedTuple):
    """A text as it is kept, and what it found; `text` may be empty."""

    text: str
    results: int
    strictness: Strictness


def mark_searched(
    response: HttpResponseBase, text: str, *, results: int, strictness: Strictness
) -> HttpResponseBase:
    """Let this page of results be counted as a visit, and as a search for the text.

    `text` is as it was typed; without one it is a visit like any other.
    """
    if not text:
        return mark_visited(response)
    searched = Searched(kept_text(text), results, strictness)
    return mark_visited(response, more=searched)
