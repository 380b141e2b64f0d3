"""Letting a member off a due."""

from datetime import datetime

from django.db import transaction

from members.levels import pay_period
from members.models import User
from members.services import lock_account
from ticketing.dues.errors import DueNotOwed
from ticketing.dues.models import Due
from ticketing.house.models import the_house
from ticketing.orders import services as orders
from ticketing.orders.models import OrderEventKind
from ticketing.orders.phases import Phase
from ticketing.payments.services import close_open_payments


def waive(due: Due, *, reason: str, by: User, now: datetime) -> Due:
    """The period goes on as if it were paid, and its order is cancelled.

    Raises DueNotOwed, also where it turns out paid at that moment; GatewayDown.
    """
    if due.order is None or not due.is_owed:
        raise DueNotOwed
    close_open_payments(due.order, now=now)
    return _waive(due, reason, by, now=now)


@transaction.atomic
def _waive(due: Due, reason: str, by: User, *, now: datetime) -> Due:
    order = orders.lock_order(due.order_id or 0)
    lock_account(due.account)
    still = Due.objects.owed().select_related("account", "level")
    mine = still.filter(pk=due.pk).first()
    if mine is None or not order.is_unpaid:
        raise DueNotOwed
    local = now.astimezone(the_house().zone)
    mine.membership = pay_period(mine.account, mine.level, mine.months, now=local)
    mine.waived_at, mine.waived_by, mine.waive_reason = now, by, reason[:300]
    mine.save()
    orders.advance(order, Phase.CANCELLED, now=now, actor=str(by)[:200])
    orders.record(
        order, OrderEventKind.NOTE, now=now, actor=str(by)[:200], after=reason[:300]
    )
    return mine
