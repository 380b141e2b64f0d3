"""The site in figures: visits day by day, and the shows that have played lately."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db.models import Count, Max, Min, QuerySet, Sum

from content.visits.models import ShowDay, SiteDay
from ground.keeping import MINUTE, kept
from ticketing.house.models import the_house
from ticketing.shows.models import Performance
from ticketing.shows.querysets import PerformanceQuerySet

DAYS: Final = 30
RECENT: Final = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class SiteFigures:
    """A visit is one person on one day. `days` are the last thirty, today the last."""

    total: int
    since: date | None
    days: list[tuple[date, int]]

    @property
    def today(self) -> int:
        return self.days[-1][1]

    @property
    def month(self) -> int:
        return sum(people for _day, people in self.days)


def total_visits() -> int:
    """All visits since the counting began, at most a minute old."""
    total: int = kept("visits", MINUTE, lambda: _whole()["people"])
    return total


def site_figures(*, now: datetime) -> SiteFigures:
    today = now.astimezone(the_house().zone).date()
    whole = _whole()
    return SiteFigures(
        total=whole["people"],
        since=whole["since"],
        days=people_by_day(today - timedelta(days=DAYS - 1), today),
    )


def people_by_day(first: date, last: date) -> list[tuple[date, int]]:
    """Every day between with its visits, none left out."""
    known = dict(
        SiteDay.objects.filter(day__range=(first, last)).values_list("day", "people")
    )
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [(day, known.get(day, 0)) for day in days]


def _whole() -> dict[str, Any]:
    return SiteDay.objects.aggregate(people=Sum("people", default=0), since=Min("day"))


def played_lately(*, now: datetime) -> PerformanceQuerySet:
    """What has begun within the last ninety days and took place."""
    return Performance.objects.public().filter(
        starts_at__lte=now,
        starts_at__gt=now - RECENT,
        cancelled_at=None,
        moved_to=None,
    )


def shows_played_lately(*, now: datetime) -> QuerySet[Any, Any]:
    """Rows with `show`, `count`, `first`, `last`; the latest show first."""
    return (
        played_lately(now=now)
        .order_by()
        .values("show")
        .annotate(count=Count("pk"), first=Min("starts_at"), last=Max("starts_at"))
        .order_by("-last", "show")
    )


def people_by_show(show_ids: list[int]) -> dict[int, int]:
    """People who ever opened the page of each show, each once a day."""
    rows = ShowDay.objects.filter(show__in=show_ids).values("show")
    return dict(rows.annotate(n=Sum("people")).values_list("show", "n"))
