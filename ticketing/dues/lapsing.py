"""What becomes of a due that nobody pays, or that nobody needs any more."""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_noop

from ground.crash import crash_point
from members.levels import give_level, known_levels
from members.models import Level, Membership
from members.services import lock_account
from ticketing.dues.billing import unsettled
from ticketing.dues.models import Due
from ticketing.orders import services as orders
from ticketing.orders.models import OrderEventKind
from ticketing.orders.phases import Phase
from ticketing.payments.errors import GatewayDown
from ticketing.payments.services import close_open_payments

ACTOR: Final = "dues"
LOST: Final = gettext_noop("the level is lost: the due was not paid")
MOVED: Final = gettext_noop("the membership has changed since")


def settle_dues(*, now: datetime) -> int:
    """Let levels be lost whose time is over, and close what nobody needs; how many.

    Where a gateway does not answer, the due waits for the next run.
    """
    done = 0
    for due in list(unsettled()):
        with suppress(GatewayDown):
            done += _end(due, MOVED, now=now)
    for level in known_levels().values():
        for due in list(lost_by(level, now)):
            with suppress(GatewayDown):
                done += _end(due, LOST, now=now)
    return done


def lost_by(level: Level, now: datetime) -> QuerySet[Due]:
    """Dues owed at this level for so long that it is lost by now."""
    if level.fall_days is None:
        return Due.objects.none()
    ends = now - timedelta(days=level.fall_days)
    found = Due.objects.owed().filter(
        level=level, carries_on__ended_at=None, carries_on__grace_until__lte=ends
    )
    return found.select_related("order").order_by("pk")


def _end(due: Due, reason: str, *, now: datetime) -> bool:
    """End the due's order, and its membership where that is lost; in one step.

    Asks the gateways first. What turns out paid at that moment is paid.
    """
    if due.order is not None:
        close_open_payments(due.order, now=now)
    with transaction.atomic():
        return _end_under_lock(due, reason, now=now)


def _end_under_lock(due: Due, reason: str, *, now: datetime) -> bool:
    order = orders.lock_order(due.order_id or 0)
    lock_account(due.account)
    still = unsettled() if reason == MOVED else lost_by(due.level, now)
    if not order.is_unpaid or not still.filter(pk=due.pk).exists():
        return False
    Due.objects.filter(pk=due.pk).update(closed_at=now)
    orders.advance(order, Phase.CANCELLED, now=now, actor=ACTOR)
    orders.record(order, OrderEventKind.NOTE, now=now, actor=ACTOR, after=reason)
    if reason == LOST:
        _fall(due, now=now)
    crash_point("due-ended")
    return True


def _fall(due: Due, *, now: datetime) -> None:
    """The level that follows, or what everybody has."""
    level = due.level
    if level.falls_to is None or level.falls_to.is_first or level.falls_to.fee:
        lost = Membership.objects.filter(pk=due.carries_on_id or 0, ended_at=None)
        lost.update(ended_at=now)
        return
    give_level(due.account, level.falls_to, ends_at=None, now=now)
