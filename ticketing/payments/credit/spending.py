"""Paying an order with credit.

The order's lock comes first, then the credits' in key order; what is on them is
asked after that, in new queries.
"""

import secrets
from collections.abc import Collection, Sequence
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from ground.crash import crash_point
from ground.inserting import add
from ground.money import ZERO
from ticketing.orders import services as orders
from ticketing.orders.models import Order
from ticketing.payments.arrivals import settle
from ticketing.payments.balance import amount_due
from ticketing.payments.credit.balances import balances, is_over
from ticketing.payments.credit.models import GIFT_CARD, Credit
from ticketing.payments.gateways import Answer
from ticketing.payments.models import Payment, PaymentState

CODE = "credit"


@transaction.atomic
def spend(order_id: int, credits_: Collection[int], *, now: datetime) -> list[Payment]:
    """Pay what is due of an unpaid order, as far as these credits go.

    One that is empty, over, blocked or of another currency pays nothing. Returns
    what was paid; read the order anew: it may be paid now.
    """
    order = orders.lock_order(order_id)
    # Credit buys no credit: its last day would move on and on.
    if not order.is_unpaid or order.lines.filter(kind=GIFT_CARD).exists():
        return []
    locked = list(Credit.objects.locked().filter(pk__in=credits_))
    there = balances([credit.pk for credit in locked])
    crash_point("credit-looked")
    paid = []
    for credit, amount in _shares(order, locked, there, now=now):
        payment = _write(order, credit, amount, now=now)
        paid.append(settle(payment.pk, Answer(PaymentState.CAPTURED), now=now))
    return paid


def _shares(
    order: Order, found: Sequence[Credit], there: dict[int, Decimal], *, now: datetime
) -> list[tuple[Credit, Decimal]]:
    """How much each of them pays; the first are used up first."""
    due, shares = amount_due(order), []
    for credit in found:
        amount = min(there.get(credit.pk, ZERO), due)
        is_usable = credit.currency == order.currency and not is_over(credit, now)
        if amount > ZERO and is_usable:
            shares.append((credit, amount))
            due -= amount
    return shares


def _write(order: Order, credit: Credit, amount: Decimal, *, now: datetime) -> Payment:
    return add(
        Payment(
            order=order,
            method=CODE,
            gateway=CODE,
            credit=credit,
            key=secrets.token_hex(16),
            amount=amount,
            currency=order.currency,
            started_at=now,
        )
    )
