"""What stands around every page of one language: menu, brand, footer.

All of it is kept together for a second and goes together, the parts that are
made of it too: with the second of a page's own copy, nothing that an editor
changes is more than two seconds old.
"""

from dataclasses import dataclass, field
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from content.brand import Look, look_of
from content.menu import SiteMenu, menu_of, standing
from content.site_settings.links import SiteLink, links_of
from content.site_settings.models import Brand, Navigation
from ground.keeping import SECOND, kept
from ground.names import in_language
from ticketing.house.models import ONLY, House


@dataclass(frozen=True, slots=True)
class FooterColumn:
    title: str
    links: tuple[SiteLink, ...]


@dataclass(frozen=True, slots=True)
class Footer:
    columns: tuple[FooterColumn, ...]
    address: str
    profiles: tuple[SiteLink, ...]
    small_print: str


@dataclass(frozen=True, slots=True)
class Frame:
    """`parts` are the templates of `frame/` that were rendered of it."""

    house: House
    look: Look
    menu: SiteMenu
    footer: Footer
    parts: dict[str, SafeString] = field(default_factory=dict)

    def part(self, name: str) -> SafeString:
        """Render a template that needs no more than the frame; once."""
        if name not in self.parts:
            context = {
                "menu": self.menu,
                "house": self.house,
                "look": self.look,
                "footer": self.footer,
            }
            self.parts[name] = render_to_string(f"frame/{name}.html", context)
        return self.parts[name]


def the_frame(language: str | None = None) -> Frame:
    """Return the frame of that language (the reader's by default)."""
    language = language or get_language() or "en"
    return kept(f"frame:{language}", SECOND, lambda: _build(language))


def site_menu(language: str | None = None) -> SiteMenu:
    return the_frame(language).menu


def _build(language: str) -> Frame:
    house = House.objects.get(pk=ONLY)
    brand = Brand.objects.select_related("logo").first()
    navigation = Navigation.objects.first()
    chosen = [one.value for one in navigation.menu] if navigation else []
    return Frame(
        house=house,
        look=look_of(house, brand),
        menu=menu_of(language, links_of(chosen, language, standing)),
        footer=_footer(navigation, language),
    )


def _footer(settings: Navigation | None, language: str) -> Footer:
    if settings is None:
        return Footer((), "", (), "")
    columns = (_column(one.value, language) for one in settings.columns)
    return Footer(
        columns=tuple(column for column in columns if column.links),
        address=in_language(settings.address_en, settings.address_zh_hans, language),
        profiles=tuple(
            SiteLink(one.value["name"], one.value["address"])
            for one in settings.profiles
        ),
        small_print=in_language(
            settings.small_print_en, settings.small_print_zh_hans, language
        ),
    )


def _column(value: Any, language: str) -> FooterColumn:
    title = in_language(value["title_en"], value["title_zh_hans"], language)
    return FooterColumn(title, links_of(value["links"], language, standing))
