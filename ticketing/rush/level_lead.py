"""Members whose level lets them choose before the sale opens to everybody."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from members.levels import known_levels, level_of
from members.models import Level
from ticketing.shows.models import Performance


def early_level(
    performance_id: int, account_id: int | None, *, now: datetime
) -> Level | None:
    """The account's level, where it opens this performance before the sale does."""
    if account_id is None or not _longest():
        return None
    level = level_of(account_id, now)
    if level is None or not level.presale_hours:
        return None
    return level if _opening_within(performance_id, level.lead, now).exists() else None


def open_to_a_level(performance_id: int, *, now: datetime) -> QuerySet[Performance]:
    """The performance, where its sale opens later, and some level has it already."""
    lead = _longest()
    if not lead:
        return Performance.objects.none()
    return _opening_within(performance_id, lead, now)


def levels_before(performance: Performance) -> list[tuple[Level, datetime]]:
    """Who can choose when, before the sale: the earliest first."""
    opens = performance.on_sale_from
    if opens is None:
        return []
    levels = [one for one in known_levels().values() if one.presale_hours]
    levels.sort(key=lambda one: -one.presale_hours)
    return [(one, opens - one.lead) for one in levels]


def _longest() -> timedelta:
    leads = (one.lead for one in known_levels().values())
    return max(leads, default=timedelta())


def _opening_within(
    performance_id: int, lead: timedelta, now: datetime
) -> QuerySet[Performance]:
    later: QuerySet[Performance] = Performance.objects.opening_after(now)
    return later.filter(pk=performance_id, on_sale_from__lte=now + lead)
