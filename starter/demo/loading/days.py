"""The repertoire counts days from today: the day of the first loading."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from starter.demo.loading.frame import SOURCE
from starter.demo.records import Performance as Planned
from ticketing.shows.models import Performance

OPENS_AT: Final = time(10)
# How long before a performance (or before today, if that is earlier) it opened.
SALE_DAYS: Final = 45


def code_of(planned: Planned) -> str:
    """Name a performance by its place in the repertoire: “+12 19:30”."""
    return f"{planned.days:+d} {planned.at:%H:%M}"


def first_day(now: datetime, zone: ZoneInfo) -> date:
    """Return the day that the house was first loaded on; today for a new one.

    So a loading that was interrupted is completed around the same day.
    """
    known = (
        Performance.objects.filter(show__source=SOURCE)
        .exclude(source_code="")
        .select_related("hall__venue")
        .first()
    )
    if known is None:
        return now.astimezone(zone).date()
    days = int(known.source_code.split()[0])
    local: datetime = known.local_start
    return local.date() - timedelta(days=days)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Turns days counted from the first one into moments in a zone."""

    first: date
    zone: ZoneInfo

    def at(self, days: int, hour: time) -> datetime:
        day = self.first + timedelta(days=days)
        return datetime.combine(day, hour, tzinfo=self.zone)

    def starts_at(self, planned: Planned) -> datetime:
        return self.at(planned.days, planned.at)

    def on_sale_from(self, planned: Planned) -> datetime:
        if planned.opens_in_days is not None:
            return self.at(planned.opens_in_days, OPENS_AT)
        return self.at(min(planned.days, 0) - SALE_DAYS, OPENS_AT)
