"""The chart as the home page and its own page show it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from content.cards import ShowCard, show_card
from content.filters import FilterLink
from content.selectors import listed_shows
from content.visits.chart import Chart, Period, Rank, chart_settings, hot_chart
from ticketing.house.models import the_house


@dataclass(frozen=True, slots=True)
class Entry:
    """A rank and the show that has it."""

    rank: Rank
    card: ShowCard


def chart_screen(
    period: Period, request: HttpRequest, *, now: datetime
) -> dict[str, Any]:
    chart = hot_chart(period, now=now, most=chart_settings().rows)
    listed = listed_shows(
        [rank.show_id for rank in chart.ranks],
        now=now,
        language=get_language() or "en",
        few_left=the_house().few_left,
    )
    cards = {item.show.pk: show_card(item, request) for item in listed}
    return {
        "chart": chart,
        "entries": entries(chart, cards),
        "periods": period_links(period),
        "about": about(period),
    }


def entries(chart: Chart, cards: Mapping[int, ShowCard]) -> list[Entry]:
    return [
        Entry(rank, cards[rank.show_id])
        for rank in chart.ranks
        if rank.show_id in cards
    ]


def period_links(current: Period | None = None) -> list[FilterLink]:
    titles = {
        Period.DAY: pgettext("chart", "Day"),
        Period.WEEK: pgettext("chart", "Week"),
        Period.MONTH: pgettext("chart", "Month"),
    }
    return [
        FilterLink(title, address_of(period), is_current=period == current)
        for period, title in titles.items()
    ]


def address_of(period: Period) -> str:
    """The week has the plain address: it is what most mean."""
    if period == Period.WEEK:
        return reverse("visits:chart")
    return reverse("visits:chart-of", args=[period.value])


def about(period: Period) -> str:
    """How the chart is made, for those who wonder."""
    return {
        Period.DAY: _(
            "People who opened a show’s page today; robots and reloads are not"
            " counted. Movement against yesterday."
        ),
        Period.WEEK: _(
            "People who opened a show’s page in the last 7 days; robots and reloads"
            " are not counted. Movement against the 7 days before."
        ),
        Period.MONTH: _(
            "People who opened a show’s page in the last 30 days; robots and reloads"
            " are not counted. Movement against the 30 days before."
        ),
    }[period]
