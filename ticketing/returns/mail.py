"""What is written to a buyer who has given tickets back."""

from typing import Final

from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import override

from ground.money import ZERO
from ticketing.orders.models import LineState, Order, OrderLine
from ticketing.payments.models import RefundLine, RefundState
from ticketing.tickets.mail import Letter, send_once

RETURNED: Final = "returned"


def send_returned(order_id: int, line_ids: list[int]) -> None:
    """Say which tickets are not valid any more, and how much comes back of them."""
    order = Order.objects.get(pk=order_id)
    lines = list(
        OrderLine.objects.filter(
            order=order, pk__in=line_ids, state=LineState.RETURNED
        ).with_place()
    )
    if not lines:
        return
    with override(order.language):
        letter = Letter(
            key=f"{RETURNED}-{min(line_ids)}",
            subject=_("Order %(number)s: tickets given back")
            % {"number": order.number},
            template="returned",
            context={"lines": lines, "back": _back_for(lines)},
        )
        send_once(order, letter)


def _back_for(lines: list[OrderLine]) -> object:
    shares = RefundLine.objects.filter(line__in=lines).exclude(
        refund__state=RefundState.FAILED
    )
    return shares.aggregate(sum=Sum("amount"))["sum"] or ZERO
