"""The catalogue as a calendar, and as rows."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any, Final

from django.db.models import QuerySet
from django.http import HttpRequest

from content.catalogue import links
from content.catalogue.asked import Asked, View
from content.catalogue.finding import (
    Counts,
    asked_performances,
    counts_of,
    first_of_each_day,
    narrowed,
    offers,
    pages_of,
)
from content.catalogue.known import Known
from content.paging import page_links, page_of
from content.rows import DateRow, date_row
from content.selectors import ListedShow
from content.sites import know_site
from ground import dates
from ticketing.shows.models import Performance

MOST_IN_A_DAY: Final = 6
ROWS_ON_A_PAGE: Final = 60
WEEK: Final = 7
SATURDAY: Final = 5


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the calendar; `more` performances of it stand in the list."""

    day: date
    rows: tuple[DateRow, ...]
    more: int
    url: str
    is_today: bool
    is_weekend: bool
    is_of_the_month: bool


@dataclass(frozen=True, slots=True)
class DayOfRows:
    day: date
    rows: list[DateRow]
    is_today: bool
    has_other_year: bool


def calendar_screen(
    asked: Asked, known: Known, request: HttpRequest, *, now: datetime
) -> dict[str, Any]:
    """Weeks of days, each with its first few performances."""
    found = asked_performances(asked, known, now=now)
    counts = counts_of(found, asked)
    shown = first_of_each_day(narrowed(found, asked), MOST_IN_A_DAY)
    by_day: defaultdict[date, list[DateRow]] = defaultdict(list)
    for row in _rows(shown, request, now):
        by_day[row.performance.local_start.date()].append(row)
    return {
        **_frame(asked, known, counts, now),
        "weeks": _weeks(asked, by_day, counts, now.astimezone(known.zone).date()),
        "weekdays": [dates.weekday(date(2026, 6, 1 + n)) for n in range(WEEK)],
    }


def list_screen(
    asked: Asked, known: Known, request: HttpRequest, *, now: datetime
) -> dict[str, Any]:
    """Rows under their days, in pages; what has played begins with the latest."""
    found = asked_performances(asked, known, now=now)
    counts = counts_of(found, asked)
    page = page_of(range(counts.total), ROWS_ON_A_PAGE, request)
    numbers = page.paginator.get_elided_page_range(page.number, on_ends=1)
    latest = "-" if asked.view == View.RECENT else ""
    ordered = narrowed(found, asked).order_by(f"{latest}starts_at", f"{latest}pk")
    first = max(page.start_index() - 1, 0)
    rows = _rows(ordered[first : first + ROWS_ON_A_PAGE], request, now)
    return {
        **_frame(asked, known, counts, now),
        "days": _days(rows, now.astimezone(known.zone).date()),
        "pages": page_links(page, asked.url, numbers),
    }


def _frame(asked: Asked, known: Known, counts: Counts, now: datetime) -> dict[str, Any]:
    today = now.astimezone(known.zone).date()
    return {
        "asked": asked,
        "count": counts.total,
        "views": links.view_links(asked, today),
        "month": links.month_links(asked, known, now),
        "kinds": links.kind_links(asked, known, counts),
        "venues": links.venue_links(asked, known, counts),
        "whole_url": Asked(View.LIST).url(),
        "has_venues": len(known.venues) > 1,
        "calendar_url": replace(asked, view=View.ICAL, month=None, day=None).url(),
    }


def _rows(
    performances: QuerySet[Performance], request: HttpRequest, now: datetime
) -> list[DateRow]:
    know_site(request)
    found = offers(performances, now=now)
    pages = pages_of(offer.performance.show_id for offer in found)
    rows = []
    for offer in found:
        show = offer.performance.show
        listed = ListedShow(show, pages.get(show.pk), (offer,))
        rows.append(date_row(offer, listed, request, now=now))
    return rows


def _weeks(
    asked: Asked, by_day: dict[date, list[DateRow]], counts: Counts, today: date
) -> list[list[Day]]:
    month, until = asked.month, asked.until
    if month is None or until is None:
        return []
    first = month - timedelta(days=month.weekday())
    length = ((until - first).days + WEEK - 1) // WEEK
    numbers = counts.by_day()

    def day_of(day: date) -> Day:
        rows = tuple(by_day.get(day, ()))
        return Day(
            day=day,
            rows=rows,
            more=max(numbers[day] - len(rows), 0),
            url=Asked(View.LIST, day=day, kind=asked.kind, venue=asked.venue).url(),
            is_today=day == today,
            is_weekend=day.weekday() >= SATURDAY,
            is_of_the_month=day.month == month.month,
        )

    days = [day_of(first + timedelta(days=n)) for n in range(length * WEEK)]
    return [days[n : n + WEEK] for n in range(0, len(days), WEEK)]


def _days(rows: Iterable[DateRow], today: date) -> list[DayOfRows]:
    grouped = groupby(rows, key=lambda row: row.performance.local_start.date())
    return [
        DayOfRows(
            day=day,
            rows=list(of_the_day),
            is_today=day == today,
            has_other_year=day.year != today.year,
        )
        for day, of_the_day in grouped
    ]
