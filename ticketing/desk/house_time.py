"""Moments in tables: told, and filtered by the day, by the house's own clock."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib.admin import DateFieldListFilter, display
from django.utils import timezone

from ticketing.house.models import the_house


def house_clock(moment: datetime | None) -> str:
    """2026-11-27 19:30, or nothing."""
    return f"{moment.astimezone(the_house().zone):%Y-%m-%d %H:%M}" if moment else ""


def house_day(moment: datetime | None) -> str:
    """2026-11-27, or nothing."""
    return f"{moment.astimezone(the_house().zone):%Y-%m-%d}" if moment else ""


def clock_column(field: str, description: Any) -> Callable[[Any, Any], str]:
    """A column that tells this field of its rows, and is ordered by it."""

    @display(description=description, ordering=field)
    def told(_table: Any, row: Any) -> str:
        return house_clock(getattr(row, field))

    return told


class HouseDays(DateFieldListFilter):
    """Today, the last seven days, this month, this year: where the house is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        with timezone.override(the_house().zone):
            super().__init__(*args, **kwargs)
