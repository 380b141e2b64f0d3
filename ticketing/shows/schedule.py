"""Dates of a run: a weekly pattern, and local times made into moments."""

from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from ticketing.shows.errors import NoSuchHour


def weekly(
    first: date, last: date, *, weekdays: Collection[int], times: Sequence[time]
) -> Iterator[datetime]:
    """Local starts on these weekdays (Monday is 0), both ends included."""
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        if day.weekday() in weekdays:
            for clock in times:
                yield datetime.combine(day, clock)


def in_zone(local: datetime, zone: ZoneInfo) -> datetime:
    """Return the moment that a clock in that zone shows as `local`.

    Of an hour that comes twice it is the first. Raises NoSuchHour for one
    that the clocks leave out.
    """
    moment = local.replace(tzinfo=zone).astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) != local:
        raise NoSuchHour(moment=f"{local:%Y-%m-%d %H:%M}", zone=zone.key)
    return moment
