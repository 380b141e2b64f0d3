"""Which announcements there are to tell of, as cards."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from wagtail.images.models import Image

from content.about import About, about, on_shows, with_shows
from content.announcements.models import AnnouncementPage, Kind
from content.cards import comma
from content.days import house_today
from content.published import for_everybody


@dataclass(frozen=True, slots=True)
class AnnouncementCard:
    title: str
    url: str
    kind: Kind
    summary: str
    day: date
    picture: Image | None
    alt: str
    shows: tuple[str, ...]
    urgent: bool
    is_over: bool

    @property
    def about(self) -> str:
        """The names of its shows in one line."""
        return comma().join(self.shows)


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
    live = for_everybody(AnnouncementPage.objects.live())
    return live.filter(locale__language_code=language).newest_first()


def not_yet_appeared(now: datetime) -> Any:
    """The keys of announcements whose first day has not come."""
    later = AnnouncementPage.objects.filter(appears_on__gt=house_today(now))
    return later.values("pk")


def cards_of(pages: Any, *, language: str, today: date) -> list[AnnouncementCard]:
    """Cards of the pages of a QuerySet, in its order."""
    listed = list(with_shows(pages.defer("body")))
    told = about(listed, language=language)
    return [_card(page, told[page.pk], today) for page in listed]


def _card(page: AnnouncementPage, told: About, today: date) -> AnnouncementCard:
    return AnnouncementCard(
        title=page.title,
        url=page.get_url(),
        kind=Kind(page.kind),
        summary=page.summary,
        day=page.appears_on,
        picture=told.picture,
        alt=page.picture_alt,
        shows=told.names,
        urgent=page.urgent,
        is_over=page.is_over(today),
    )
