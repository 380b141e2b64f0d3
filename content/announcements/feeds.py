"""Announcements for readers of feeds: `/en/announcements/rss/`, `…/atom/`."""

from datetime import datetime

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from content.announcements.models import AnnouncementIndexPage
from content.announcements.selectors import AnnouncementCard, current_announcements
from content.feeds import MOST, CardFeed
from content.page_cache import public_page


class Announcements(CardFeed):
    index = AnnouncementIndexPage

    def cards(self, now: datetime) -> list[AnnouncementCard]:
        return current_announcements(language=self.spoken, now=now, most=MOST)

    def item_description(self, card: AnnouncementCard) -> str:
        return card.summary

    def item_categories(self, card: AnnouncementCard) -> list[str]:
        return [str(card.kind.label), *card.shows]


class AtomAnnouncements(Announcements):
    feed_type = Atom1Feed


@require_safe
@public_page
def rss(request: HttpRequest) -> HttpResponseBase:
    return Announcements()(request)


@require_safe
@public_page
def atom(request: HttpRequest) -> HttpResponseBase:
    return AtomAnnouncements()(request)
