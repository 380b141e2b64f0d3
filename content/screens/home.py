"""The home page: a featured show, today and tomorrow, next shows, openings."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db.models import Min
from django.http import HttpRequest
from django.utils.translation import get_language

from content.cards import ShowCard, show_card, when
from content.filters import kind_links
from content.models import HomePage, ShowIndexPage
from content.rows import date_row
from content.selectors import (
    ListedShow,
    coming_performances,
    figures,
    listed_shows,
    show_counts_by_day,
    show_ids_by_next_date,
)
from content.visits.chart import Chart, Period, chart_settings, hot_chart
from content.visits.chart_screen import about, entries, period_links
from content.visits.figures import total_visits
from ticketing.house.models import House, the_house
from ticketing.shows.models import Performance

NEXT_SHOWS: Final = 8
ROWS: Final = 6
OPENINGS: Final = 3
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


@dataclass(frozen=True, slots=True)
class Opening:
    """Dates of a show that go on sale together."""

    card: ShowCard
    opens_at: datetime
    when: str


def home_screen(
    page: HomePage, request: HttpRequest, *, now: datetime
) -> dict[str, Any]:
    house = the_house()
    coming = coming_performances(now=now)
    ids = show_ids_by_next_date(coming)
    openings = _opening_shows(now)
    featured = page.featured_id if page.featured_id in ids else next(iter(ids), None)
    chart = hot_chart(Period.WEEK, now=now, most=chart_settings().rows_on_home)
    charted = [rank.show_id for rank in chart.ranks]
    listed = _listed([*ids[:NEXT_SHOWS], *openings, featured, *charted], house, now)
    cards = {pk: show_card(item, request) for pk, item in listed.items()}
    index = ShowIndexPage.objects.child_of(page).live().first()
    index_url = index.get_url(request) if index else ""
    return {
        "featured": cards.get(featured or 0),
        "picked": page.featured_id,
        "rail": _rail(house, now=now),
        **_rows([listed[pk] for pk in ids[:ROWS] if pk in listed], request, now),
        "cards": [cards[pk] for pk in ids[:NEXT_SHOWS] if pk in cards],
        "kinds": kind_links(coming, index_url),
        "openings": [
            _opening(listed[pk], cards[pk], at) for pk, at in openings.items()
        ],
        "chart": _chart(chart, cards),
        "figures": figures(ids, now=now),
        "visits": total_visits(),
        "index_url": index_url,
    }


def _chart(chart: Chart, cards: dict[int, ShowCard]) -> dict[str, Any]:
    return {
        "entries": entries(chart, cards),
        "periods": period_links(chart.period),
        "about": about(chart.period),
    }


def _listed(
    wanted: Iterable[int | None], house: House, now: datetime
) -> dict[int, ListedShow]:
    """The shows of the page, each once, by their keys."""
    found = listed_shows(
        list(dict.fromkeys(pk for pk in wanted if pk is not None)),
        now=now,
        language=get_language() or "en",
        few_left=house.few_left,
    )
    return {item.show.pk: item for item in found}


def _opening_shows(now: datetime) -> dict[int, datetime]:
    """The shows whose sale opens next, with the moment."""
    rows = (
        Performance.objects.opening_after(now)
        .order_by()
        .values("show")
        .annotate(opens=Min("on_sale_from"))
        .order_by("opens", "show")
    )
    return {row["show"]: row["opens"] for row in rows[:OPENINGS]}


def _opening(listed: ListedShow, card: ShowCard, opens_at: datetime) -> Opening:
    dates = [p for p in listed.performances if p.on_sale_from == opens_at]
    return Opening(card, opens_at.astimezone(card.next.zone), when(dates))


def _rail(house: House, *, now: datetime) -> list[RailDay]:
    today = now.astimezone(house.zone).date()
    counts = show_counts_by_day(
        coming_performances(now=now), first=today, days=RAIL_DAYS, zone=house.zone
    )
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


def _rows(
    listed: Sequence[ListedShow], request: HttpRequest, now: datetime
) -> dict[str, Any]:
    """The next performances: of today and tomorrow, or else those after.

    The next six performances are among those of the six shows that play next.
    """
    rows = sorted(
        (
            date_row(offer, item, request, now=now)
            for item in listed
            for offer in item.offers
            if offer.performance in item.performances
        ),
        key=lambda row: row.performance.starts_at,
    )
    soon = [row for row in rows if row.is_today or row.is_tomorrow]
    return {"rows": (soon or rows)[:ROWS], "rows_are_soon": bool(soon)}
