"""The way through the site: home, what's on, and the pages for the menu."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from wagtail.models import Page

from content.models import HomePage, ShowIndexPage
from content.published import for_everybody
from content.site_settings.links import SiteLink

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


def menu_of(language: str, chosen: tuple[SiteLink, ...] = ()) -> SiteMenu:
    """Put the menu together: what is chosen, or else the pages for menus.

    Asks with four queries.
    """
    homes = HomePage.objects.live().filter(locale__language_code=language)
    home = homes.defer_streamfields().first()
    if home is None:
        return SiteMenu(home=f"/{language}/", links=chosen)
    index = ShowIndexPage.objects.child_of(home).live().first()
    return SiteMenu(
        home=home.url or "/",
        shows=(index.url or "") if index else "",
        strapline=home.strapline,
        links=chosen or _in_menus(home),
    )


def standing(pages: Any) -> Any:
    """Those of these pages that stand in a menu at this moment."""
    for model, condition in _conditions.items():
        if not condition():
            pages = pages.not_exact_type(model)
    return pages


def _in_menus(home: HomePage) -> tuple[SiteLink, ...]:
    pages = standing(for_everybody(Page.objects.child_of(home).live()).in_menu())
    return tuple(
        SiteLink(page.title, page.url) for page in pages.order_by("path") if page.url
    )
