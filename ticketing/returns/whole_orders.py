"""Taking a whole order back by the desk; what is used up of it stays.

The price of the way stays with the house once the parcel is packed: it has had the
work, and the tickets are on their way.
"""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from ground.money import ZERO
from ticketing.orders import services as orders
from ticketing.orders.line_kinds import kind_of
from ticketing.orders.models import Order
from ticketing.payments.balance import kept
from ticketing.payments.refunds import return_order
from ticketing.returns.errors import TicketsGone
from ticketing.returns.quoting import goes_along, live_tickets
from ticketing.returns.services import take_tickets_back


def used_up(order: Order) -> Decimal:
    """What of the order's price stays even if all of it is taken back."""
    lines = order.lines.live()
    return sum((one.price for one in lines if kind_of(one).is_used_up(one)), ZERO)


def brought_by(order: Order, *, now: datetime) -> Decimal:
    """What taking the whole order back pays back."""
    if not used_up(order):
        return kept(order)
    tickets = live_tickets(order)
    ended = [*tickets, *goes_along(order, tickets, now=now)]
    return sum((line.price for line in ended), ZERO)


@transaction.atomic
def take_order_back(order_id: int, *, reason: str, now: datetime, actor: str) -> None:
    """End a paid order and pay it back, but for what is used up.

    With such a thing the order stays paid, for that. Raises IllegalPhase where the
    order is not paid, TicketsGone where only what is used up is left, or TooMuchBack.
    """
    order = orders.lock_order(order_id)
    by: dict[str, Any] = {"now": now, "actor": actor}
    if not used_up(order):
        return_order(order_id, reason=reason, **by)
        return
    tickets = [line.pk for line in live_tickets(order)]
    if not tickets:
        raise TicketsGone
    take_tickets_back(order_id, tickets, fee=ZERO, reason=reason, **by)
