"""Sections of what editors publish: the rooms of the pages say what is newest."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from content.announcements.models import AnnouncementIndexPage
from content.announcements.selectors import AnnouncementCard, current_announcements
from content.galleries.models import GalleryIndexPage
from content.galleries.selectors import GalleryCard, latest_galleries
from content.news.models import NewsIndexPage
from content.news.selectors import NewsCard, latest_news
from content.sections.facts import HomeFacts
from content.sections.registry import Section, register
from content.specials.models import SpecialIndexPage
from content.specials.selectors import SpecialCard, latest_specials

# So many cards at most, the newest first.
Newest = Callable[[HomeFacts, int], Sequence[Any]]


def announcements(facts: HomeFacts, most: int) -> Sequence[AnnouncementCard]:
    return current_announcements(language=facts.language, now=facts.now, most=most)


def news(facts: HomeFacts, most: int) -> Sequence[NewsCard]:
    return latest_news(language=facts.language, most=most)


def specials(facts: HomeFacts, most: int) -> Sequence[SpecialCard]:
    return latest_specials(language=facts.language, most=most)


def galleries(facts: HomeFacts, most: int) -> Sequence[GalleryCard]:
    return latest_galleries(language=facts.language, now=facts.now, most=most)


def newest(
    facts: HomeFacts, most: int, *, name: str, ask: Newest, index: type[Page]
) -> dict[str, Any] | None:
    """The newest cards of one kind of page, and where all of them are."""

    def build() -> dict[str, Any] | None:
        cards = ask(facts, most)
        return {"cards": cards, "all_url": facts.url_of(index)} if cards else None

    return facts.keep_published(f"{name}:{most}", build)


def register_sections() -> None:
    _register(
        "announcements",
        _("Announcements"),
        announcements,
        AnnouncementIndexPage,
        most=4,
        is_narrow=True,
    )
    _register("news", _("News"), news, NewsIndexPage, most=5, is_narrow=True)
    _register("specials", _("Specials"), specials, SpecialIndexPage, most=2)
    _register("galleries", _("Galleries"), galleries, GalleryIndexPage, most=3)


def _register(
    name: str, title: Any, ask: Newest, index: type[Page], **shape: Any
) -> None:
    build = partial(newest, name=name, ask=ask, index=index)
    register(Section(name, title, f"content/home/{name}.html", build, **shape))
