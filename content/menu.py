"""The way through the site: home, what's on, and the pages for the menu."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page

from content.models import ShowIndexPage
from content.site_settings.links import SiteLink
from content.top_pages import TopPages
from ground.keeping import kept

Condition = Callable[[], bool]
CONDITION_SECONDS: Final = 5
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


def conditions_met() -> str:
    """Which of the conditions hold; asked every few seconds, for they cost queries."""
    return kept("menu-conditions", CONDITION_SECONDS, _ask)


def _ask() -> str:
    return "".join("1" if condition() else "0" for condition in _conditions.values())


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


def standing(pages: Iterable[Page]) -> list[Page]:
    """Those that stand in a menu at this moment; conditions are asked if it matters."""
    listed = list(pages)
    asked = {page.content_type_id for page in listed}
    left_out = {
        key
        for model, condition in _conditions.items()
        if (key := ContentType.objects.get_for_model(model).pk) in asked
        and not condition()
    }
    return [page for page in listed if page.content_type_id not in left_out]


def _in_menus(tops: TopPages) -> tuple[SiteLink, ...]:
    listed = (page for page in tops.below if page.show_in_menus and page.url)
    return tuple(SiteLink(page.title, page.url) for page in standing(listed))
