"""What stands around every page of one language: menu, brand, footer.

All of it is kept together and goes together, the parts that are made of it too,
when a page, a setting or the house has changed, which is asked once a second: with
the second of a page's own copy, nothing that is changed is more than two seconds old.
What stands in the menu only at times comes and goes within some seconds more.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from content.brand import Look, look_of
from content.menu import SiteMenu, conditions_met, menu_of, standing
from content.published import keep_of_pages
from content.site_settings.links import (
    SiteLink,
    Value,
    links_of,
    named_pages,
    raw_columns,
    raw_links,
)
from content.site_settings.models import Brand, Navigation
from content.top_pages import TopPages, top_pages
from ground.keeping import SECOND, kept
from ground.names import in_language
from ticketing.house.models import House, the_house


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
    tops: TopPages
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
    name = f"frame:{language}:{the_house().stamp}:{conditions_met()}"
    return keep_of_pages(name, lambda: _build(language))


def site_menu(language: str | None = None) -> SiteMenu:
    return the_frame(language).menu


def the_look() -> Look:
    """The look alone: a style sheet, which a page waits for, needs no menu."""
    return kept("look", SECOND, lambda: _look(the_house()))


def _look(house: House) -> Look:
    return look_of(house, Brand.objects.select_related("logo").first())


def _build(language: str) -> Frame:
    house = the_house()
    navigation = Navigation.objects.first()
    chosen = raw_links(navigation.menu) if navigation else []
    columns = raw_columns(navigation.columns) if navigation else []
    tops = _tops(language, [*chosen, *(link for _, links in columns for link in links)])
    menu = menu_of(language, tops, links_of(chosen, language, tops.linked))
    shown = [_column(*column, language, tops) for column in columns]
    return Frame(house, _look(house), menu, _footer(navigation, shown, language), tops)


def _tops(language: str, links: Iterable[Value]) -> TopPages:
    """The pages around; links lead to none that stands in no menu now."""
    tops = top_pages(language, named_pages(links))
    there = {page.pk for page in standing(tops.linked.values())}
    linked = {key: page for key, page in tops.linked.items() if page.pk in there}
    return replace(tops, linked=linked)


def _footer(
    settings: Navigation | None, columns: Iterable[FooterColumn], language: str
) -> Footer:
    if settings is None:
        return Footer((), "", (), "")
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


def _column(
    value: Value, links: Iterable[Value], language: str, tops: TopPages
) -> FooterColumn:
    title = in_language(
        value.get("title_en", ""), value.get("title_zh_hans", ""), language
    )
    return FooterColumn(title, links_of(links, language, tops.linked))
