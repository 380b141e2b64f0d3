"""Which pages every house has once in each language, beside home and its shows.

A room of the pages names its own in `AppConfig.ready()`:

    planting.under_home(
        NewsIndexPage, slug="news", titles={ENGLISH: "News", CHINESE: "新闻"}
    )

`content.services.plant_site` makes those that are missing; a page that editors
renamed, hid or took offline stays as it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wagtail.models import Page


@dataclass(frozen=True, slots=True)
class Planted:
    model: type[Page]
    slug: str
    titles: Mapping[str, str]
    in_menu: bool


_planted: list[Planted] = []


def under_home(
    model: type[Page], *, slug: str, titles: Mapping[str, str], in_menu: bool = True
) -> None:
    """Name a page of which each language's home has one."""
    _planted.append(Planted(model, slug, titles, in_menu))


def plant(home: Any, language: str) -> None:
    """Make the pages that this home has not got, each other's translations."""
    for kind in _planted:
        if kind.model.objects.child_of(home).exists():
            continue
        page = kind.model(
            title=kind.titles[language],
            slug=kind.slug,
            locale=home.locale,
            show_in_menus=kind.in_menu,
        )
        other = kind.model.objects.exclude(locale=home.locale).first()
        if other is not None:
            page.translation_key = other.translation_key
        home.add_child(instance=page)
