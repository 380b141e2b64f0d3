"""The one line of an order by which a level is paid."""

from decimal import Decimal

from ground.names import CHINESE, ENGLISH
from ticketing.dues.lines import DUE
from ticketing.dues.models import Due
from ticketing.house.models import the_house
from ticketing.offers.asked import tax_rate_of
from ticketing.offers.taxes import tax_in
from ticketing.orders.models import Order, OrderLine


def due_line(order: Order, due: Due, price: Decimal) -> OrderLine:
    """Not saved; the price is in the order's currency."""
    rate = tax_rate_of(the_house())
    return OrderLine(
        order=order,
        position=1,
        kind=DUE,
        subject=due.pk,
        description_en=f"Membership: {due.level.name_in(ENGLISH)}",
        description_zh_hans=f"会员：{due.level.name_in(CHINESE)}",
        list_price=price,
        price=price,
        tax_rate=rate,
        tax=tax_in(price, rate, order.currency),
    )
