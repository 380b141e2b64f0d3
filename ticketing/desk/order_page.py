"""One order with everything that the desk must know of it."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.views import InspectView

from ticketing.delivery.addresses import written
from ticketing.delivery.models import Delivery
from ticketing.desk import rights
from ticketing.desk.disputes import disputes_of
from ticketing.desk.refunds_to_do import BY_HAND, refunds_to_do
from ticketing.orders.models import Order
from ticketing.payments.models import OPEN_STATES, Payment, Refund
from ticketing.payments.services import amount_due, captured, given_back
from ticketing.payments.till.models import Shift
from ticketing.tickets.models import Ticket


class OrderPageView(InspectView):
    """Lines, people, money, tickets, history, and what can be done next."""

    page_title = _("Order")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | order_facts(self.instance, self.request)


def order_facts(order: Order, request: HttpRequest) -> dict[str, Any]:
    """Read an order whole, with as many queries however long its history."""
    user, disputes = request.user, disputes_of(order)
    payments = list(order.payments.order_by("pk"))
    return {
        "order": order,
        "lines": order.lines.with_place().order_by("position"),
        "tickets": Ticket.objects.filter(line__order=order)
        .select_related("line")
        .order_by("line__position", "pk"),
        "payments": payments,
        "refunds": order.refunds.order_by("pk"),
        "disputes": disputes,
        "deliveries": _deliveries(order),
        "events": order.events.order_by("at", "pk"),
        "due": amount_due(order) if order.is_unpaid else 0,
        "captured": captured(order),
        "given_back": given_back(order),
        "payable": _payable(order, may=user.has_perm(rights.PAY_BACK)),
        "receivable": _receivable(
            order, payments, may=user.has_perm(rights.MARK_RECEIVED)
        ),
        "shift": _shift(order, user),
        **_allowed(order, user, is_lost=any(one.is_lost for one, _at in disputes)),
    }


def _allowed(order: Order, user: Any, *, is_lost: bool) -> dict[str, bool]:
    """What can be done next by whoever looks.

    What a bank has taken for a lost dispute can't be given back once more.
    """
    may_change = user.has_perm(rights.CHANGE_ORDERS)
    may_return = order.has_tickets and may_change and user.has_perm(rights.PAY_BACK)
    return {
        "may_set_method": order.is_unpaid and may_change,
        "may_cancel": order.is_unpaid and may_change,
        "may_return": may_return and not is_lost,
        "may_end_lost": may_return and is_lost,
        "may_paper": (order.has_tickets or order.refunded_at is not None)
        and may_change,
        "may_send": order.has_tickets and may_change,
    }


def _deliveries(order: Order) -> list[tuple[Delivery, list[str]]]:
    found = order.deliveries.select_related("method")
    return [(delivery, written(delivery)) for delivery in found]


def _receivable(order: Order, payments: list[Payment], *, may: bool) -> list[Payment]:
    """Payments whose money a person takes in: transfers and the counter's."""
    return [
        payment
        for payment in payments
        if may
        and payment.method in BY_HAND
        and payment.state in OPEN_STATES
        and order.is_unpaid
    ]


def _shift(order: Order, user: Any) -> Shift | None:
    """The till at which whoever looks can take this order's money."""
    rights_needed = [rights.WORK_TILL, rights.MARK_RECEIVED]
    if not order.is_unpaid or not user.has_perms(rights_needed):
        return None
    return Shift.objects.open().filter(person=user).first()


def _payable(order: Order, *, may: bool) -> list[Refund]:
    """Refunds that a person has to carry out."""
    return list(refunds_to_do().filter(order=order)) if may else []
