"""Moving a season to another year, weekday by weekday."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from starter.programmes.records import Programme

WEEK: Final = 7
# Where the source has no time: the hour at which most concerts begin.
USUAL_START: Final = time(19, 30)


def days_to(programmes: Iterable[Programme], wanted: date) -> int:
    """How many days the season has to move to begin on or after a day.

    A multiple of seven, so that a Thursday stays a Thursday: the season begins
    on the first such weekday that is not before the day.
    """
    days = [concert.day for programme in programmes for concert in programme.concerts]
    if not days:
        return 0
    first = min(days)
    begins = wanted + timedelta(days=(first.weekday() - wanted.weekday()) % WEEK)
    return (begins - first).days


def starts_at(day: date, at: time | None, *, zone: str, shift: int) -> datetime:
    """The moment at which it is that time on the (moved) day in that zone.

    The clock on the wall decides: 19:30 stays 19:30 on both sides of a change
    to summer time.
    """
    moved = day + timedelta(days=shift)
    return datetime.combine(moved, at or USUAL_START, tzinfo=ZoneInfo(zone))
