"""What came in for an order, what went back, what is still due."""

from decimal import Decimal

from django.db.models import QuerySet, Sum

from ground.compiled import compiled
from ground.money import ZERO
from ticketing.orders.models import Order
from ticketing.payments.disputes.models import DISPUTABLE
from ticketing.payments.models import Payment, PaymentState, Refund, RefundState


def captured(order: Order) -> Decimal:
    """What came in for this order in its own currency."""
    came = _amounts_in(order.pk, order.currency)
    return sum((amount for (amount,) in came), ZERO)


def given_back(order: Order) -> Decimal:
    """What went back or is on its way back, in the order's currency."""
    back = _amounts_back(order.pk, order.currency)
    return sum((amount for (amount,) in back), ZERO)


def kept(order: Order) -> Decimal:
    """What came in and stays: captured without what is given back."""
    return captured(order) - given_back(order)


@compiled
def _amounts_in(order_id: int, currency: str) -> QuerySet[Payment, tuple[Decimal]]:
    came = Payment.objects.filter(order=order_id, currency=currency)
    return came.filter(state=PaymentState.CAPTURED).values_list("amount")


@compiled
def _amounts_back(order_id: int, currency: str) -> QuerySet[Refund, tuple[Decimal]]:
    rows = Refund.objects.filter(order=order_id, payment__currency=currency)
    return rows.exclude(state=RefundState.FAILED).values_list("amount")


def amount_due(order: Order) -> Decimal:
    """What has still to come; negative where too much came.

    What comes over from lines that it replaces is not asked for.
    """
    total: Decimal = order.total
    over: Decimal = order.carried if order.awaits_carried else ZERO
    return total - over - kept(order)


def left_of(payment: Payment, *, but_for: int = 0) -> Decimal:
    """What of a captured payment can still be given back.

    Not what a bank holds while it decides a dispute (`but_for` is one not to count).
    """
    left = _not_gone_back(payment)
    first = _first(payment)
    if first.gateway not in DISPUTABLE:
        return left
    rows = first.disputes.holding().exclude(pk=but_for)
    held: Decimal = rows.aggregate(sum=Sum("amount"))["sum"] or ZERO
    if first.pk != payment.pk:
        # Of what an exchange carried over only what the first has not left itself.
        held = max(held - _not_gone_back(first), ZERO)
    return max(left - held, ZERO)


def _not_gone_back(payment: Payment) -> Decimal:
    rows = payment.refunds.exclude(state=RefundState.FAILED)
    amount: Decimal = payment.amount
    return amount - (rows.aggregate(sum=Sum("amount"))["sum"] or ZERO)


def _first(payment: Payment) -> Payment:
    """The payment that brought the money, however often it was carried over."""
    while payment.carried_from_id is not None:
        payment = Payment.objects.get(refunds=payment.carried_from_id)
    return payment
