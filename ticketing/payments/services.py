"""The front door of the room: paying, changing one's mind, ending, asking.

What speaks with a gateway runs outside of any transaction. What only writes is
in `opening`, `arrivals` and `refunds`, and named here for its callers.
"""

from contextlib import suppress
from datetime import datetime, timedelta

from django.db import transaction

from ground.crash import crash_point
from ticketing.house.models import the_house
from ticketing.orders import services as orders
from ticketing.orders.models import Order
from ticketing.payments import gateways, ledger
from ticketing.payments.arrivals import (
    note_begun,
    receive_money,
    receive_payment,
    record_capture,
    settle,
)
from ticketing.payments.balance import amount_due, captured, given_back, kept
from ticketing.payments.errors import GatewayDown, NothingToPay, PaymentRefused
from ticketing.payments.failed_refunds import pay_back_by_hand, read_refund_back
from ticketing.payments.gateways import Answer, ReturnAddresses
from ticketing.payments.methods.offering import pay_by, purchase_of, the_rules
from ticketing.payments.models import Payment, PaymentState
from ticketing.payments.opening import open_payment
from ticketing.payments.refunds import carry_out_refund, finish_refund, return_order

__all__ = [
    "amount_due",
    "book_order_sale",
    "cancel_order",
    "captured",
    "carry_out_refund",
    "change_method",
    "close_open_payments",
    "finish_refund",
    "given_back",
    "kept",
    "lapse_order",
    "open_payment",
    "pay_back_by_hand",
    "read_back",
    "read_refund_back",
    "receive_money",
    "receive_payment",
    "record_capture",
    "return_order",
    "settle",
    "start_payment",
]

# For how long after its time to pay an order is kept because a gateway does not
# say whether it was paid. Money found after that comes late, like any other.
PATIENCE = timedelta(hours=2)


def start_payment(payment: Payment, back: ReturnAddresses, *, now: datetime) -> str:
    """Ask the gateway to begin; return the address where the buyer goes on.

    The address is empty where the buyer stays (transfer, counter), and the
    order's own (`back.done`) where the payment turns out to be paid. Asking
    again with the same payment finds what was begun. Raises GatewayDown where
    no answer came (the payment is *unknown* then), PaymentRefused where the
    gateway said no, NothingToPay where the payment has ended.
    """
    payment = _begin(payment, back)
    if payment.state == PaymentState.PENDING and payment.address:
        return payment.address
    gateway = gateways.gateway(payment.gateway)
    try:
        answer = gateway.start(payment)
    except GatewayDown:
        settle(payment.pk, Answer(PaymentState.UNKNOWN), now=now)
        raise
    crash_point("payment-begun")
    settled = note_begun(payment, answer) or settle(payment.pk, answer, now=now)
    if answer.state == PaymentState.PENDING and not settled.is_open:
        # It ended while the gateway was beginning: nobody shall pay it now.
        settled = settle(payment.pk, gateway.expire(settled), now=now)
    return _way_on(settled)


def _begin(payment: Payment, back: ReturnAddresses) -> Payment:
    """Note that the gateway is going to be asked, with what, before it is."""
    asked_with = {
        "done_address": back.done,
        "left_address": back.left,
        "ways": the_house().checkout_ways,
    }
    fresh = Payment.objects.filter(
        pk=payment.pk, state=PaymentState.STARTED, done_address=""
    ).update(**asked_with)
    if fresh:
        for name, value in asked_with.items():
            setattr(payment, name, value)
        return payment
    payment = Payment.objects.select_related("order").get(pk=payment.pk)
    if payment.state == PaymentState.CAPTURED:
        return payment
    if not payment.is_open:
        raise NothingToPay
    return payment


def _way_on(payment: Payment) -> str:
    if payment.state == PaymentState.CAPTURED:
        return payment.done_address
    if payment.state == PaymentState.FAILED:
        raise PaymentRefused
    if not payment.is_open:
        raise NothingToPay
    return payment.address


def read_back(payment: Payment, *, now: datetime) -> Payment:
    """Ask the gateway what became of a payment, and write it down.

    For the page to which the buyer comes back, for notices and for polling.
    Raises GatewayDown where it does not answer; nothing is changed then.
    """
    if payment.state == PaymentState.CAPTURED:
        return payment
    answer = gateways.gateway(payment.gateway).read(payment)
    crash_point("payment-read")
    return settle(payment.pk, answer, now=now)


def close_open_payments(order: Order, *, now: datetime, but_for: int = 0) -> None:
    """End what is open at the gateways; what turns out paid counts as paid.

    All are tried. Raises GatewayDown at the end where one did not answer.
    """
    silent: GatewayDown | None = None
    for payment in order.payments.open().exclude(pk=but_for).select_related("order"):
        try:
            answer = gateways.gateway(payment.gateway).expire(payment)
        except GatewayDown as error:
            silent = error
        else:
            settle(payment.pk, answer, now=now)
    if silent is not None:
        raise silent


def change_method(
    order_id: int, method: str, *, now: datetime, by_desk: bool = False
) -> Payment:
    """Pay an unpaid order in another way, or try once more in the same way.

    What was begun otherwise is ended at its gateway first. Never gives more
    time: `pay_by` becomes the new method's where that is earlier. Start the
    payment that is returned. The desk may choose what the house's rules do not
    offer. Raises MethodNotOffered, or NothingToPay (also where the old payment
    turns out paid at that moment).
    """
    chosen = _make_change(order_id, method, now=now, by_desk=by_desk)
    order = Order.objects.get(pk=order_id)
    # One that can't be reached now is ended by the next poll: a buyer whose
    # gateway is silent must be able to choose another.
    with suppress(GatewayDown):
        close_open_payments(order, now=now, but_for=chosen.pk)
    order.refresh_from_db()
    if not order.is_unpaid:
        raise NothingToPay
    return chosen


@transaction.atomic
def _make_change(
    order_id: int, method: str, *, now: datetime, by_desk: bool
) -> Payment:
    order = orders.lock_order(order_id)
    payment = open_payment(order, method, now=now, by_desk=by_desk)
    way = gateways.gateway(method)
    has_rules = method in the_rules()
    ends = (
        pay_by(way, purchase_of(order), now=now) if has_rules else way.pay_by(now=now)
    )
    # Without a time to pay nothing is kept from sale: it stays so.
    if order.pay_by is not None and ends < order.pay_by:
        order.pay_by = ends
        order.save(update_fields=["pay_by"])
    return payment


def cancel_order(order_id: int, *, now: datetime, actor: str, reason: str) -> Order:
    """Cancel an unpaid order; its places are on sale again at once.

    What is open at a gateway is ended first; a part that was paid goes back.
    Raises IllegalPhase where the order is not unpaid, also where it turns out
    paid at that moment (then `return_order`), and GatewayDown.
    """
    close_open_payments(Order.objects.get(pk=order_id), now=now)
    return orders.cancel_unpaid(order_id, now=now, actor=actor, reason=reason)


def lapse_order(order_id: int, *, now: datetime) -> bool:
    """Let an overdue order expire; say whether it did.

    What is open at a gateway is ended first, and what is found paid at that
    moment pays the order. Raises GatewayDown where that can't be known; the
    order stays as it is then, for PATIENCE after its time to pay.
    """
    order = Order.objects.get(pk=order_id)
    if not order.is_unpaid or order.pay_by is None or order.pay_by > now:
        return False
    try:
        close_open_payments(order, now=now)
    except GatewayDown:
        if now < order.pay_by + PATIENCE:
            raise
    return orders.expire(order_id, now=now)


def book_order_sale(order: Order, now: datetime) -> None:
    """Runs on entering *paid*."""
    ledger.book_sale(order, order.live_lines, now=now)
