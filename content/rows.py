"""One performance as a row says it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.http import HttpRequest

from content.cards import performance_url
from content.selectors import ListedShow
from content.venue_pages.selectors import venue_urls
from ticketing.shows.models import Performance
from ticketing.stock.selectors import Offer


@dataclass(frozen=True, slots=True)
class DateRow:
    offer: Offer
    title: str
    # The show's page; empty on that page itself.
    page_url: str
    book_url: str
    # The venue's page; empty where it has none.
    venue_url: str
    is_today: bool
    is_tomorrow: bool
    # A date of another year than the reader's says so.
    has_other_year: bool

    @property
    def performance(self) -> Performance:
        return self.offer.performance


def date_row(
    offer: Offer, listed: ListedShow | None, request: HttpRequest, *, now: datetime
) -> DateRow:
    """Tell of one performance; `listed` is its show where the row names it."""
    performance = offer.performance
    day, today = _days(performance, now)
    page = listed.page if listed else None
    return DateRow(
        offer=offer,
        title=(page.title if page else performance.show.name) if listed else "",
        page_url=page.get_url(request) if page else "",
        book_url=performance_url(performance),
        venue_url=venue_urls().get(performance.hall.venue_id, ""),
        is_today=day == today,
        is_tomorrow=day == today + timedelta(days=1),
        has_other_year=day.year != today.year,
    )


def _days(performance: Performance, now: datetime) -> tuple[date, date]:
    return performance.local_start.date(), now.astimezone(performance.zone).date()
