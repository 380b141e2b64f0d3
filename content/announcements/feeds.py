"""Announcements for readers of feeds: `/en/announcements/rss/`, `…/atom/`."""

from django.utils import timezone

from content.announcements.models import AnnouncementIndexPage
from content.announcements.selectors import AnnouncementCard, current_announcements
from content.feeds import MOST, CardFeed


class Announcements(CardFeed):
    index = AnnouncementIndexPage

    def cards(self) -> list[AnnouncementCard]:
        return current_announcements(
            language=self.spoken, now=timezone.now(), most=MOST
        )

    def item_description(self, card: AnnouncementCard) -> str:
        return card.summary

    def item_categories(self, card: AnnouncementCard) -> list[str]:
        return [str(card.kind.label), *card.shows]
