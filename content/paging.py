"""Long lists in pages: `?page=2`."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest


def page_of(rows: Sequence[Any] | Any, size: int, request: HttpRequest) -> "Page[Any]":
    """The page that the address asks for; the nearest where there is no such one."""
    return Paginator(rows, size).get_page(request.GET.get("page"))


def page_links(shown: "Page[Any]", base: str, query: str = "") -> list[dict[str, Any]]:
    """A link to each page; none where one is all."""
    count = shown.paginator.num_pages
    if count == 1:
        return []
    return [
        {"number": n, "url": _url(base, query, n), "is_current": n == shown.number}
        for n in range(1, count + 1)
    ]


def _url(base: str, query: str, number: int) -> str:
    page = f"page={number}" if number > 1 else ""
    question = "&".join(part for part in (query, page) if part)
    return f"{base}?{question}" if question else base
