"""What the buttons of the sandbox do: each ends like the real thing would.

Every act returns the address where the buyer goes on.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from django.db import transaction

from ticketing.orders import services as orders
from ticketing.payments.gateways import sandbox
from ticketing.payments.models import ChargeState, Payment
from ticketing.payments.services import close_open_payments, lapse_order, read_back

Act = Callable[[Payment, datetime], str]


def approve(payment: Payment, now: datetime) -> str:
    sandbox.decide(payment.key, ChargeState.PAID)
    read_back(payment, now=now)
    return payment.done_address


def decline(payment: Payment, now: datetime) -> str:
    sandbox.decide(payment.key, ChargeState.DECLINED)
    read_back(payment, now=now)
    return payment.left_address


def pay_late(payment: Payment, now: datetime) -> str:
    """Bring the deadline forward to now, let the order expire, then pay.

    The order finds its places again, or the money goes back where somebody
    else has them by then.
    """
    _end_time_to_pay(payment.order_id, now=now)
    lapse_order(payment.order_id, now=now)
    close_open_payments(payment.order, now=now)
    sandbox.pay_late(payment.key)
    read_back(payment, now=now)
    return payment.done_address


def close_window(payment: Payment, now: datetime) -> str:  # noqa: ARG001 nothing happens
    return payment.left_address


ACTS: Final[dict[str, Act]] = {
    "approve": approve,
    "decline": decline,
    "pay-late": pay_late,
    "close": close_window,
}


@transaction.atomic
def _end_time_to_pay(order_id: int, *, now: datetime) -> None:
    order = orders.lock_order(order_id)
    if order.is_unpaid:
        order.pay_by = now
        order.save(update_fields=["pay_by"])
