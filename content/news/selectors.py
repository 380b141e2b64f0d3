"""Which stories there are to tell of, as cards."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from wagtail.images.models import Image

from content.about import About, about, on_shows, with_shows
from content.cards import comma
from content.news.models import NewsPage
from content.published import for_everybody


@dataclass(frozen=True, slots=True)
class NewsCard:
    """`category` is empty for a story that has none."""

    title: str
    url: str
    category: str
    lead: str
    day: date
    picture: Image | None
    alt: str
    shows: tuple[str, ...]

    @property
    def about(self) -> str:
        """The names of its shows in one line."""
        return comma().join(self.shows)


def latest_news(*, language: str, now: datetime, most: int) -> list[NewsCard]:  # noqa: ARG001 as for every room's cards
    """The newest stories; at most eight queries."""
    return cards_of(news_in(language)[:most], language=language)


def about_shows(
    show_ids: Iterable[int],
    *,
    language: str,
    now: datetime,  # noqa: ARG001 as for every room's cards
    most: int,
) -> list[NewsCard]:
    """The newest stories about these shows or about dates of theirs."""
    found = on_shows(news_in(language), show_ids)
    return cards_of(found[:most], language=language)


def news_in(language: str) -> Any:
    """All live stories of one language, the newest first."""
    live = for_everybody(NewsPage.objects.live())
    return live.filter(locale__language_code=language).newest_first()


def cards_of(pages: Any, *, language: str) -> list[NewsCard]:
    """Cards of the pages of a QuerySet, in its order."""
    listed = list(with_shows(pages.select_related("category").defer("body")))
    told = about(listed, language=language)
    return [_card(page, told[page.pk], language) for page in listed]


def _card(page: NewsPage, told: About, language: str) -> NewsCard:
    return NewsCard(
        title=page.title,
        url=page.get_url(),
        category=page.category.name_in(language) if page.category else "",
        lead=page.lead,
        day=page.date,
        picture=told.picture,
        alt=page.picture_alt,
        shows=told.names,
    )
