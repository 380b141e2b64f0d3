"""Counts of what was seen: refreshed while the day lasts, final when it is over."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Max, Sum

from content.visits.keys import is_over, lock_open
from content.visits.models import DayKey, ShowDay, Sighting, SiteDay, VisitDay
from ticketing.house.models import the_house
from ticketing.shows.models import Show

WAYS = ("page", "language", "source", "device")


@dataclass(frozen=True, slots=True)
class DayCounts:
    site: SiteDay
    shows: list[ShowDay]
    pages: list[VisitDay]


def fold(*, now: datetime) -> int:
    """Count every open day anew; return how many there are.

    A day that is over is counted for the last time, and what told its people
    apart is destroyed in the same transaction. Runs twice without harm.
    """
    days = list(DayKey.objects.order_by("day").values_list("day", flat=True))
    for day in days:
        if is_over(day, zone=the_house().zone, now=now):
            _close(day)
        else:
            _refresh(day)
    return len(days)


def _refresh(day: date) -> None:
    """Count without a lock, which those who write down would wait for."""
    counts = _counts_of(day)
    with transaction.atomic():
        # Another worker may have closed the day meanwhile, with more than this.
        if lock_open({day}):
            _keep(counts)


@transaction.atomic
def _close(day: date) -> None:
    if lock_open({day}):
        _keep(_counts_of(day))
        Sighting.objects.filter(day=day).delete()
        DayKey.objects.filter(day=day).delete()


def _counts_of(day: date) -> DayCounts:
    seen = Sighting.objects.filter(day=day).order_by()
    whole: dict[str, Any] = seen.aggregate(
        people=Count("person", distinct=True), views=Sum("views", default=0)
    )
    by_show = seen.values("show").annotate(people=Count("person", distinct=True))
    ways = seen.values(*WAYS).annotate(
        people=Count("pk"), seen=Sum("views"), about=Max("show")
    )
    there = set(Show.objects.values_list("pk", flat=True))
    return DayCounts(
        site=SiteDay(day=day, **whole),
        shows=[
            ShowDay(day=day, show_id=row["show"], people=row["people"])
            for row in by_show
            if row["show"] in there
        ],
        pages=[
            VisitDay(
                day=day,
                **{name: row[name] for name in WAYS},
                people=row["people"],
                views=row["seen"],
                show_id=row["about"] if row["about"] in there else None,
            )
            for row in ways
        ],
    )


def _keep(counts: DayCounts) -> None:
    SiteDay.objects.bulk_create(
        [counts.site],
        update_conflicts=True,
        unique_fields=["day"],
        update_fields=["people", "views"],
    )
    ShowDay.objects.bulk_create(
        counts.shows,
        update_conflicts=True,
        unique_fields=["day", "show"],
        update_fields=["people"],
    )
    VisitDay.objects.bulk_create(
        counts.pages,
        update_conflicts=True,
        unique_fields=["day", *WAYS],
        update_fields=["people", "views", "show"],
    )
