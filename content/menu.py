"""The way through the site: home, what's on, and the pages for the menu."""

from dataclasses import dataclass

from django.utils.translation import get_language
from wagtail.models import Page

from content.models import HomePage, ShowIndexPage
from ground.keeping import kept

SECONDS = 2


@dataclass(frozen=True, slots=True)
class MenuLink:
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class SiteMenu:
    """The same for every page of one language."""

    home: str
    # The page of all shows; empty where there is none.
    shows: str = ""
    strapline: str = ""
    links: tuple[MenuLink, ...] = ()


def site_menu(language: str | None = None) -> SiteMenu:
    """Return the menu of that language (the reader's by default).

    At most two seconds old; asks for it with three queries.
    """
    language = language or get_language() or "en"
    return kept(f"menu:{language}", SECONDS, lambda: _menu_of(language))


def _menu_of(language: str) -> SiteMenu:
    home = HomePage.objects.live().filter(locale__language_code=language).first()
    if home is None:
        return SiteMenu(home=f"/{language}/")
    pages = Page.objects.child_of(home).live().public().in_menu()
    links = tuple(
        MenuLink(page.title, page.url) for page in pages.order_by("path") if page.url
    )
    index = ShowIndexPage.objects.child_of(home).live().first()
    return SiteMenu(
        home=home.url or "/",
        shows=(index.url or "") if index else "",
        strapline=home.strapline,
        links=links,
    )
