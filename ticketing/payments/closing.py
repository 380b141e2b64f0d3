"""Closing days of the ledger: counted, summed, and never added to again.

A closing goes on where the last one ended, so that no day is left out. Its digest
begins with the one before: whoever changed a closed day would have to change all
closings after it too.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from ground.inserting import add
from ground.money import ZERO
from ticketing.house.models import the_house
from ticketing.payments.closed_days import wait_for_all_who_book
from ticketing.payments.earning import earn_played
from ticketing.payments.errors import DayNotOver, NothingToClose
from ticketing.payments.models import Closing, Entry, Movement

ONE_DAY = timedelta(days=1)
# Debits and credits by currency and account, both positive.
Sums = dict[str, dict[str, tuple[Decimal, Decimal]]]


@dataclass(frozen=True, slots=True)
class Counted:
    """What the ledger has of some days."""

    sums: Sums
    movements: int
    entries: int
    digest: str

    @property
    def sums_as_text(self) -> dict[str, dict[str, list[str]]]:
        """As they are kept: a fraction of JSON would not be exact."""
        return {
            currency: {
                account: [_plain(amount) for amount in pair]
                for account, pair in sorted(by_account.items())
            }
            for currency, by_account in sorted(self.sums.items())
        }

    def is_as(self, closing: Closing) -> bool:
        """Whether the ledger still has what was closed."""
        mine = (self.sums_as_text, self.movements, self.entries, self.digest)
        kept = (closing.sums, closing.movements, closing.entries, closing.digest)
        return mine == kept


def _plain(amount: Decimal) -> str:
    return f"{amount.normalize():f}"


def first_open_day(zone: ZoneInfo) -> date | None:
    """The day after the last that is closed; None where nothing was ever booked."""
    last = Closing.objects.order_by("-ends_at").first()
    if last is not None:
        return last.last_on + ONE_DAY
    first = Movement.objects.order_by("at").first()
    return first.at.astimezone(zone).date() if first else None


def last_day_over(zone: ZoneInfo, *, now: datetime) -> date:
    return now.astimezone(zone).date() - ONE_DAY


def close_days(last_on: date, *, now: datetime, actor: str) -> Closing:
    """Close every open day up to and including that one; there is no way back.

    What has played by then is earned first. The days are counted while others go on
    booking, and again only where something came in between. Raises DayNotOver, or
    NothingToClose where that day is closed already or nothing was ever booked.
    """
    if last_on > last_day_over(the_house().zone, now=now):
        raise DayNotOver
    earn_played(now=_midnight_after(last_on))
    days = _open_days(last_on)
    counted = count(days.starts_at, days.ends_at, before=days.before)
    return _close(days, counted, now=now, actor=actor)


@dataclass(frozen=True, slots=True)
class Days:
    """Open days to close; `before` is the digest of the closing before them."""

    first_on: date
    last_on: date
    starts_at: datetime
    ends_at: datetime
    before: str

    def movements(self) -> int:
        dated = Movement.objects.filter(at__gte=self.starts_at, at__lt=self.ends_at)
        return dated.count()


def _open_days(last_on: date) -> Days:
    zone = the_house().zone
    last = Closing.objects.order_by("-ends_at").first()
    first_on = first_open_day(zone)
    if first_on is None or first_on > last_on:
        raise NothingToClose
    return Days(
        first_on=first_on,
        last_on=last_on,
        starts_at=last.ends_at if last else datetime.combine(first_on, time(), zone),
        ends_at=_midnight_after(last_on),
        before=last.digest if last else "",
    )


@transaction.atomic
def _close(days: Days, counted: Counted, *, now: datetime, actor: str) -> Closing:
    """Write the closing; nobody books until then, which is why it is short.

    The ledger only grows: as many movements are the same ones.
    """
    wait_for_all_who_book()
    now_open = _open_days(days.last_on)
    if now_open != days or now_open.movements() != counted.movements:
        counted = count(now_open.starts_at, now_open.ends_at, before=now_open.before)
    return add(
        Closing(
            first_on=now_open.first_on,
            last_on=now_open.last_on,
            starts_at=now_open.starts_at,
            ends_at=now_open.ends_at,
            sums=counted.sums_as_text,
            movements=counted.movements,
            entries=counted.entries,
            digest=counted.digest,
            closed_at=now,
            closed_by=actor[:200],
        )
    )


def _midnight_after(day: date) -> datetime:
    return datetime.combine(day + ONE_DAY, time(), the_house().zone)


def count(starts_at: datetime, ends_at: datetime, *, before: str) -> Counted:
    """Count and sum the entries from one moment until before another.

    `before` is the digest of the closing before, empty for the first.
    """
    digest = hashlib.sha256(before.encode())
    sums: defaultdict[str, defaultdict[str, list[Decimal]]] = defaultdict(
        lambda: defaultdict(lambda: [ZERO, ZERO])
    )
    movements, entries = set(), 0
    for row in _rows(starts_at, ends_at):
        _key, movement, currency, account, amount, *_about = row
        digest.update("|".join(str(value) for value in row).encode() + b"\n")
        sums[currency][account][amount < ZERO] += abs(amount)
        movements.add(movement)
        entries += 1
    told = {
        currency: {account: (both[0], both[1]) for account, both in of_one.items()}
        for currency, of_one in sums.items()
    }
    return Counted(told, len(movements), entries, digest.hexdigest())


def _rows(starts_at: datetime, ends_at: datetime) -> Iterator[tuple[Any, ...]]:
    """The entries of these days in the order of their keys.

    Without a join: a database that has not yet looked at a day's many rows would
    choose a plan that takes minutes. Keys of movements follow their moments, but
    for what is dated back, so that hardly an entry is read in vain.
    """
    dated = Movement.objects.filter(at__gte=starts_at, at__lt=ends_at)
    keys = set(dated.values_list("pk", flat=True))
    if not keys:
        return
    columns = ("currency", "ledger_account", "amount", "line", "payment", "refund")
    found = Entry.objects.filter(movement__gte=min(keys), movement__lte=max(keys))
    rows = found.order_by("pk").values_list("pk", "movement", *columns)
    yield from (row for row in rows.iterator(chunk_size=5000) if row[1] in keys)


def recount(closing: Closing) -> Counted:
    """Count the days of a closing anew, as they stand in the ledger now."""
    before = Closing.objects.filter(ends_at=closing.starts_at).first()
    return count(
        closing.starts_at, closing.ends_at, before=before.digest if before else ""
    )
