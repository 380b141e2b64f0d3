"""Where comments stand: whoever keeps the pages of shows says so here."""

from collections.abc import Callable
from typing import Final

from ticketing.shows.models import Show

# Says whether visitors can open a page of the show.
HasPage = Callable[[Show], bool]
_providers: Final[list[HasPage]] = []


def provide(has_page: HasPage) -> None:
    if has_page not in _providers:
        _providers.append(has_page)


def is_public(show: Show) -> bool:
    """Whether there is a page that everybody sees, in any language."""
    return any(has_page(show) for has_page in _providers)
