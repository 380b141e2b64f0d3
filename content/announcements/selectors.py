"""Which announcements there are to tell of, as cards."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from content.about import About, StoryCard, about_each, on_card, on_shows
from content.announcements.models import AnnouncementPage, Kind
from content.days import house_today
from content.published import live_in


@dataclass(frozen=True, slots=True)
class AnnouncementCard(StoryCard):
    kind: Kind
    summary: str
    day: date
    urgent: bool
    is_over: bool


def current_announcements(
    *, language: str, now: datetime, most: int
) -> list[AnnouncementCard]:
    """What is announced at that moment, the newest first; at most eight queries."""
    today = house_today(now)
    found = announcements_in(language).current(today)
    return cards_of(found[:most], language=language, today=today)


def about_shows(
    show_ids: Iterable[int], *, language: str, now: datetime, most: int
) -> list[AnnouncementCard]:
    """What is announced of these shows or of dates of theirs."""
    today = house_today(now)
    found = on_shows(announcements_in(language).current(today), show_ids)
    return cards_of(found[:most], language=language, today=today)


def announcements_in(language: str) -> Any:
    """All live announcements of one language, the newest first."""
    return live_in(language, AnnouncementPage).order_by("-appears_on", "-pk")


def not_yet_appeared(now: datetime) -> Any:
    """The keys of announcements whose first day has not come."""
    later = AnnouncementPage.objects.filter(appears_on__gt=house_today(now))
    return later.values("pk")


def cards_of(pages: Any, *, language: str, today: date) -> list[AnnouncementCard]:
    """Cards of the pages of a QuerySet, in its order."""
    told = about_each(pages, language=language)
    return [_card(page, about, today) for page, about in told]


def _card(page: AnnouncementPage, told: About, today: date) -> AnnouncementCard:
    return AnnouncementCard(
        **on_card(page, told),
        kind=Kind(page.kind),
        summary=page.summary,
        day=page.appears_on,
        urgent=page.urgent,
        is_over=page.is_over(today),
    )
