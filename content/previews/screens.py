"""What comes next, put together with a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from content.cards import ShowCard, show_card
from content.frame import site_menu
from content.openings import opening_of, shows_opening
from content.previews.models import PreviewsPage
from content.previews.spans import Span, rest_of_month, this_week
from content.rows import DateRow, date_row
from content.selectors import (
    ListedShow,
    ShowFilter,
    coming_performances,
    filtered,
    listed_shows,
    show_ids_by_next_date,
)
from ground import dates
from ticketing.house.models import the_house

SHOWS_OF_THE_WEEK: Final = 12
ROWS: Final = 12
SHOWS_OF_THE_MONTH: Final = 12
OPENINGS: Final = 9


@dataclass(frozen=True, slots=True)
class PickCard:
    """A show on top of the page, and why the editors put it there."""

    card: ShowCard
    reason: str


def previews_screen(
    page: PreviewsPage, request: HttpRequest, now: datetime
) -> dict[str, Any]:
    zone = the_house().zone
    week = this_week(now, zone)
    month = rest_of_month(week)
    picks = {pick.show_id: pick.reason for pick in page.picks.all()}
    in_week = _shows_in(week, zone, now)
    in_month = [pk for pk in _shows_in(month, zone, now) if pk not in in_week]
    opening = shows_opening(now, OPENINGS)
    wanted = [
        *picks,
        *in_week[:SHOWS_OF_THE_WEEK],
        *in_month[:SHOWS_OF_THE_MONTH],
        *opening,
    ]
    listed = _listed(wanted, now)
    cards = {pk: show_card(item, request) for pk, item in listed.items()}
    return {
        "picks": [PickCard(cards[pk], why) for pk, why in picks.items() if pk in cards],
        "rows": _rows(listed.values(), week, request, now),
        "month_title": _month_title(week, month),
        "cards": [cards[pk] for pk in in_month[:SHOWS_OF_THE_MONTH] if pk in cards],
        "openings": [
            opening_of(listed[pk], cards[pk], at)
            for pk, at in opening.items()
            if pk in listed
        ],
        "index_url": site_menu().shows,
    }


def _shows_in(span: Span, zone: ZoneInfo, now: datetime) -> list[int]:
    days = ShowFilter(first=span.first, until=span.until)
    return show_ids_by_next_date(filtered(coming_performances(now=now), days, zone))


def _listed(wanted: Iterable[int], now: datetime) -> dict[int, ListedShow]:
    found = listed_shows(
        list(dict.fromkeys(wanted)),
        now=now,
        language=get_language() or "en",
        few_left=the_house().few_left,
    )
    return {item.show.pk: item for item in found}


def _rows(
    listed: Iterable[ListedShow], week: Span, request: HttpRequest, now: datetime
) -> list[DateRow]:
    rows = [
        date_row(offer, item, request, now=now)
        for item in listed
        for offer in item.offers
        if offer.performance.local_start.date() < week.until
    ]
    return sorted(rows, key=lambda row: row.performance.starts_at)[:ROWS]


def _month_title(week: Span, month: Span) -> str:
    last = month.until - timedelta(days=1)
    if week.first.month == last.month:
        return _("Later this month")
    return dates.month(last)
