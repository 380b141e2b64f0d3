"""Long lists in pages: `?page=2`, beside whatever else the address asks for."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class PageLink:
    """A gap between pages has no address."""

    number: str
    url: str
    is_current: bool


def question(page: int = 1, **asked: str) -> str:
    """The question of an address, without what is not asked; the first page is not."""
    parts = {**asked, "page": str(page) if page > 1 else ""}
    said = {name: value for name, value in parts.items() if value}
    return f"?{urlencode(said)}" if said else ""


def page_of(rows: Sequence[Any] | Any, size: int, request: HttpRequest) -> "Page[Any]":
    """The page that the address asks for; the nearest where there is no such one."""
    return Paginator(rows, size).get_page(request.GET.get("page"))


def page_links(
    shown: "Page[Any]",
    url: Callable[[int], str],
    numbers: Iterable[int | str] | None = None,
) -> list[PageLink]:
    """A link to each page, or to those of `numbers`; none where one is all."""
    if shown.paginator.num_pages == 1:
        return []
    return [
        PageLink(str(n), url(n) if isinstance(n, int) else "", n == shown.number)
        for n in numbers or shown.paginator.page_range
    ]
