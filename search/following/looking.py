"""Finds what changed without a mark: stock, rows written in bulk, and moments."""

from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Max, Q

from search.following.offers import shows_with_passing_offers
from search.models import Cursor
from search.port import Group
from ticketing.shows.models import Performance, Show
from ticketing.stock.models import StockEvent

# Events of transactions that ended later may have lower keys: read these again.
OVERLAP: Final = timedelta(seconds=20)
LONGEST_NAP: Final = timedelta(minutes=10)
_MOMENTS: Final = ("starts_at", "on_sale_from", "off_sale_at")


def has_slept(*, now: datetime) -> bool:
    """Whether nobody followed for so long that looking back is not enough.

    So it is too in a house that was restored: its rows are older than its index.
    """
    return Cursor.objects.filter(pk=1, at__lt=now - LONGEST_NAP).exists()


def look(*, now: datetime) -> set[str]:
    """The keys of shows that changed since the last look, and move on."""
    cursor, made = Cursor.objects.get_or_create(
        pk=1, defaults=_newest(StockEvent.objects.all(), now)
    )
    if made:
        return set()
    moved = _moved(cursor, now) | shows_with_passing_offers(cursor.at, now)
    found = {f"{Group.SHOW}:{pk}" for pk in moved}
    return found | {f"{Group.SHOW}:{pk}*" for pk in _new(cursor)}


def move_on(*, now: datetime) -> None:
    """Forget what is older than what may still be committed."""
    settled = StockEvent.objects.filter(at__lt=now - OVERLAP)
    Cursor.objects.filter(pk=1).update(**_newest(settled, now))


def _newest(events: Any, now: datetime) -> dict[str, Any]:
    return {
        "event": _top(events),
        "show": _top(Show.objects.all()),
        "performance": _top(Performance.objects.all()),
        "at": now,
    }


def _top(rows: Any) -> int:
    return rows.aggregate(top=Max("pk"))["top"] or 0


def _moved(cursor: Cursor, now: datetime) -> set[int]:
    """Shows whose stock moved, whose sale opened or closed, or that have begun."""
    stock = StockEvent.objects.filter(pk__gt=cursor.event)
    passed = Q(pk__in=[])
    for moment in _MOMENTS:
        passed |= Q(**{f"{moment}__gt": cursor.at, f"{moment}__lte": now})
    return {
        *stock.values_list("performance__show", flat=True).order_by().distinct(),
        *Performance.objects.filter(passed).values_list("show", flat=True),
    }


def _new(cursor: Cursor) -> set[int]:
    added = Performance.objects.filter(pk__gt=cursor.performance)
    return {
        *Show.objects.filter(pk__gt=cursor.show).values_list("pk", flat=True),
        *added.values_list("show", flat=True).order_by().distinct(),
    }
