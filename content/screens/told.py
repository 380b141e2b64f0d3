"""What the house has told of a show: announcements, news, specials, galleries."""

from datetime import datetime
from typing import Any, Final

from django.utils.translation import get_language

from content.announcements.selectors import about_shows as announced
from content.galleries.selectors import of_show
from content.news.selectors import about_shows as reported
from content.published import keep_published
from content.specials.selectors import about_shows as featured

MOST: Final = 3


def told_of(show_id: int, *, now: datetime) -> dict[str, Any]:
    """Cards of the newest of each kind in the reader's language."""
    return keep_published(f"told:{show_id}", lambda: _told(show_id, now), now=now)


def _told(show_id: int, now: datetime) -> dict[str, Any]:
    language = get_language() or "en"
    return {
        "announcements": announced([show_id], language=language, now=now, most=MOST),
        "stories": reported([show_id], language=language, most=MOST),
        "specials": featured([show_id], language=language, most=MOST - 1),
        "galleries": of_show(show_id, language=language, now=now)[:MOST],
    }
