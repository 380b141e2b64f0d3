"""The hot chart: which shows people looked at, and how that has changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from django.db.models import Q, Sum

from content.visits.models import ChartSettings, ShowDay
from ground.keeping import kept
from ticketing.house.models import the_house
from ticketing.shows.models import Show

SECONDS: Final = 2


class Period(StrEnum):
    """Days that end today, so that no chart is empty on a Monday morning."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"

    @property
    def days(self) -> int:
        return {Period.DAY: 1, Period.WEEK: 7, Period.MONTH: 30}[self]


class Move(StrEnum):
    UP = "up"
    DOWN = "down"
    SAME = "same"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Rank:
    """One show on the chart; `before` is its rank in the period before this one."""

    rank: int
    show_id: int
    people: int
    before: int | None

    @property
    def move(self) -> Move:
        if self.before is None:
            return Move.NEW
        if self.before == self.rank:
            return Move.SAME
        return Move.UP if self.before > self.rank else Move.DOWN

    @property
    def places(self) -> int:
        """By how many places it has risen or fallen."""
        return 0 if self.before is None else abs(self.before - self.rank)


@dataclass(frozen=True, slots=True)
class Chart:
    period: Period
    first: date
    last: date
    ranks: Sequence[Rank]


def chart_settings() -> ChartSettings:
    """Return how long the charts are, at most two seconds old."""
    return kept("chart", SECONDS, ChartSettings.objects.first) or (ChartSettings())


def hot_chart(period: Period, *, now: datetime, most: int) -> Chart:
    """Return the shows that can still be seen, those with most people first.

    People are counted once a day; of as many, the show that is older in the
    house goes first. Shows that nobody looked at are left out. One query.
    """
    today = now.astimezone(the_house().zone).date()
    first = today - timedelta(days=period.days - 1)
    counts = _counts(first, today, now)
    ranks = _ranked({pk: people for pk, (people, _before) in counts.items()})
    before = _ranked({pk: people for pk, (_now, people) in counts.items()})
    shown = list(ranks)[:most]
    return Chart(
        period=period,
        first=first,
        last=today,
        ranks=[Rank(ranks[pk], pk, counts[pk][0], before.get(pk)) for pk in shown],
    )


def _counts(first: date, last: date, now: datetime) -> dict[int, tuple[int, int]]:
    """People in the period and in the one before it, by show."""
    earliest = first - (last - first) - timedelta(days=1)
    rows = (
        ShowDay.objects.filter(day__range=(earliest, last))
        .filter(show__in=Show.objects.coming(now).values("pk"))
        .values("show")
        .annotate(
            lately=Sum("people", filter=Q(day__gte=first), default=0),
            before=Sum("people", filter=Q(day__lt=first), default=0),
        )
    )
    return {row["show"]: (row["lately"], row["before"]) for row in rows}


def _ranked(people: dict[int, int]) -> dict[int, int]:
    """Ranks by show, the first one first; who has nobody has no rank."""
    order = sorted((-count, pk) for pk, count in people.items() if count)
    return {pk: rank for rank, (_count, pk) in enumerate(order, start=1)}
