"""Which specials there are to tell of, as cards."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from content.about import (
    About,
    StoryCard,
    about_each,
    on_card,
    on_shows,
    shows_of,
)
from content.published import live_in
from content.specials.models import SpecialPage
from ticketing.shows.models import ShowKind


@dataclass(frozen=True, slots=True)
class SpecialCard(StoryCard):
    """`ground` is the colour of its first show's kind; empty where it has none."""

    standfirst: str
    ground: str


def latest_specials(*, language: str, most: int) -> list[SpecialCard]:
    """The newest specials; at most eight queries."""
    return cards_of(specials_in(language)[:most], language=language)


def about_shows(
    show_ids: Iterable[int], *, language: str, most: int
) -> list[SpecialCard]:
    """The newest specials about these shows or about dates of theirs."""
    found = on_shows(specials_in(language), show_ids)
    return cards_of(found[:most], language=language)


def specials_in(language: str) -> Any:
    """All live specials of one language, the newest first."""
    return live_in(language, SpecialPage).order_by("-first_published_at", "-pk")


def cards_of(pages: Any, *, language: str) -> list[SpecialCard]:
    """Cards of the pages of a QuerySet, in its order."""
    told = about_each(pages, language=language)
    if not told:
        return []
    grounds = dict(ShowKind.objects.values_list("pk", "ground"))
    return [_card(page, about, grounds) for page, about in told]


def _card(page: SpecialPage, told: About, grounds: dict[int, str]) -> SpecialCard:
    shows = shows_of(page)
    return SpecialCard(
        **on_card(page, told),
        standfirst=page.standfirst,
        ground=grounds.get(shows[0].kind_id, "") if shows else "",
    )
