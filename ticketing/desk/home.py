"""The first thing staff see: what today brings, and what to do next."""

from datetime import datetime, timedelta
from typing import Any, Final

from django.http import HttpRequest
from django.utils import timezone
from wagtail.admin.ui.components import Component

from ground import dates
from ticketing.desk import rights
from ticketing.desk.disputes import disputes_to_do
from ticketing.desk.refunds_to_do import BY_HAND, refunds_to_do
from ticketing.desk.returns.asked import waiting_for
from ticketing.gifts.sending import letters_to_look_at
from ticketing.house.models import House, the_house
from ticketing.orders.models import Order
from ticketing.payments.models import OPEN_STATES, Payment
from ticketing.payments.statements.models import LineState, StatementLine
from ticketing.shows.models import Performance
from ticketing.stock.counts import NOTHING, counts_of

MOST: Final = 8


class TodayPanel(Component):
    """Today's performances, and the desk's open work for those who do it."""

    order = 10
    template_name = "desk/home/today.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        request: HttpRequest = parent_context["request"]
        user, now = request.user, timezone.now()
        start = now.astimezone(the_house().zone).replace(
            hour=0, minute=0, second=0, microsecond=0
        )
        facts: dict[str, Any] = {
            "house": the_house(),
            "today": dates.day(start, full=True),
        }
        if user.has_perm("shows.view_performance"):
            facts["performances"] = _performances(start, now)
        if user.has_perm(rights.SEE_ORDERS):
            facts |= _orders(start)
        if user.has_perms([rights.SEE_CREDIT, rights.GIVE_CREDIT]):
            facts["letters"] = letters_to_look_at(now)[:MOST]
        if user.has_perms([rights.SEE_ORDERS, rights.RECEIVE_MONEY]):
            open_lines = StatementLine.objects.filter(state=LineState.OPEN)
            facts["lines_to_decide"] = open_lines.count()
        if user.has_perms([rights.SEE_ORDERS, rights.PAY_BACK]):
            facts["returns_to_confirm"] = waiting_for(user).count()
            facts["disputes"] = disputes_to_do()[:MOST]
        return facts


def desk_panels(_request: HttpRequest, panels: list[Component]) -> None:
    """Put ours before Wagtail's own."""
    ours: list[Component] = []
    if House.objects.exists():
        ours.append(TodayPanel())
    panels[:0] = ours


def _performances(start: datetime, now: datetime) -> list[dict[str, Any]]:
    end = start + timedelta(days=1)
    today = Performance.objects.filter(starts_at__gte=start, starts_at__lt=end)
    listed = list(today.with_show_and_venue().order_by("starts_at")[:MOST])
    counts = counts_of([p.pk for p in listed], now=now)
    return [{"it": p, "counts": counts.get(p.pk, NOTHING)} for p in listed]


def _orders(start: datetime) -> dict[str, Any]:
    waiting = Payment.objects.filter(state__in=OPEN_STATES, method__in=BY_HAND)
    unpaid = Order.objects.unpaid()
    return {
        "sees_orders": True,
        "placed_today": Order.objects.filter(placed_at__gte=start).count(),
        "paid_today": Order.objects.filter(paid_at__gte=start).count(),
        "waiting_count": waiting.filter(order__in=unpaid).count(),
        "waiting": waiting.filter(order__in=unpaid)
        .select_related("order")
        .order_by("order__pay_by")[:MOST],
        "refunds": refunds_to_do().select_related("order").order_by("pk")[:MOST],
    }
