"""Links of the settings as a reader of one language gets them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from wagtail.models import Page

from content.published import for_everybody
from ground.names import in_language


@dataclass(frozen=True, slots=True)
class SiteLink:
    title: str
    url: str


def links_of(
    values: Iterable[Any], language: str, only: Callable[[Any], Any] = lambda p: p
) -> tuple[SiteLink, ...]:
    """Return what these values of LinkBlock lead to, with one query.

    A page leads to its translation; one that is offline, restricted, not
    translated or not among `only` is left out.
    """
    listed = list(values)
    keys = {value["page"].translation_key for value in listed if value["page"]}
    pages = _pages(keys, language, only) if keys else {}
    links = (_link(value, pages, language) for value in listed)
    return tuple(link for link in links if link is not None)


def _pages(
    keys: set[Any], language: str, only: Callable[[Any], Any]
) -> dict[Any, Page]:
    found = only(for_everybody(Page.objects.live()).filter(translation_key__in=keys))
    of_language = found.filter(locale__language_code=language)
    return {page.translation_key: page for page in of_language}


def _link(value: Any, pages: Mapping[Any, Page], language: str) -> SiteLink | None:
    label = in_language(value["label_en"], value["label_zh_hans"], language)
    if value["address"]:
        return SiteLink(label, in_path(value["address"], language))
    page = pages.get(value["page"].translation_key) if value["page"] else None
    if page is None or not page.url:
        return None
    own = value["label_zh_hans"] if language.startswith("zh") else value["label_en"]
    return SiteLink(own or page.title, page.url)


def in_path(address: str, language: str) -> str:
    """Lead a path of this site to the reader's language; leave others alone."""
    for code, _name in settings.LANGUAGES:
        if address.startswith(f"/{code}/"):
            return f"/{language}/{address.removeprefix(f'/{code}/')}"
    return address
