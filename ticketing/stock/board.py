"""The live board: every coming performance and ticket type, counted as it sells.

A process keeps what it has counted, with the cursor of the stock's events that
it was counted at, and counts again only where something has happened since: a
newer event, a hold that has run out, or the turn of a few lines that are
looked at again in any case (names and prices change without events).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Final

from django.db.models import Max

from ticketing.shows.models import Performance
from ticketing.shows.sale import sale_state
from ticketing.stock import board_lines as lines
from ticketing.stock.board_counts import Counted, count
from ticketing.stock.board_lines import Line
from ticketing.stock.board_news import News
from ticketing.stock.models import Cap, PriceTier, StockEvent

# So many lines are counted again in each look though nothing is known of them.
TURN: Final = 3
# Clocks of several machines differ, and a look takes its time.
OVERLAP: Final = timedelta(seconds=2)
# A viewer who was away for longer than this is sent all.
KEPT: Final = timedelta(minutes=10)


@dataclass(slots=True)
class _Kept:
    """What a line is made of, as it was read."""

    counted: Counted
    tiers: list[PriceTier]
    caps: list[Cap]
    by_cap: dict[int, list[PriceTier]]


@dataclass(frozen=True, slots=True)
class Look:
    """All lines in the order of their dates, and what moved since a moment."""

    at: datetime
    lines: tuple[Line, ...]
    changed: frozenset[int]
    gone: frozenset[int]


class Board:
    """The lines that one process has counted; safe for several threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._news = News()
        self._kept: dict[int, _Kept] = {}
        self._lines: dict[int, Line] = {}
        self._changed_at: dict[int, datetime] = {}
        self._gone_at: dict[int, datetime] = {}

    def look(self, *, now: datetime, since: datetime | None = None) -> Look:
        """Count what moved; say which lines did since the look `at` that moment.

        Without it, or where that is long ago, every line has.
        """
        with self._lock:
            coming = _coming(now)
            self._count(coming, now=now)
            self._compare(coming, now=now)
            return self._seen(now, since)

    def _count(self, coming: dict[int, Performance], *, now: datetime) -> None:
        if self._is_new():
            self._kept.clear()
            self._news.begin(now=now)
        moved = self._news.read(now=now)
        stale = [pk for pk in coming if pk in moved or self._has_ended(pk, now)]
        known = [pk for pk in self._kept if pk in coming]
        turn = [pk for pk in known if pk not in moved][:TURN]
        for pk in self._kept.keys() - coming.keys():
            del self._kept[pk]
        for pk, kept in _read({*stale, *turn}, now=now).items():
            # To the end of the row: its turn comes again after all others'.
            self._kept.pop(pk, None)
            self._kept[pk] = kept

    def _is_new(self) -> bool:
        """Nothing counted yet, or the database is an earlier one than it was."""
        newest = StockEvent.objects.aggregate(top=Max("pk"))["top"] or 0
        return not self._kept or newest < self._news.cursor

    def _has_ended(self, pk: int, now: datetime) -> bool:
        """Not counted yet, or a hold has run out since it was."""
        kept = self._kept.get(pk)
        if kept is None:
            return True
        ends = kept.counted.next_end
        return ends is not None and ends <= now

    def _compare(self, coming: dict[int, Performance], *, now: datetime) -> None:
        """Make the lines anew, and note which of them look different."""
        made = {pk: self._line(found, now=now) for pk, found in coming.items()}
        for pk, line in made.items():
            before = self._lines.get(pk)
            if before is None or before.print != line.print:
                self._changed_at[pk] = now
        for pk in self._lines.keys() - made.keys():
            self._gone_at[pk] = now
        self._lines = made
        long_ago = now - KEPT
        self._gone_at = {pk: at for pk, at in self._gone_at.items() if at > long_ago}

    def _line(self, performance: Performance, *, now: datetime) -> Line:
        kept = self._kept[performance.pk]
        tallies = kept.counted.by_tier
        caps = lines.caps_of(kept.caps, kept.by_cap, tallies)
        last_hour = {
            tier: self._news.last_hour[performance.pk, tier]
            for tier in (*(tier.pk for tier in kept.tiers), None)
        }
        return Line(
            performance=performance,
            sale=sale_state(performance, now),
            types=lines.types_of(kept.tiers, tallies, caps, last_hour),
            caps=caps,
        )

    def _seen(self, now: datetime, since: datetime | None) -> Look:
        listed = tuple(self._lines.values())
        if since is None or since <= now - KEPT + OVERLAP:
            every = frozenset(self._lines)
            return Look(now, listed, every, frozenset(self._gone_at))
        after = since - OVERLAP
        changed = {pk for pk in self._lines if self._changed_at[pk] >= after}
        gone = {pk for pk, at in self._gone_at.items() if at >= after}
        return Look(now, listed, frozenset(changed), frozenset(gone - changed))


def _coming(now: datetime) -> dict[int, Performance]:
    """Offered performances that will take place, with what names them."""
    ahead = Performance.objects.ahead(now).filter(offered=True)
    listed = ahead.with_show_and_venue().order_by("starts_at", "pk")
    return {performance.pk: performance for performance in listed}


def _read(performance_ids: Collection[int], *, now: datetime) -> dict[int, _Kept]:
    """Count these performances, and read their types and caps: five queries."""
    if not performance_ids:
        return {}
    tiers: dict[int, list[PriceTier]] = defaultdict(list)
    for tier in PriceTier.objects.filter(performance__in=performance_ids):
        tiers[tier.performance_id].append(tier)
    caps: dict[int, list[Cap]] = defaultdict(list)
    for cap in Cap.objects.filter(performance__in=performance_ids):
        caps[cap.performance_id].append(cap)
    by_cap = _tiers_by_cap(
        [cap.pk for several in caps.values() for cap in several],
        [tier for several in tiers.values() for tier in several],
    )
    counted = count(performance_ids, now=now)
    return {
        pk: _Kept(counted[pk], tiers[pk], caps[pk], by_cap) for pk in performance_ids
    }


def _tiers_by_cap(
    cap_ids: Collection[int], tiers: Iterable[PriceTier]
) -> dict[int, list[PriceTier]]:
    found: dict[int, list[PriceTier]] = defaultdict(list)
    if not cap_ids:
        return found
    pairs = Cap.tiers.through.objects.filter(cap__in=cap_ids)
    caps: dict[int, list[int]] = defaultdict(list)
    for cap, tier_id in pairs.values_list("cap_id", "pricetier_id"):
        caps[tier_id].append(cap)
    for tier in tiers:
        for cap in caps[tier.pk]:
            found[cap].append(tier)
    return found


# One board for all who look at it through this process.
THE_BOARD: Final = Board()
