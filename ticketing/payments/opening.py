"""Writing down that a payment begins; nothing is asked of a gateway here."""

import secrets
from datetime import datetime
from decimal import Decimal

from ground.inserting import add
from ground.money import ZERO
from ticketing.orders.models import Order
from ticketing.orders.phases import UNPAID
from ticketing.payments import gateways
from ticketing.payments.balance import amount_due
from ticketing.payments.errors import MethodNotOffered, NothingToPay
from ticketing.payments.gateways import Gateway
from ticketing.payments.methods.offering import offered_for, the_rules
from ticketing.payments.models import Payment


def open_payment(
    order: Order, method: str, *, now: datetime, by_desk: bool = False
) -> Payment:
    """Write down that a payment begins; the caller holds the order's lock.

    An open payment of the same method and amount is used again. Raises
    MethodNotOffered (the desk may choose what the rules do not offer), or
    NothingToPay where the order is paid, has ended, or its time to pay is over.
    """
    due = amount_due(order)
    too_late = order.pay_by is not None and order.pay_by <= now
    if order.phase not in UNPAID or due <= ZERO or too_late:
        raise NothingToPay
    if method not in {way.code for way in _ways(order, by_desk=by_desk, now=now)}:
        raise MethodNotOffered
    again = order.payments.open().filter(method=method, amount=due).first()
    return again or write_payment(order, method, due=due, now=now)


def _ways(order: Order, *, by_desk: bool, now: datetime) -> list[Gateway]:
    if by_desk:
        return gateways.available()
    newest = list(order.payments.order_by("-pk")[:1]) if the_rules() else []
    return offered_for(order, now=now, payments=newest)


def write_payment(order: Order, method: str, *, due: Decimal, now: datetime) -> Payment:
    """Add a payment of what is due; nothing is asked, nothing is refused."""
    return add(
        Payment(
            order=order,
            method=method,
            gateway=method,
            key=secrets.token_hex(16),
            amount=due,
            currency=order.currency,
            started_at=now,
            expires_at=order.pay_by,
        )
    )
