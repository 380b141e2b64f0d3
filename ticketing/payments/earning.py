"""Income to come is earned when its performance has played.

Each line's deferred income is brought to zero then, whatever came together on it: a
sale, and perhaps a return after the evening. What is at zero is left alone, so that
this may run as often as it likes.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import groupby
from operator import attrgetter
from typing import Any, Final

from django.db import transaction
from django.db.models import Max, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from ground.money import ZERO
from ticketing.orders.models import Order
from ticketing.payments import ledger
from ticketing.payments.models import Entry, LedgerAccount

# So many orders are locked at once; a buyer hardly waits for them.
AT_ONCE: Final = 50


@dataclass(frozen=True, slots=True)
class Unearned:
    """A line whose performance has played, and what of it is still deferred."""

    order_id: int
    performance_id: int | None
    line_id: int
    currency: str
    balance: Decimal
    newest: int
    booked_at: datetime
    played_at: datetime | None

    @property
    def amount(self) -> Decimal:
        """What has to be debited, so that nothing of it is deferred."""
        return -self.balance


def earn_played(*, now: datetime) -> int:
    """Earn what has played by then; return how many movements were written.

    Each is one order's part in one performance, dated at its end, or when the money
    came if that was later. What is about no performance is earned at once.
    """
    open_ = _unearned(now).values_list("line__order", flat=True)
    orders = sorted(set(open_))
    parts = (orders[n : n + AT_ONCE] for n in range(0, len(orders), AT_ONCE))
    return sum(_earn(part, now=now) for part in parts)


@transaction.atomic
def _earn(order_ids: Sequence[int], *, now: datetime) -> int:
    orders = {o.pk: o for o in Order.objects.locked().filter(pk__in=order_ids)}
    written = 0
    for lines in _by_evening(_lines(order_ids, now)):
        first = lines[0]
        # The newest entry names what is earned: two who try at once write it once.
        newest = max(line.newest for line in lines)
        ledger.book_earned(
            f"earned:{first.order_id}:{first.performance_id or 0}:{newest}",
            lines,
            order=orders[first.order_id],
            at=_moment_of(lines),
        )
        written += 1
    return written


def _moment_of(lines: Iterable[Unearned]) -> datetime:
    return max(m for line in lines for m in (line.booked_at, line.played_at) if m)


def _lines(order_ids: Sequence[int], now: datetime) -> Iterator[Unearned]:
    found = _unearned(now).filter(line__order__in=order_ids)
    rows = found.annotate(
        newest=Max("pk"),
        booked_at=Max("movement__at"),
        played_at=Coalesce(
            "line__performance__ends_at", "line__performance__starts_at"
        ),
    )
    for row in rows.order_by("line__order", "line__performance", "line"):
        yield Unearned(
            order_id=row["line__order"],
            performance_id=row["line__performance"],
            line_id=row["line"],
            currency=row["currency"],
            balance=row["balance"],
            newest=row["newest"],
            booked_at=row["booked_at"],
            played_at=row["played_at"],
        )


def _by_evening(lines: Iterable[Unearned]) -> Iterator[list[Unearned]]:
    for _key, group in groupby(lines, attrgetter("order_id", "performance_id")):
        yield list(group)


def _unearned(now: datetime) -> QuerySet[Entry, Any]:
    ends = Coalesce("line__performance__ends_at", "line__performance__starts_at")
    takes_place = Q(
        line__performance__cancelled_at=None, line__performance__moved_to=None
    )
    return (
        Entry.objects.filter(
            ledger_account=LedgerAccount.DEFERRED_INCOME, line__isnull=False
        )
        .annotate(ends=ends)
        .filter(Q(line__performance=None) | (Q(ends__lte=now) & takes_place))
        .order_by()
        .values("line__order", "line__performance", "line", "currency")
        .annotate(balance=Sum("amount"))
        .exclude(balance=ZERO)
    )
