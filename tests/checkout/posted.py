"""Post at the checkout: a method with prices, and orders that are sent by it."""

from tests.checkout import shop
from ticketing.delivery.models import Method, MethodKind, PriceStep, Zone
from ticketing.orders.models import Order
from ticketing.payments.services import record_capture

CHECKOUT = "/en/checkout/"
SHANGHAI = {
    "delivery": "post",
    "to-country": "CN",
    "to-province": "CN-SH",
    "to-city": "上海市",
    "to-district": "黄浦区",
    "to-address": "人民大道 1 号 2 室",
    "to-postcode": "200003",
    "to-phone": "138 0013 8000",
}


def post_of_house():
    """Post to China for 8, to its west for 12, to Germany for 60."""
    method = Method.objects.create(
        code="post",
        name_en="Post",
        name_zh_hans="邮寄",
        kind=MethodKind.POST,
        position=9,
    )
    for areas, price in ((["CN"], 8), (["CN-XJ"], 12), (["DE"], 60)):
        zone = Zone.objects.create(name_en=str(areas), areas=areas)
        PriceStep.objects.create(method=method, zone=zone, up_to=4, price=price)
    return method


def sent(client, **fields):
    """The answer to the form after the price with delivery was looked at."""
    page = client.get(CHECKOUT)
    first = shop.order_fields(page, method="counter", **fields)
    priced = client.post(CHECKOUT, {**first, "act": "price"})
    return client.post(CHECKOUT, {**first, "total": shop.hidden(priced, "total")})


def paid(client, *, places=2, **fields):
    """A paid order whose tickets go to Shanghai."""
    shop.filled_basket(client, places=places, seats=5)
    sent(client, **{**SHANGHAI, **fields})
    order = Order.objects.order_by("-pk").first()
    record_capture(order.payments.get(), reference=None, now=order.placed_at)
    order.refresh_from_db()
    return order
