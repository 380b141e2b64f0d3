"""Seats that a buyer picks for an exchange: gone ones are named, others count."""

import pytest

from tests.returns.exchanging import LATER, allow, exchange, order_and_other
from tests.returns.making import line_ids
from ticketing.checkout.carts import choose_places, new_cart
from ticketing.checkout.errors import PickedSeatsGone
from ticketing.orders.models import Order
from ticketing.venues.models import Seat, SeatFlag

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]


def taken_by_another(performance, place):
    cart = new_cart(currency="CNY", language="en")
    choose_places(cart, performance.pk, [place.pk], now=LATER, knows_view=True)


@pytest.mark.parametrize("tickets", [1, 2], ids=["all picked", "one picked of two"])
def test_a_picked_seat_that_is_gone_is_named(tickets):
    allow()
    order, other = order_and_other()
    place = other.places.order_by("pk")[4]
    taken_by_another(other, place)

    with pytest.raises(PickedSeatsGone, match=f"seat {place.seat.label}") as refused:
        exchange(order, other, lines=line_ids(order)[:tickets], places=[place.pk])

    assert refused.value.taken == [place.pk]
    assert Order.objects.count() == 1


def test_a_picked_seat_with_a_restricted_view_leaves_the_good_ones_to_the_others():
    allow()
    order, other = order_and_other()
    first, *rest = other.places.order_by("pk")
    poor = Seat.objects.filter(places__in=rest)
    poor.update(flags=SeatFlag.RESTRICTED)

    chosen = {"lines": line_ids(order), "places": [rest[0].pk]}
    new = exchange(order, other, **chosen).order

    places = set(new.lines.values_list("place", flat=True))
    assert places == {first.pk, rest[0].pk}
