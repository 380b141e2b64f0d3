"""Ordering on account.

The order's lock comes first, then the tab's; what the company owes is asked after
that, in a new query.
"""

import secrets
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from ground.crash import crash_point
from ground.inserting import add
from ground.money import ZERO, money
from ticketing.orders import services as orders
from ticketing.orders.models import Order
from ticketing.payments.arrivals import settle
from ticketing.payments.balance import amount_due
from ticketing.payments.errors import MethodNotOffered, NothingToPay
from ticketing.payments.gateways import Answer
from ticketing.payments.gateways.on_account import OnAccount
from ticketing.payments.models import Payment, PaymentState
from ticketing.payments.on_account.errors import OverLimit, TabBlocked
from ticketing.payments.on_account.models import Tab
from ticketing.payments.on_account.owing import left_on


@transaction.atomic
def charge(
    order_id: int, tab_id: int, *, now: datetime, actor: str = "", by_desk: bool = False
) -> Payment:
    """Let a company owe what is due of an unpaid order; read the order anew.

    The desk may put anybody's order on any account. What was begun otherwise is ended
    by a task. Raises NothingToPay, MethodNotOffered where the buyer does not act for
    the company or it pays in another currency, TabBlocked, OverLimit.
    """
    order = orders.lock_order(order_id)
    due = amount_due(order)
    is_late = order.pay_by is not None and order.pay_by <= now
    if not order.is_unpaid or due <= ZERO or is_late:
        raise NothingToPay
    tab = Tab.objects.locked().filter(pk=tab_id).first()
    if tab is None or not (by_desk or _acts_for(tab, order)):
        raise MethodNotOffered
    _must_have_room(tab, order, due)
    payment = _write(order, tab, due, now=now)
    return settle(payment.pk, Answer(PaymentState.CAPTURED), now=now, actor=actor)


def _acts_for(tab: Tab, order: Order) -> bool:
    """Whether the buyer is, at this moment, one of the company's people."""
    if order.account_id is None:
        return False
    return Tab.objects.of_people_of(order.account_id).filter(pk=tab.pk).exists()


def _must_have_room(tab: Tab, order: Order, due: Decimal) -> None:
    if tab.currency != order.currency:
        raise MethodNotOffered
    if tab.blocked_at is not None:
        raise TabBlocked
    left = left_on(tab)
    crash_point("account-looked")
    if due > left:
        raise OverLimit(due=money(due, tab.currency), left=money(left, tab.currency))


def _write(order: Order, tab: Tab, due: Decimal, *, now: datetime) -> Payment:
    return add(
        Payment(
            order=order,
            method=OnAccount.code,
            gateway=OnAccount.code,
            tab=tab,
            key=secrets.token_hex(16),
            amount=due,
            currency=order.currency,
            started_at=now,
        )
    )
