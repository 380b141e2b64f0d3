"""Which specials there are to tell of, as cards."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wagtail.images.models import Image

from content.about import About, about, on_shows, shows_of, with_shows
from content.cards import comma
from content.published import for_everybody
from content.specials.models import SpecialPage
from ticketing.shows.models import ShowKind


@dataclass(frozen=True, slots=True)
class SpecialCard:
    """`ground` is the colour of its first show's kind; empty where it has none."""

    title: str
    url: str
    standfirst: str
    author_line: str
    picture: Image | None
    alt: str
    ground: str
    shows: tuple[str, ...]

    @property
    def about(self) -> str:
        """The names of its shows in one line."""
        return comma().join(self.shows)


def latest_specials(*, language: str, now: datetime, most: int) -> list[SpecialCard]:  # noqa: ARG001 as for every room's cards
    """The newest specials; at most eight queries."""
    return cards_of(specials_in(language)[:most], language=language)


def about_shows(
    show_ids: Iterable[int],
    *,
    language: str,
    now: datetime,  # noqa: ARG001 as for every room's cards
    most: int,
) -> list[SpecialCard]:
    """The newest specials about these shows or about dates of theirs."""
    found = on_shows(specials_in(language), show_ids)
    return cards_of(found[:most], language=language)


def specials_in(language: str) -> Any:
    """All live specials of one language, the newest first."""
    live = for_everybody(SpecialPage.objects.live())
    return live.filter(locale__language_code=language).newest_first()


def cards_of(pages: Any, *, language: str) -> list[SpecialCard]:
    """Cards of the pages of a QuerySet, in its order."""
    listed = list(with_shows(pages.defer("body")))
    if not listed:
        return []
    told = about(listed, language=language)
    grounds = dict(ShowKind.objects.values_list("pk", "ground"))
    return [_card(page, told[page.pk], grounds) for page in listed]


def _card(page: SpecialPage, told: About, grounds: dict[int, str]) -> SpecialCard:
    shows = shows_of(page)
    return SpecialCard(
        title=page.title,
        url=page.get_url(),
        standfirst=page.standfirst,
        author_line=page.author_line,
        picture=told.picture,
        alt=page.picture_alt,
        ground=grounds.get(shows[0].kind_id, "") if shows else "",
        shows=told.names,
    )
