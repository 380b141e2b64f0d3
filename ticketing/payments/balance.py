"""What came in for an order, what went back, what is still due."""

from decimal import Decimal

from django.db.models import QuerySet, Subquery, Sum

from ground.money import ZERO
from ticketing.orders.models import Order
from ticketing.payments.models import Payment, PaymentState, Refund, RefundState


def captured(order: Order) -> Decimal:
    """What came in for this order in its own currency."""
    rows = order.payments.filter(state=PaymentState.CAPTURED, currency=order.currency)
    return rows.aggregate(sum=Sum("amount"))["sum"] or ZERO


def given_back(order: Order) -> Decimal:
    """What went back or is on its way back, in the order's currency."""
    return _going_back(order).aggregate(sum=Sum("amount"))["sum"] or ZERO


def _going_back(order: Order) -> QuerySet[Refund]:
    rows = Refund.objects.filter(order=order, payment__currency=order.currency)
    return rows.exclude(state=RefundState.FAILED)


def kept(order: Order) -> Decimal:
    """What came in and stays: captured without what is given back."""
    came = order.payments.filter(state=PaymentState.CAPTURED, currency=order.currency)
    went = _going_back(order).order_by().values("order").annotate(sum=Sum("amount"))
    # The refunds' sum beside each payment: one question, and no product of rows.
    rows = came.annotate(back=Subquery(went.values("sum"))).values_list(
        "amount", "back"
    )
    found = list(rows)
    back = found[0][1] if found else None
    return sum((amount for amount, _back in found), ZERO) - (back or ZERO)


def amount_due(order: Order) -> Decimal:
    """What has still to come; negative where too much came."""
    total: Decimal = order.total
    return total - kept(order)


def left_of(payment: Payment) -> Decimal:
    """What of a captured payment can still be given back."""
    rows = payment.refunds.exclude(state=RefundState.FAILED)
    amount: Decimal = payment.amount
    return amount - (rows.aggregate(sum=Sum("amount"))["sum"] or ZERO)
