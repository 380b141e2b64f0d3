"""What the pages of news show beside their own words."""

from datetime import datetime
from typing import Any, Final

from django.http import HttpRequest
from django.utils.translation import get_language

from content.about import about_one, shows_of
from content.attached import attached_rows
from content.news.archive import asked_for, category_links, months, tag_links
from content.news.models import NewsIndexPage, NewsPage
from content.news.reading import most_read, neighbours, read_on
from content.news.selectors import cards_of, news_in
from content.paging import page_links, page_of, question
from content.pictures import STORY, WIDE

ON_A_PAGE: Final = 13
MOST_READ: Final = 5


def index_screen(
    page: NewsIndexPage, request: HttpRequest, now: datetime
) -> dict[str, Any]:
    language = get_language() or "en"
    stories = news_in(language)
    asked = asked_for(page.asked, stories, language)
    base = page.get_url(request)
    shown = page_of(asked.stories, ON_A_PAGE, request)
    return {
        "asked": asked,
        "cards": cards_of(shown.object_list, language=language),
        "categories": category_links(stories, base, asked),
        "months": months(stories, base, asked),
        "tags": tag_links(stories, base, asked),
        "most_read": most_read(stories, now=now, most=MOST_READ),
        "pages": page_links(shown, lambda n: base + asked.below + question(n)),
        "base": base,
    }


def news_screen(page: NewsPage, request: HttpRequest, now: datetime) -> dict[str, Any]:
    language = get_language() or "en"
    told = about_one(page, WIDE, STORY, language=language)
    stories = news_in(language)
    shows = [show.pk for show in shows_of(page)]
    earlier, later = neighbours(page, stories)
    return {
        "picture": told.picture,
        "authors": [row.author for row in _authors(page)],
        "tags": list(page.tags.all()),
        "rows": attached_rows(page, request, now=now),
        "earlier": earlier,
        "later": later,
        "related": read_on(page, stories, shows, language=language),
        "index_url": page.url_above,
    }


def _authors(page: NewsPage) -> Any:
    """Loaded with their names, in one query where they are not a draft's."""
    return page.authors.select_related("author")
