"""The days of a report of money, how they are put together, and what of them."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from content.visits.report.span import SpanForm
from ground import dates
from ticketing.payments import gateways
from ticketing.shows.models import ShowKind

# Longer spans are told in weeks or months: nobody reads so many lines.
MOST_DAYS: Final = 366
SEASON_BEGINS: Final = 9


class Step(models.TextChoices):
    DAY = "day", _("Day by day")
    WEEK = "week", _("Week by week")
    MONTH = "month", _("Month by month")


@dataclass(frozen=True, slots=True)
class Period:
    """Days that are told in one line; both are counted."""

    first: date
    last: date
    step: str = Step.DAY

    @property
    def name(self) -> str:
        if self.first == self.last:
            return dates.day(self.first, year=True)
        if self.step == Step.MONTH and self == _month_of(self.first):
            return dates.month(self.first)
        return dates.span(self.first, self.last, year=True)


@dataclass(frozen=True, slots=True)
class Span:
    """What a report is about: days of the house's time zone, and what of them."""

    first: date
    last: date
    zone: ZoneInfo
    step: str = Step.DAY
    kind: ShowKind | None = None
    method: str = ""

    @property
    def name(self) -> str:
        return dates.span(self.first, self.last, year=True)

    @property
    def starts_at(self) -> datetime:
        return datetime.combine(self.first, time(), self.zone)

    @property
    def ends_at(self) -> datetime:
        """The first moment after it."""
        return datetime.combine(self.last + timedelta(days=1), time(), self.zone)

    def periods(self) -> list[Period]:
        """All of them in their order, cut off where the span begins and ends."""
        found, day = [], self.first
        while day <= self.last:
            period = self.period_of(day)
            found.append(period)
            day = period.last + timedelta(days=1)
        return found

    def period_of(self, day: date) -> Period:
        whole = _WHOLE[Step(self.step)](day)
        first, last = max(whole.first, self.first), min(whole.last, self.last)
        return Period(first, last, self.step)


def _day_of(day: date) -> Period:
    return Period(day, day)


def _week_of(day: date) -> Period:
    monday = day - timedelta(days=day.weekday())
    return Period(monday, monday + timedelta(days=6), Step.WEEK)


def _month_of(day: date) -> Period:
    first = day.replace(day=1)
    return Period(first, _before_next_month(first), Step.MONTH)


def _before_next_month(first: date) -> date:
    return (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)


_WHOLE: Final = {Step.DAY: _day_of, Step.WEEK: _week_of, Step.MONTH: _month_of}


class TakingsForm(SpanForm):
    """Two days, both counted, and what of them; it stands in the address."""

    step = forms.ChoiceField(
        label=pgettext_lazy("of a report", "Lines"), choices=Step.choices
    )
    kind = forms.ModelChoiceField(
        ShowKind.objects.all(), label=_("Kind of show"), required=False
    )
    method = forms.ChoiceField(label=_("Payment method"), required=False)

    def __init__(self, data: Any, *, today: date) -> None:
        super().__init__(data, today=today)
        more = {name: data.get(name, "") for name in ("step", "kind", "method")}
        more["step"] = more["step"] or Step.DAY
        self.data = {**self.data, **more}
        self.fields["kind"].empty_label = _("All kinds")  # type: ignore[attr-defined]
        self.fields["method"].choices = [("", _("All methods")), *methods().items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        first, last = cleaned.get("first"), cleaned.get("last")
        is_long = first and last and last - first > timedelta(days=MOST_DAYS)
        if is_long and cleaned.get("step") == Step.DAY:
            self.add_error("step", _("Ask for weeks or months of so many days."))
        if cleaned.get("kind") and cleaned.get("method"):
            self.add_error("method", _("Money is paid for whole orders: ask for one."))
        return cleaned

    def span(self, zone: ZoneInfo) -> Span | None:
        """What is asked; None where it makes no sense."""
        if not self.is_valid():
            return None
        return Span(zone=zone, **self.cleaned_data)

    @property
    def query(self) -> dict[str, str]:
        """The question of this report's address; only where it makes sense."""
        kept = dict(self.cleaned_data)
        kept["kind"] = kept["kind"].pk if kept["kind"] else ""
        return {name: str(value) for name, value in kept.items() if value}


def methods() -> dict[str, str]:
    """Every method that the house knows, by its code."""
    return {one.code: str(one.label) for one in gateways.known()}


@dataclass(frozen=True, slots=True)
class Preset:
    """Days that are often asked for."""

    name: Any
    first: date
    last: date
    step: str


def presets(today: date) -> list[Preset]:
    """Today, yesterday, this month, last month, the season (September to August)."""
    yesterday = today - timedelta(days=1)
    month = today.replace(day=1)
    before = month - timedelta(days=1)
    year = today.year if today.month >= SEASON_BEGINS else today.year - 1
    season = date(year, SEASON_BEGINS, 1)
    end = date(year + 1, SEASON_BEGINS, 1) - timedelta(days=1)
    return [
        Preset(_("Today"), today, today, Step.DAY),
        Preset(_("Yesterday"), yesterday, yesterday, Step.DAY),
        Preset(_("This month"), month, _before_next_month(month), Step.DAY),
        Preset(_("Last month"), before.replace(day=1), before, Step.DAY),
        Preset(_("This season"), season, end, Step.MONTH),
    ]
