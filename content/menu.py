"""The way through the site: home, what's on, and the pages for the menu."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page

from content.models import ShowIndexPage
from content.site_settings.links import SiteLink
from content.top_pages import TopPages

Condition = Callable[[], bool]
_conditions: Final[dict[type[Page], Condition]] = {}


@dataclass(frozen=True, slots=True)
class SiteMenu:
    """The same for every page of one language."""

    home: str
    # The page of all shows; empty where there is none.
    shows: str = ""
    strapline: str = ""
    links: tuple[SiteLink, ...] = ()


def only_while(model: type[Page], condition: Condition) -> None:
    """Let pages of this type stand in the menu only while the condition holds."""
    _conditions[model] = condition


def menu_of(
    language: str, tops: TopPages, chosen: tuple[SiteLink, ...] = ()
) -> SiteMenu:
    """Put the menu together: what is chosen, or else the pages for menus."""
    if tops.home is None:
        return SiteMenu(home=f"/{language}/", links=chosen)
    return SiteMenu(
        home=tops.home.url or "/",
        shows=tops.url_of(ShowIndexPage),
        strapline=tops.home.strapline,
        links=chosen or _in_menus(tops),
    )


def not_standing() -> set[int]:
    """The content types of pages that stand in no menu at this moment."""
    return {
        ContentType.objects.get_for_model(model).pk
        for model, condition in _conditions.items()
        if not condition()
    }


def _in_menus(tops: TopPages) -> tuple[SiteLink, ...]:
    left_out = not_standing()
    return tuple(
        SiteLink(page.title, page.url)
        for page in tops.below
        if page.show_in_menus and page.content_type_id not in left_out and page.url
    )
