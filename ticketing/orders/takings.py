"""What a performance has brought, by ticket type."""

from collections.abc import Collection
from decimal import Decimal

from django.db.models import Sum

from ticketing.orders.models import OrderLine
from ticketing.orders.phases import WITH_TICKETS

# By performance and ticket type; None stands for places without one.
Takings = dict[tuple[int, int | None], Decimal]


def takings_of(performance_ids: Collection[int]) -> Takings:
    """Sum the prices of valid places in paid orders, with one query."""
    if not performance_ids:
        return {}
    paid = OrderLine.objects.live().filter(
        performance__in=performance_ids, order__phase__in=WITH_TICKETS
    )
    sums = paid.order_by().values_list("performance", "tier").annotate(Sum("price"))
    return {(performance, tier): total for performance, tier, total in sums}
