"""Which level an account has, and changing that."""

import calendar
from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Final

from django.db import transaction
from django.db.models import ProtectedError, Value

from ground.keeping import forget, kept
from members.errors import (
    LevelAsksFirst,
    LevelClosed,
    LevelHasThat,
    LevelInUse,
    LevelIsEverybodys,
)
from members.models import (
    Account,
    AccountKind,
    AccountRole,
    AccountUser,
    Level,
    Membership,
)
from members.services import lock_account

SECONDS: Final = 2
_YEAR: Final = 12


def known_levels() -> Mapping[int, Level]:
    """All levels by their keys, in their order, at most two seconds old."""
    return kept("levels", SECONDS, lambda: {one.pk: one for one in Level.objects.all()})


def levels_changed() -> None:
    """Let this process read them anew."""
    forget("levels")


def level_of(account_id: int | None, now: datetime) -> Level | None:
    """The level that an account has at that moment; guests have none.

    Who has none of their own has that of a company they act for. One query, and
    none in a house that has no levels.
    """
    if account_id is None or not (levels := known_levels()):
        return None
    mine = own_or_borrowed(account_id, now)
    if mine is None:
        return next((one for one in levels.values() if one.is_first), None)
    return levels.get(mine.level_id) or Level.objects.get(pk=mine.level_id)


def membership_of(account_id: int, now: datetime) -> Membership | None:
    found: Membership | None = (
        Membership.objects.running(now).filter(account=account_id).first()
    )
    return found


def own_or_borrowed(account_id: int, now: datetime) -> Membership | None:
    """The account's own membership, or the newest of a company it acts for.

    One query in two halves: each finds its rows by an index, as an OR would not.
    """
    running = Membership.objects.running(now)
    companies = AccountUser.objects.filter(
        account__kind=AccountKind.CORPORATE,
        user__account_users__account=account_id,
        user__account_users__account__kind=AccountKind.PERSON,
        user__account_users__role=AccountRole.OWNER,
    )
    own = running.filter(account=account_id).annotate(rank=Value(0))
    theirs = running.filter(account__in=companies.values("account"))
    both = own.order_by().union(theirs.order_by().annotate(rank=Value(1)), all=True)
    found: list[Membership] = list(both.order_by("rank", "-id")[:1])
    return found[0] if found else None


@transaction.atomic
def give_level(
    account: Account, level: Level, *, ends_at: datetime | None, now: datetime
) -> Membership:
    """Let the account have this level from now on, instead of what it had.

    The account's row is the lock.
    """
    lock_account(account)
    Membership.objects.filter(account=account, ended_at=None).update(ended_at=now)
    return Membership.objects.create(
        account=account, level=level, begins_at=now, ends_at=ends_at
    )


def join_at_once(account: Account, level: Level, *, now: datetime) -> Membership:
    """Take a level that is free and open to everybody.

    `now` is in the house's time zone. Raises LevelClosed, LevelAsksFirst or
    LevelHasThat.
    """
    may_join(account, level, now=now)
    if level.fee or level.needs_approval:
        raise LevelAsksFirst(level=level)
    return give_level(account, level, ends_at=end_of_period(level, now), now=now)


def may_join(account: Account, level: Level, *, now: datetime) -> None:
    """Raises LevelClosed or LevelHasThat."""
    if level.is_first or not level.is_open:
        raise LevelClosed(level=level)
    mine = membership_of(account.pk, now)
    if mine is not None and mine.level_id == level.pk:
        raise LevelHasThat(level=level)


def may_pay(account: Account, level: Level, *, now: datetime) -> None:
    """Whether the account can pay for a period of this level, the first or another.

    Raises LevelClosed, LevelAsksFirst or LevelHasThat.
    """
    mine = membership_of(account.pk, now)
    if mine is not None and mine.level_id == level.pk:
        if mine.ends_at is None or not level.fee:
            raise LevelHasThat(level=level)
        return
    if level.is_first or not level.is_open:
        raise LevelClosed(level=level)
    if level.needs_approval or not level.fee:
        raise LevelAsksFirst(level=level)


@transaction.atomic
def pay_period(
    account: Account, level: Level, months: int | None, *, now: datetime
) -> Membership:
    """A period is paid: it begins now, or is added to the one that runs.

    `now` is in the house's time zone.
    """
    lock_account(account)
    mine = membership_of(account.pk, now)
    if mine is None or mine.level_id != level.pk or mine.ends_at is None:
        ends_at = None if months is None else months_later(now, months)
        return give_level(account, level, ends_at=ends_at, now=now)
    ends_at = None if months is None else shifted_end(mine, months, now.tzinfo)
    if ends_at is not None and ends_at <= now:
        # What was billed that late is over: nobody pays for days they did not have.
        begins_anew = months_later(now, months or 0)
        return give_level(account, level, ends_at=begins_anew, now=now)
    mine.ends_at, mine.grace_until = ends_at, None
    mine.save(update_fields=["ends_at", "grace_until"])
    return mine


@transaction.atomic
def take_period_back(
    membership: Membership, months: int | None, *, now: datetime
) -> None:
    """What paid for the period went back; others that were paid stay."""
    lock_account(membership.account)
    mine = Membership.objects.filter(pk=membership.pk, ended_at=None).first()
    if mine is None:
        return
    begins_at, ends_at = mine.begins_at, None
    if mine.ends_at is not None and months is not None:
        ends_at = shifted_end(mine, -months, now.tzinfo)
    if ends_at is None or ends_at <= begins_at:
        mine.ended_at = now
    else:
        mine.ends_at = ends_at
    mine.save(update_fields=["ends_at", "ended_at"])


@transaction.atomic
def end_membership(membership: Membership, *, now: datetime) -> bool:
    """Take a level away; says whether there was one to take."""
    lock_account(membership.account)
    open_one = Membership.objects.filter(pk=membership.pk, ended_at=None)
    return open_one.update(ended_at=now) > 0


def delete_level(level: Level) -> None:
    """Raises LevelIsEverybodys, or LevelInUse where anybody has, had or ordered it."""
    if level.is_first:
        raise LevelIsEverybodys(level=level)
    try:
        with transaction.atomic():
            level.delete()
    except ProtectedError as error:
        count = len(error.protected_objects)
        raise LevelInUse(level=level, count=count) from error
    levels_changed()


def end_of_period(level: Level, begins_at: datetime) -> datetime | None:
    """When a period that begins then is over; None where it has no end."""
    return None if level.months is None else months_later(begins_at, level.months)


def shifted_end(
    membership: Membership, months: int, zone: tzinfo | None
) -> datetime | None:
    """Its end so many months on or back, None where it has none.

    A month's last day stands for the day of its beginning: from 31 January a month
    lasts to 28 February, and the next one to 31 March.
    """
    if membership.ends_at is None:
        return None
    begins_at = membership.begins_at.astimezone(zone)
    ends_at = membership.ends_at.astimezone(zone)
    there = months_later(ends_at, months)
    if ends_at.day != min(begins_at.day, _last_day(ends_at)):
        return there
    return there.replace(day=min(begins_at.day, _last_day(there)))


def _last_day(moment: datetime) -> int:
    return calendar.monthrange(moment.year, moment.month)[1]


def months_later(moment: datetime, months: int) -> datetime:
    """The same day and time so many months on, or the last day of a shorter month."""
    past = moment.month - 1 + months
    year, month = moment.year + past // _YEAR, past % _YEAR + 1
    last = calendar.monthrange(year, month)[1]
    return moment.replace(year=year, month=month, day=min(moment.day, last))
