"""Links of the settings as a reader of one language gets them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from wagtail.models import Page

from ground.names import in_language

# A block's value as it is stored.
Value = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SiteLink:
    title: str
    url: str


def raw_links(stream: Any) -> list[Value]:
    """The values of a stream of LinkBlocks as they are stored: no page is loaded."""
    return [one["value"] for one in stream.raw_data]


def raw_columns(stream: Any) -> list[tuple[Value, list[Value]]]:
    """Each column's value, and those of its links."""
    columns = [one["value"] for one in stream.raw_data]
    return [(one, [_item(link) for link in one["links"]]) for one in columns]


def _item(stored: Value) -> Value:
    """The items of a list are stored with a key of their own."""
    return stored["value"] if stored.get("type") == "item" else stored


def named_pages(values: Iterable[Value]) -> set[int]:
    """The keys of the pages that these links name."""
    return {value["page"] for value in values if value.get("page")}


def links_of(
    values: Iterable[Value], language: str, pages: Mapping[int, Page]
) -> tuple[SiteLink, ...]:
    """Return what these stored links lead to.

    `pages` are the pages to lead to, by the keys that links name; a link whose
    page is not among them is left out.
    """
    links = (_link(value, pages, language) for value in values)
    return tuple(link for link in links if link is not None)


def _link(value: Value, pages: Mapping[int, Page], language: str) -> SiteLink | None:
    english, chinese = value.get("label_en", ""), value.get("label_zh_hans", "")
    if value.get("address"):
        label = in_language(english, chinese, language)
        return SiteLink(label, in_path(value["address"], language))
    page = pages.get(value.get("page") or 0)
    if page is None or not page.url:
        return None
    own = chinese if language.startswith("zh") else english
    return SiteLink(own or page.title, page.url)


def in_path(address: str, language: str) -> str:
    """Lead a path of this site to the reader's language; leave others alone."""
    for code, _name in settings.LANGUAGES:
        if address.startswith(f"/{code}/"):
            return f"/{language}/{address.removeprefix(f'/{code}/')}"
    return address
