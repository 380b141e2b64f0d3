"""The desk says how one order is to be paid."""

from datetime import datetime

from django.db import transaction

from ticketing.orders import services as orders
from ticketing.orders.models import Order, OrderEventKind
from ticketing.payments.models import Payment
from ticketing.payments.on_account.charging import charge
from ticketing.payments.services import change_method
from ticketing.tickets.tasks import mail_order_placed


def put_on_account(
    order_id: int, tab_id: int, *, reason: str, actor: str, now: datetime
) -> Payment:
    """Let a company owe what is due of an unpaid order; it is paid by that.

    Raises what `charge` raises.
    """
    with transaction.atomic():
        payment = charge(order_id, tab_id, actor=actor, now=now, by_desk=True)
        order = Order.objects.get(pk=order_id)
        orders.record(
            order, OrderEventKind.NOTE, now=now, actor=actor, after=reason[:300]
        )
    return payment


def set_order_method(
    order_id: int, method: str, *, reason: str, actor: str, now: datetime
) -> Payment:
    """Let an unpaid order be paid another way, and tell its buyer how.

    The rules for buyers do not bind the desk: the reason says why this one is
    different. Its time to pay never becomes longer. On a hosted page nothing is
    begun: the buyer does that on the order's own page. Raises what `change_method`
    raises.
    """
    payment = change_method(order_id, method, now=now, by_desk=True)
    _tell(payment, reason=reason, actor=actor, now=now)
    return payment


@transaction.atomic
def _tell(payment: Payment, *, reason: str, actor: str, now: datetime) -> None:
    order = Order.objects.get(pk=payment.order_id)
    orders.record(order, OrderEventKind.NOTE, now=now, actor=actor, after=reason[:300])
    mail_order_placed.enqueue(order.pk, payment.pk)
