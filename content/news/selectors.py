"""Which stories there are to tell of, as cards."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from content.about import About, StoryCard, about_each, on_card, on_shows
from content.news.models import NewsPage
from content.published import live_in


@dataclass(frozen=True, slots=True)
class NewsCard(StoryCard):
    """`category` is empty for a story that has none."""

    category: str
    lead: str
    day: date


def latest_news(*, language: str, most: int) -> list[NewsCard]:
    """The newest stories; at most eight queries."""
    return cards_of(news_in(language)[:most], language=language)


def about_shows(show_ids: Iterable[int], *, language: str, most: int) -> list[NewsCard]:
    """The newest stories about these shows or about dates of theirs."""
    found = on_shows(news_in(language), show_ids)
    return cards_of(found[:most], language=language)


def news_in(language: str) -> Any:
    """All live stories of one language, the newest first."""
    return live_in(language, NewsPage).order_by("-date", "-pk")


def cards_of(pages: Any, *, language: str) -> list[NewsCard]:
    """Cards of the pages of a QuerySet, in its order."""
    told = about_each(pages.select_related("category"), language=language)
    return [_card(page, about, language) for page, about in told]


def _card(page: NewsPage, told: About, language: str) -> NewsCard:
    return NewsCard(
        **on_card(page, told),
        category=page.category.name_in(language) if page.category else "",
        lead=page.lead,
        day=page.date,
    )
