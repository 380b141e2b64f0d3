"""What would come of copying performances to other days; nothing is changed.

Every date keeps the hour that its venue's clock shows. Days are counted from the
first date that is copied: it comes to the new first day, and the others as many days
later as they are now. Where weekdays are kept, all go to the next day that keeps them.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.utils.translation import gettext as _

from ground.errors import Refusal
from ticketing.shows.models import Performance
from ticketing.shows.schedule import in_zone

WEEK: Final = 7
# Between the end of one and the beginning of the next nothing is asked for.
LONGEST: Final = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Move:
    """One performance and the moment to which it would be copied.

    `problem` says why it can't be; then there may be no moment at all.
    """

    source: Performance
    starts_at: datetime | None
    problem: str = ""

    @property
    def can_be(self) -> bool:
        return self.starts_at is not None and not self.problem

    @property
    def ends_at(self) -> datetime | None:
        return self.starts_at and _end(self.source, self.starts_at)


def days_between(first: date, new_first: date, *, keep_weekdays: bool) -> int:
    """Say by how many days all dates move; whole weeks where weekdays are kept."""
    days = (new_first - first).days
    return -(-days // WEEK) * WEEK if keep_weekdays else days


def plan_moves(
    sources: Sequence[Performance], *, days: int, now: datetime
) -> list[Move]:
    """Say of each performance where it would come to, and what stands against it."""
    moves = [_move(source, days, now) for source in sources]
    taken = _taken(moves)
    planned: defaultdict[int, list[Performance]] = defaultdict(list)
    told = []
    for move in moves:
        hall = move.source.hall_id
        if move.can_be:
            move = _against(move, [*taken[hall], *planned[hall]])  # noqa: PLW2901 the same move, judged
        if move.can_be:
            planned[hall].append(copy_of(move))
        told.append(move)
    return told


def copy_of(move: Move) -> Performance:
    """The performance as it would be, not offered and without rules; unsaved."""
    source, start = move.source, move.starts_at
    if start is None:
        message = "a move without a moment makes no performance"
        raise ValueError(message)
    later = start - source.starts_at
    return Performance(
        show=source.show,
        hall=source.hall,
        plan_version_id=source.plan_version_id,
        title_en=source.title_en,
        title_zh_hans=source.title_zh_hans,
        starts_at=start,
        time_is_known=source.time_is_known,
        ends_at=_end(source, start),
        currency=source.currency,
        supplier_id=source.supplier_id,
        off_sale_at=source.off_sale_at and source.off_sale_at + later,
    )


def moved_moment(at: datetime, source: Performance, days: int) -> datetime:
    """The same hour of the venue's clock so many days later. Raises NoSuchHour."""
    local = at.astimezone(source.zone).replace(tzinfo=None)
    return in_zone(local + timedelta(days=days), source.zone)


def _move(source: Performance, days: int, now: datetime) -> Move:
    try:
        start = moved_moment(source.starts_at, source, days)
    except Refusal as refusal:
        return Move(source, None, str(refusal))
    if start <= now:
        return Move(source, start, _("This moment is over."))
    return Move(source, start)


def _end(source: Performance, start: datetime) -> datetime | None:
    return source.ends_at and start + (source.ends_at - source.starts_at)


def _taken(moves: Iterable[Move]) -> defaultdict[int, list[Performance]]:
    """What is in the halls around these moments already, with one query."""
    starts = [move.starts_at for move in moves if move.starts_at]
    found: defaultdict[int, list[Performance]] = defaultdict(list)
    if starts:
        rows = Performance.objects.filter(
            starts_at__gte=min(starts) - LONGEST,
            starts_at__lte=max(starts) + LONGEST,
            hall__in={move.source.hall_id for move in moves},
            cancelled_at=None,
            moved_to=None,
        )
        for row in rows.with_show_and_venue().order_by("starts_at"):
            found[row.hall_id].append(row)
    return found


def _against(move: Move, others: Iterable[Performance]) -> Move:
    for other in others:
        if not _overlap(move, other):
            continue
        if other.show_id == move.source.show_id and other.starts_at == move.starts_at:
            words = _("It is there already.")
        else:
            words = _("The hall is taken: %(performance)s") % {"performance": other}
        return Move(move.source, move.starts_at, words)
    return move


def _overlap(move: Move, other: Performance) -> bool:
    """Two of unknown length meet only where they begin together."""
    start = move.starts_at
    if start is None or start == other.starts_at:
        return start is not None
    end, other_end = move.ends_at or start, other.ends_at or other.starts_at
    return start < other_end and other.starts_at < end
