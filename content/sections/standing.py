"""Sections about the house: what people look at, the house in numbers, free text."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from content.sections.facts import HomeFacts
from content.sections.registry import Section, register
from content.selectors import figures
from content.visits.chart import Chart, Period, chart_settings, hot_chart
from content.visits.chart_screen import about, entries, period_links
from content.visits.figures import total_visits
from ground.keeping import MINUTE, kept

# Visits are written down every quarter of a minute.
CHART_SECONDS = 10


def charted_shows(facts: HomeFacts, most: int) -> Iterable[int]:
    return [rank.show_id for rank in _chart(facts, most).ranks]


def chart(facts: HomeFacts, most: int) -> dict[str, Any] | None:
    """What people look at this week."""
    found = _chart(facts, most)
    shown = entries(found, facts.cards)
    if not shown:
        return None
    return {
        "entries": shown,
        "periods": period_links(found.period),
        "about": about(found.period),
    }


def _chart(facts: HomeFacts, most: int) -> Chart:
    """Kept while visits are only counted anew every few seconds."""

    def build() -> Chart:
        rows = min(most, chart_settings().rows_on_home)
        return hot_chart(Period.WEEK, now=facts.now, most=rows)

    return kept(f"home:chart:{most}", CHART_SECONDS, build)


def house_figures(facts: HomeFacts, _most: int) -> dict[str, Any]:
    """The house in numbers, at most a minute old."""
    found = kept("home:figures", MINUTE, lambda: figures(facts.ids, now=facts.now))
    return {"figures": found, "visits": total_visits()}


def register_sections() -> None:
    register(
        Section(
            "chart",
            _("Hot chart"),
            "content/home/chart.html",
            chart,
            shows=charted_shows,
            most=10,
        )
    )
    register(
        Section("figures", _("In figures"), "content/home/figures.html", house_figures)
    )
