"""What came in for an order, what went back, what is still due."""

from decimal import Decimal

from django.db.models import Sum

from ground.money import ZERO
from ticketing.orders.models import Order
from ticketing.payments.models import Payment, PaymentState, RefundState


def captured(order: Order) -> Decimal:
    """What came in for this order in its own currency."""
    rows = order.payments.filter(state=PaymentState.CAPTURED, currency=order.currency)
    return rows.aggregate(sum=Sum("amount"))["sum"] or ZERO


def given_back(order: Order) -> Decimal:
    """What went back or is on its way back, in the order's currency."""
    rows = order.refunds.filter(payment__currency=order.currency)
    return (
        rows.exclude(state=RefundState.FAILED).aggregate(sum=Sum("amount"))["sum"]
        or ZERO
    )


def kept(order: Order) -> Decimal:
    """What came in and stays: captured without what is given back."""
    return captured(order) - given_back(order)


def amount_due(order: Order) -> Decimal:
    """What has still to come; negative where too much came."""
    total: Decimal = order.total
    return total - kept(order)


def left_of(payment: Payment) -> Decimal:
    """What of a captured payment can still be given back."""
    rows = payment.refunds.exclude(state=RefundState.FAILED)
    amount: Decimal = payment.amount
    return amount - (rows.aggregate(sum=Sum("amount"))["sum"] or ZERO)
