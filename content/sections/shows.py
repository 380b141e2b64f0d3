"""Sections about what plays: the next dates, the next shows, sales that open."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from content.filters import FilterLink, kind_links
from content.openings import opening_of
from content.rows import DateRow, date_row
from content.sections.facts import HomeFacts
from content.sections.registry import Section, register
from content.selectors import (
    ListedShow,
    coming_performances,
    kinds_playing,
    show_counts_by_day,
)

RAIL_DAYS: Final = 14
SATURDAY: Final = 5


@dataclass(frozen=True, slots=True)
class RailDay:
    day: date
    shows: int
    is_today: bool
    is_weekend: bool
    # The month is named where it begins.
    begins_month: bool


def next_shows(facts: HomeFacts, most: int) -> Iterable[int]:
    """The next so many performances are among those of so many next shows."""
    return facts.ids[:most]


def next_dates(facts: HomeFacts, most: int) -> dict[str, Any]:
    """Fourteen days, and the next performances."""
    listed = [facts.listed[pk] for pk in facts.ids[:most] if pk in facts.listed]
    rows, are_soon = _rows(listed, facts, most)
    return {
        "heading": _("Today and tomorrow") if are_soon else _("Next performances"),
        "rail": facts.keep("rail", lambda: _rail(facts)),
        "rows": rows,
        "index_url": facts.index_url,
    }


def _rows(
    listed: Sequence[ListedShow], facts: HomeFacts, most: int
) -> tuple[list[DateRow], bool]:
    """The dates of today and tomorrow, or else those after."""
    rows = sorted(
        (
            date_row(offer, item, facts.request, now=facts.now)
            for item in listed
            for offer in item.offers
            if offer.performance in item.performances
        ),
        key=lambda row: row.performance.starts_at,
    )
    soon = [row for row in rows if row.is_today or row.is_tomorrow]
    return (soon or rows)[:most], bool(soon)


def _rail(facts: HomeFacts) -> list[RailDay]:
    zone = facts.house.zone
    today = facts.now.astimezone(zone).date()
    coming = coming_performances(now=facts.now)
    counts = show_counts_by_day(coming, first=today, days=RAIL_DAYS, zone=zone)
    days = [today + timedelta(days=n) for n in range(RAIL_DAYS)]
    return [
        RailDay(
            day=day,
            shows=counts.get(day, 0),
            is_today=day == today,
            is_weekend=day.weekday() >= SATURDAY,
            begins_month=day.day == 1,
        )
        for day in days
    ]


def posters(facts: HomeFacts, most: int) -> dict[str, Any] | None:
    """The next shows as posters, with a way to each kind."""
    cards = [facts.cards[pk] for pk in facts.ids[:most] if pk in facts.cards]
    if not cards:
        return None
    return {
        "cards": cards,
        "kinds": facts.keep("kinds", lambda: _kinds(facts)),
        "picked": facts.page.featured_id,
    }


def _kinds(facts: HomeFacts) -> list[FilterLink]:
    return kind_links(kinds_playing(facts.coming), facts.index_url)


def opening_shows(facts: HomeFacts, most: int) -> Iterable[int]:
    return list(facts.openings)[:most]


def openings(facts: HomeFacts, most: int) -> dict[str, Any] | None:
    """Shows whose sale opens next, each with the moment."""
    found = [
        opening_of(facts.listed[pk], facts.cards[pk], at)
        for pk, at in list(facts.openings.items())[:most]
        if pk in facts.listed
    ]
    return {"openings": found} if found else None


SECTIONS: Final = (
    Section(
        "next",
        gettext_lazy("Today and tomorrow"),
        "content/home/dates.html",
        next_dates,
        shows=next_shows,
        most=6,
    ),
    Section(
        "shows",
        gettext_lazy("Next shows"),
        "content/home/shows.html",
        posters,
        shows=next_shows,
        most=8,
    ),
    Section(
        "openings",
        gettext_lazy("Opening soon"),
        "content/home/openings.html",
        openings,
        shows=opening_shows,
        most=3,
    ),
)


def register_sections() -> None:
    for section in SECTIONS:
        register(section)
