"""The key of each day: random, the same in every process, destroyed after it."""

import secrets
from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from content.visits.models import DayKey

KEY_BYTES: Final = 32
# So long after midnight a day may still get its key, and so long its counts wait
# for every process to have written what it saw; clocks differ by less than between.
LATE: Final = timedelta(minutes=5)
GRACE: Final = timedelta(minutes=10)


def key_of(day: date, *, zone: ZoneInfo, now: datetime) -> bytes | None:
    """Return the day's key, made by whichever process asks first.

    None where the day is over and its key destroyed.
    """
    found = DayKey.objects.filter(day=day).first()
    if found is None:
        if now >= _end(day, zone) + LATE:
            return None
        found, _made = DayKey.objects.get_or_create(
            day=day, defaults={"key": secrets.token_bytes(KEY_BYTES)}
        )
    return bytes(found.key)


def lock_open(days: Collection[date]) -> set[date]:
    """Lock the keys of these days, in order; return the days that are open."""
    rows = DayKey.objects.filter(day__in=days).order_by("day")
    return set(rows.select_for_update().values_list("day", flat=True))


def is_over(day: date, *, zone: ZoneInfo, now: datetime) -> bool:
    """Say whether the day has ended and all that was seen in it has arrived."""
    return now >= _end(day, zone) + GRACE


def _end(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=zone)
