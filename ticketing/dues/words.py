"""Merge fields in the texts about dues."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from ground import dates
from ground.money import money
from members.models import Level
from ticketing.dues.models import Due
from ticketing.house.models import the_house

FIELDS: Final = ("name", "level", "amount", "due_day", "last_day", "house")
_FIELD: Final = re.compile(r"\{([^{}]*)\}")


def unknown_fields(text: str) -> list[str]:
    """What stands in braces and is no merge field."""
    return [name for name in _FIELD.findall(text) if name not in FIELDS]


def merged(text: str, values: Mapping[str, str]) -> str:
    """The text with the values in it; what is no field stays as it is."""
    return _FIELD.sub(lambda found: values.get(found[1], found[0]), text)


def values_of(due: Due) -> dict[str, str]:
    """The values of a due that was billed, in the active language.

    Reads its order and `carries_on`.
    """
    house, order = the_house(), due.order
    ends = due.carries_on.grace_until if due.carries_on else None
    return {
        "name": order.buyer_name if order else "",
        "level": due.level.name,
        "amount": money(order.total, order.currency) if order else "",
        "due_day": _day(due.begins_at),
        "last_day": _day(ends or due.begins_at),
        "house": house.name,
    }


def example(level: Level, now: datetime) -> dict[str, str]:
    """What a member of that level would read who has to pay today."""
    house = the_house()
    return {
        "name": "Ada Lovelace",
        "level": level.name,
        "amount": money(level.fee, house.currency),
        "due_day": _day(now),
        "last_day": _day(now + timedelta(days=level.grace_days)),
        "house": house.name,
    }


def _day(moment: datetime | None) -> str:
    if moment is None:
        return ""
    return dates.day(moment.astimezone(the_house().zone), year=True, full=True)
