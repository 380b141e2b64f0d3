"""The head of a page: which address is its own, and what a shared link shows."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from wagtail.models import Page

from content.languages import LanguageLink

LOCALES = {"en": "en_GB", "zh-hans": "zh_CN"}


@dataclass(frozen=True, slots=True)
class Heading:
    """`default` is for readers of other languages; `title` may be empty."""

    canonical: str
    alternates: list[LanguageLink]
    default: str
    title: str
    description: str
    locale: str


def heading(
    request: HttpRequest, page: Any, links: list[LanguageLink], language: str
) -> Heading:
    """Say it for a page of the tree or a view; an error has no address of its own."""
    alternates = _said_in(links, language)
    own = next((link.absolute for link in alternates if link.is_current), "")
    english = next((link.absolute for link in alternates if link.code == "en"), own)
    is_home = _is_home(request.path, language)
    is_page = isinstance(page, Page)
    return Heading(
        canonical=own if is_page or _is_public(request) else "",
        alternates=alternates,
        default=request.build_absolute_uri("/") if is_home else english,
        title=(page.seo_title or page.title) if is_page else "",
        description=_description(page) if is_page else "",
        locale=LOCALES.get(language, ""),
    )


def _said_in(links: list[LanguageLink], language: str) -> list[LanguageLink]:
    """Leave out a language without this page, whose link leads to its home."""
    here = next((link for link in links if link.is_current), None)
    if here is None or _is_home(here.url, language):
        return links
    return [link for link in links if not _is_home(link.url, link.code)]


def _is_home(url: str, language: str) -> bool:
    return url.partition("?")[0] == f"/{language}/"


def _is_public(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and hasattr(match.func, "may_be_public")


def _description(page: Any) -> str:
    """The editors' words for engines, or else what the page begins with."""
    for name in ("search_description", "summary", "lead", "intro"):
        words = getattr(page, name, "")
        if words and isinstance(words, str) and "<" not in words:
            return words
    return ""
