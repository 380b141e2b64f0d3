"""What the pages of specials show beside their own words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.images.models import Image

from content.about import about_one, shows_of
from content.announcements.selectors import AnnouncementCard
from content.announcements.selectors import about_shows as announced
from content.days import house_today
from content.news.selectors import NewsCard
from content.news.selectors import about_shows as reported
from content.paging import page_links, page_of, question
from content.pictures import POSTER, STORY, WIDE
from content.rows import DateRow
from content.specials.blocks import MOST_CARDS
from content.specials.live import asked_by_block, show_ids, special_rows
from content.specials.models import SpecialIndexPage, SpecialPage
from content.specials.selectors import cards_of, latest_specials, specials_in

ON_A_PAGE: Final = 12
OTHERS: Final = 2


@dataclass(frozen=True, slots=True)
class Part:
    """A block of the page's story, and what was looked up for it."""

    block: Any
    rows: Sequence[DateRow] = ()
    announcements: Sequence[AnnouncementCard] = ()
    news: Sequence[NewsCard] = ()


def index_screen(
    page: SpecialIndexPage, request: HttpRequest, _now: datetime
) -> dict[str, Any]:
    language = get_language() or "en"
    base = page.get_url(request)
    shown = page_of(specials_in(language), ON_A_PAGE, request)
    return {
        "cards": cards_of(shown.object_list, language=language),
        "pages": page_links(shown, lambda n: base + question(n)),
    }


def special_screen(
    page: SpecialPage, request: HttpRequest, now: datetime
) -> dict[str, Any]:
    language = get_language() or "en"
    pictures = _in_blocks(page.body)
    told = about_one(page, POSTER, STORY, WIDE, language=language, more=pictures)
    rows = special_rows(page, request, now=now)
    ids = show_ids(page, rows)
    parts = list(_parts(page, rows, ids, language, now))
    placed = {row.performance.pk for part in parts for row in part.rows}
    others = latest_specials(language=language, most=OTHERS + 1)
    shows = shows_of(page)
    return {
        "picture": told.picture,
        "ground": shows[0].kind.ground if shows else "",
        "published_on": _day(page),
        "parts": parts,
        "rows": [row for row in rows if row.performance.pk not in placed],
        "others": [card for card in others if card.url != page.get_url()][:OTHERS],
        "index_url": page.url_above,
    }


def _day(page: SpecialPage) -> Any:
    return house_today(page.first_published_at) if page.first_published_at else None


def _parts(
    page: SpecialPage,
    rows: Sequence[DateRow],
    ids: Sequence[int],
    language: str,
    now: datetime,
) -> Iterator[Part]:
    """The blocks in their order; what those that live need is loaded once."""
    announcements: Sequence[AnnouncementCard] = ()
    news: Sequence[NewsCard] = ()
    if any(block.block_type == "roundup" for block in page.body):
        announcements = announced(ids, language=language, now=now, most=MOST_CARDS)
        news = reported(ids, language=language, most=MOST_CARDS)
    for block in page.body:
        if block.block_type == "dates":
            chosen = asked_by_block(block.value)
            yield Part(block, [row for row in rows if chosen.takes(row, now=now)])
        elif block.block_type == "roundup":
            most = block.value["most"]
            yield Part(block, (), announcements[:most], news[:most])
        else:
            yield Part(block)


def _in_blocks(body: Any) -> Iterator[Image | None]:
    for block in body:
        if block.block_type == "gallery":
            yield from (shown["image"] for shown in block.value["pictures"])
        elif block.block_type == "interview":
            yield block.value["portrait"]
