"""Ways to the other pages of a list of comments."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page

from community.comments.selectors import Sort


def links(shown: "Page[Any]", sort: Sort) -> list[dict[str, Any]]:
    """As `content/page_numbers.html` takes them; none where one page is all."""
    if shown.paginator.num_pages == 1:
        return []
    numbers = shown.paginator.get_elided_page_range(shown.number)
    return [
        {
            "number": str(number),
            "url": _url(number, sort) if isinstance(number, int) else "",
            "is_current": number == shown.number,
        }
        for number in numbers
    ]


def _url(number: int, sort: Sort) -> str:
    return f"?{urlencode({'sort': sort.value, 'page': number})}"
