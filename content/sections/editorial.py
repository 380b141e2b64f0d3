"""Sections of what editors publish: the rooms of the pages say what is newest."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from content.announcements.models import AnnouncementIndexPage
from content.announcements.selectors import current_announcements
from content.galleries.models import GalleryIndexPage
from content.galleries.selectors import latest_galleries
from content.news.models import NewsIndexPage
from content.news.selectors import latest_news
from content.sections.facts import HomeFacts
from content.sections.registry import Section, register
from content.specials.models import SpecialIndexPage
from content.specials.selectors import latest_specials

# Called with language, now and most; the newest first.
Newest = Callable[..., Sequence[Any]]


def newest(
    facts: HomeFacts, most: int, *, name: str, ask: Newest, index: type[Page]
) -> dict[str, Any] | None:
    """The newest cards of one kind of page, and where all of them are."""

    def build() -> dict[str, Any] | None:
        cards = ask(language=facts.language, now=facts.now, most=most)
        return {"cards": cards, "all_url": _url_of(index, facts)} if cards else None

    return facts.keep_published(f"{name}:{most}", build)


def _url_of(index: type[Page], facts: HomeFacts) -> str:
    page = index.objects.live().filter(locale__language_code=facts.language).first()
    return (page.get_url(facts.request) or "") if page else ""


def register_sections() -> None:
    _register(
        "announcements",
        _("Announcements"),
        current_announcements,
        AnnouncementIndexPage,
        most=4,
        is_narrow=True,
    )
    _register("news", _("News"), latest_news, NewsIndexPage, most=5, is_narrow=True)
    _register("specials", _("Specials"), latest_specials, SpecialIndexPage, most=2)
    _register("galleries", _("Galleries"), latest_galleries, GalleryIndexPage, most=3)


def _register(
    name: str, title: Any, ask: Newest, index: type[Page], **shape: Any
) -> None:
    build = partial(newest, name=name, ask=ask, index=index)
    register(Section(name, title, f"content/home/{name}.html", build, **shape))
