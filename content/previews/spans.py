"""This week and the month after it, by the house's own days."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

WEEK = 7


@dataclass(frozen=True, slots=True)
class Span:
    """Days from the first to the day after the last."""

    first: date
    until: date


def this_week(now: datetime, zone: ZoneInfo) -> Span:
    """From today to Sunday."""
    today = now.astimezone(zone).date()
    return Span(today, today + timedelta(days=WEEK - today.weekday()))


def rest_of_month(week: Span) -> Span:
    """From the Monday after the week to the end of a month, a week at the least.

    Where the month has less than a week left, the next one is told of too.
    """
    sunday = week.until + timedelta(days=WEEK - 1)
    until = (sunday.replace(day=1) + timedelta(days=31)).replace(day=1)
    return Span(week.until, until)
