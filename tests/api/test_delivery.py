"""Delivery over JSON: what a cart can have, an address, and where the parcel is."""

import pytest

from ground.keeping import forget_all
from tests.api.test_shop import send
from tests.checkout import shop
from tests.checkout.posted import post_of_house
from ticketing.delivery.models import Delivery
from ticketing.orders.models import OrderLine

pytestmark = pytest.mark.django_db

TO = {
    "country": "CN",
    "region": "CN-SH",
    "city": "上海市",
    "district": "黄浦区",
    "address": "人民大道 1 号 2 室",
    "phone": "13800138000",
}
ADA = {
    "name": "Ada",
    "email": "ada@example.org",
    "delivery": "post",
    "accepts_terms": True,
}


@pytest.fixture
def cart(client, house):
    """The key of a cart with one held place, in a house that sends by post."""
    forget_all()
    shop.e_ticket()
    post_of_house()
    performance = shop.now_on_sale(seats=5)
    _status, made = send(client, "post", "/carts")
    places = shop.places_of(performance, 1)
    wish = {"performance": performance.pk, "places": places}
    send(client, "post", f"/carts/{made['key']}/places", wish)
    yield made["key"]
    forget_all()


def test_a_cart_is_told_what_it_can_have(client, cart):
    address = f"/api/carts/{cart}/deliveries"

    e_ticket, post = client.get(address).json()
    west = client.get(f"{address}?country=CN&region=CN-XJ").json()[1]
    nowhere = client.get(f"{address}?country=FR").json()[1]

    assert (e_ticket["code"], e_ticket["price"]) == ("e-ticket", "0.00")
    assert (post["price"], post["lowest"]) == (None, "8.00")
    assert west["price"] == "12.00"
    assert nowhere["why_not"] == "area"


def test_post_is_ordered_with_an_address_and_followed(client, cart):
    wish = {**ADA, "cart": cart, "address": TO, "method": "counter"}

    status, order = send(client, "post", "/orders", wish)

    assert status == 201
    assert OrderLine.objects.get(kind="delivery").price == 8
    assert Delivery.objects.get().recipient == "Ada"
    address = f"/api/orders/{order['number']}/{order['secret']}/delivery"
    found = client.get(address).json()
    assert (found["state"], found["price"]) == ("waiting", "8.00")
    assert "人民大道 1 号 2 室" in found["to"]
    assert client.get(address.replace(order["secret"], "x")).status_code == 404


@pytest.mark.parametrize(
    ("address", "code"),
    [
        (None, "address_missing"),
        ({**TO, "city": ""}, "address_wrong"),
        ({**TO, "country": "FR"}, "address_wrong"),
    ],
)
def test_an_address_is_judged_as_on_the_page(client, cart, address, code):
    wish = {**ADA, "cart": cart, "address": address, "method": "counter"}

    status, refused = send(client, "post", "/orders", wish)

    assert status == 422
    assert refused["code"] == code


def test_nobody_pays_more_than_was_said(client, cart):
    total = client.get(f"/api/carts/{cart}").json()["total"]
    wish = {**ADA, "cart": cart, "address": TO, "method": "counter", "total": total}

    status, refused = send(client, "post", "/orders", wish)

    assert (status, refused["code"]) == (422, "delivery_added")
