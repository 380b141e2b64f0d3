"""Where a member stands with their dues."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db.models import QuerySet

from members.models import Account, Level
from ticketing.dues.models import Due
from ticketing.orders.models import Order
from ticketing.orders.phases import UNPAID, WITH_TICKETS


class Stage(StrEnum):
    AHEAD = "ahead"
    GRACE = "grace"
    RESTING = "resting"


@dataclass(frozen=True, slots=True)
class Standing:
    """What is owed, where that stands, and when it goes on; None is never.

    `follows` is the level that comes when this one is lost, None what everybody has.
    """

    due: Due
    order: Order
    stage: Stage
    next_at: datetime | None
    follows: Level | None


def standing_of(account: Account, now: datetime) -> Standing | None:
    """What the account owes now, the oldest first; one query."""
    due = _owed(account).first()
    return standing(due, now) if due is not None else None


def standing(due: Due, now: datetime) -> Standing:
    """Reads the due's order, level with what follows it, and `carries_on`."""
    if due.order is None or due.begins_at is None or due.carries_on is None:
        raise ValueError(due.pk)
    grace = due.carries_on.grace_until or due.begins_at
    stage, next_at = Stage.RESTING, None
    if now < due.begins_at:
        stage, next_at = Stage.AHEAD, due.begins_at
    elif now < grace:
        stage, next_at = Stage.GRACE, grace
    elif due.level.fall_days is not None:
        next_at = grace + timedelta(days=due.level.fall_days)
    return Standing(due, due.order, stage, next_at, due.level.falls_to)


def _owed(account: Account) -> QuerySet[Due]:
    owed = Due.objects.owed().filter(account=account, order__phase__in=UNPAID)
    told = owed.select_related("order", "level__falls_to", "carries_on")
    return told.order_by("begins_at", "pk")


def owed_order(account: Account, level: Level) -> Order | None:
    """The order by which the account pays what it owes for this level."""
    due = _owed(account).filter(level=level).first()
    return due.order if due else None


def paid_dues(account: Account, most: int) -> list[Due]:
    """The latest dues that the account has paid, with their orders, newest first."""
    found = Due.objects.filter(
        account=account, order__phase__in=WITH_TICKETS, paid_at__isnull=False
    )
    return list(found.select_related("order", "level").order_by("-paid_at")[:most])
