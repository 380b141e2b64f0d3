"""Reading the stock's events as they come, none twice and none passed over.

Numbers of events are given out before they are committed: an event may appear
below one that has been read. What is missing between two numbers is asked for
again until no transaction can bring it any more.
"""

import heapq
from collections import Counter
from datetime import datetime, timedelta
from typing import Any, Final, Self

from django.db.models import Max, Q

from ticketing.stock.models import StockEvent, StockEventKind

# So far back events are read again at first: some may be on their way.
LATE: Final = 200
# A gap is waited for so long, and none so wide is left by transactions.
PATIENCE: Final = timedelta(seconds=60)
WIDEST: Final = 1000
HOUR: Final = timedelta(hours=1)

Key = tuple[int, int | None]


class News:
    """Which performances something has happened to, and what was sold lately."""

    def __init__(self) -> None:
        self.cursor = 0
        self.last_hour: Counter[Key] = Counter()
        # Whose sales became an hour old in the last reading.
        self.faded: set[int] = set()
        self._missing: dict[int, datetime] = {}
        self._sales: list[tuple[datetime, int, int, int | None, int]] = []

    @classmethod
    def begin(cls, *, now: datetime) -> Self:
        """Start at the newest event; read what was sold in the hour before."""
        newest = StockEvent.objects.aggregate(top=Max("pk"))["top"] or 0
        news = cls()
        news.cursor = max(0, newest - LATE)
        sold = StockEvent.objects.filter(
            kind=StockEventKind.SOLD, at__gt=now - HOUR, pk__lte=news.cursor
        )
        for row in sold.values_list(*_ROW):
            news._take(row)
        return news

    def read(self, *, now: datetime) -> set[int]:
        """Return the performances that have newer events, with one query."""
        known = Q(pk__gt=self.cursor) | Q(pk__in=list(self._missing))
        found = StockEvent.objects.filter(known).order_by("pk")
        moved = set()
        for row in found.values_list(*_ROW):
            self._note(row[0], now=now)
            self._take(row)
            moved.add(row[1])
        self._forget(now)
        return moved

    def _note(self, pk: int, *, now: datetime) -> None:
        """Move the cursor on, and remember what was jumped over."""
        self._missing.pop(pk, None)
        if self.cursor < pk - 1 and pk - self.cursor <= WIDEST:
            self._missing.update(dict.fromkeys(range(self.cursor + 1, pk), now))
        self.cursor = max(self.cursor, pk)

    def _take(self, row: Any) -> None:
        pk, performance, tier, kind, count, at = row
        if kind == StockEventKind.SOLD:
            heapq.heappush(self._sales, (at, pk, performance, tier, count))
            self.last_hour[performance, tier] += count

    def _forget(self, now: datetime) -> None:
        """Let go of sales an hour old, and of numbers that nobody used."""
        self.faded.clear()
        while self._sales and self._sales[0][0] <= now - HOUR:
            _at, _pk, performance, tier, count = heapq.heappop(self._sales)
            self.last_hour[performance, tier] -= count
            self.faded.add(performance)
        over = [pk for pk, since in self._missing.items() if since <= now - PATIENCE]
        for pk in over:
            del self._missing[pk]


_ROW: Final = ("pk", "performance_id", "tier_id", "kind", "count", "at")
