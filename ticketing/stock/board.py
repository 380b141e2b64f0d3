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

# When it begins, when its sale opens and ends, and when its show was withdrawn.
Moments = list[datetime | None]
_MOMENTS: Final = ("starts_at", "on_sale_from", "off_sale_at", "show__withdrawn_at")


@dataclass(slots=True)
class _Kept:
    """What a line is made of, as it was read."""

    performance: Performance
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
            fresh = self._count(coming, now=now)
            self._compare(coming, fresh, now=now)
            return self._seen(now, since)

    def _count(self, coming: dict[int, Moments], *, now: datetime) -> set[int]:
        """Count what is not as it was; return which lines that touches."""
        if self._is_new():
            self._kept.clear()
            self._lines.clear()
            self._news = News.begin(now=now)
        moved = self._news.read(now=now)
        stale = {
            pk
            for pk, moments in coming.items()
            if pk in moved or self._is_stale(pk, moments, now)
        }
        for pk in self._kept.keys() - coming.keys():
            del self._kept[pk]
        stale.update([pk for pk in self._kept if pk not in stale][:TURN])
        for pk, kept in _read(stale, now=now).items():
            # To the end of the row: its turn comes again after all others'.
            self._kept.pop(pk, None)
            self._kept[pk] = kept
        return stale | self._news.faded

    def _is_new(self) -> bool:
        """Nothing counted yet, or the database is an earlier one than it was."""
        newest = StockEvent.objects.aggregate(top=Max("pk"))["top"] or 0
        return not self._kept or newest < self._news.cursor

    def _is_stale(self, pk: int, moments: Moments, now: datetime) -> bool:
        """Not counted yet, put to another time, or a hold has run out since."""
        kept = self._kept.get(pk)
        if kept is None or _moments_of(kept.performance) != moments:
            return True
        ends = kept.counted.next_end
        return ends is not None and ends <= now

    def _compare(
        self, coming: dict[int, Moments], fresh: set[int], *, now: datetime
    ) -> None:
        """Make anew what was counted anew, and note what looks different."""
        made = {}
        for pk in coming:
            # Deleted between two queries.
            if pk not in self._kept:
                continue
            before = self._lines.get(pk)
            made[pk] = line = self._line(pk, before, fresh, now=now)
            if before is None or (line is not before and before.print != line.print):
                self._changed_at[pk] = now
        for pk in self._lines.keys() - made.keys():
            self._gone_at[pk] = now
        self._lines = made
        long_ago = now - KEPT
        self._gone_at = {pk: at for pk, at in self._gone_at.items() if at > long_ago}

    def _line(
        self, pk: int, before: Line | None, fresh: set[int], *, now: datetime
    ) -> Line:
        kept = self._kept[pk]
        sale = sale_state(kept.performance, now)
        if before is not None and pk not in fresh and before.sale == sale:
            return before
        tallies = kept.counted.by_tier
        caps = lines.caps_of(kept.caps, kept.by_cap, tallies)
        last_hour = {
            tier: self._news.last_hour[pk, tier]
            for tier in (*(tier.pk for tier in kept.tiers), None)
        }
        return Line(
            performance=kept.performance,
            sale=sale,
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


def _coming(now: datetime) -> dict[int, Moments]:
    """Offered performances that will take place, with what decides on their sale.

    Only that of each: the rest is read again where something has happened.
    """
    ahead = Performance.objects.ahead(now).filter(offered=True)
    listed = ahead.order_by("starts_at", "pk")
    return {pk: moments for pk, *moments in listed.values_list("pk", *_MOMENTS)}


def _moments_of(performance: Performance) -> Moments:
    p = performance
    return [p.starts_at, p.on_sale_from, p.off_sale_at, p.show.withdrawn_at]


def _read(performance_ids: Collection[int], *, now: datetime) -> dict[int, _Kept]:
    """Count these performances, read them, their types and caps: six queries."""
    if not performance_ids:
        return {}
    found = Performance.objects.with_show_and_venue().in_bulk(performance_ids)
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
        pk: _Kept(found[pk], counted[pk], tiers[pk], caps[pk], by_cap) for pk in found
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
