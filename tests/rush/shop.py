"""A small way to buy, for tests of what stands before it."""

from tests import ready_money
from tests.factories import NOON
from ticketing.checkout.carts import choose_places, new_cart
from ticketing.checkout.services import Buyer, place_order


def places_of(performance, first=0, count=1):
    every = performance.places.order_by("pk").values_list("pk", flat=True)
    return list(every[first : first + count])


def held(performance, places, *, cart=None, now=NOON, network="", **cart_fields):
    """A cart that holds these places."""
    cart = cart or new_cart(currency="CNY", language="en", **cart_fields)
    cart.network = network
    choose_places(cart, performance.pk, places, now=now)
    return cart


def order_of(cart, *, email="ada@example.org", phone="", now=NOON):
    buyer = Buyer(name="Ada", email=email, phone=phone, account=cart.account)
    return place_order(
        cart.key, buyer, delivery="e-ticket", method=ready_money.CODE, now=now
    ).order
