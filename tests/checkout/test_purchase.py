"""From seats to tickets, through the services."""

from datetime import timedelta

import pytest

from tests.factories import NOON, offered_performance
from ticketing.checkout.carts import choose_places, new_cart
from ticketing.checkout.services import Buyer, place_order
from ticketing.delivery.models import Method
from ticketing.orders.phases import Phase
from ticketing.payments import gateways
from ticketing.stock.errors import HoldLapsed, PlacesUnavailable
from ticketing.stock.models import PlaceState
from ticketing.tickets.models import Ticket

ADA = Buyer(name="Ada", email="ada@example.org")


@pytest.fixture
def e_ticket(house):
    return Method.objects.create(code="e-ticket", name_en="E-ticket")


def _cart():
    return new_cart(currency="CNY", language="en")


@pytest.mark.django_db
def test_a_free_order_has_its_tickets_at_once(e_ticket):
    performance = offered_performance(seats=10, price="0")
    first, second = performance.places.all()[:2]
    cart = choose_places(_cart(), performance.pk, [first.pk, second.pk], now=NOON)

    placed = place_order(cart.key, ADA, delivery="e-ticket", method="", now=NOON)

    first.refresh_from_db()
    assert placed.order.phase == Phase.PAID
    assert Ticket.objects.filter(line__order=placed.order).count() == 2
    assert first.state == PlaceState.SOLD


@pytest.mark.django_db
def test_the_same_cart_gives_the_same_order(e_ticket):
    performance = offered_performance(seats=10, price="0")
    cart = choose_places(
        _cart(), performance.pk, [performance.places.first().pk], now=NOON
    )

    first = place_order(cart.key, ADA, delivery="e-ticket", method="", now=NOON)
    again = place_order(cart.key, ADA, delivery="e-ticket", method="", now=NOON)

    assert again.order == first.order


@pytest.mark.django_db
def test_one_taken_seat_refuses_the_whole_hold(house):
    performance = offered_performance(seats=10)
    first, second = performance.places.all()[:2]
    choose_places(_cart(), performance.pk, [first.pk], now=NOON)

    with pytest.raises(PlacesUnavailable) as refusal:
        choose_places(_cart(), performance.pk, [first.pk, second.pk], now=NOON)

    second.refresh_from_db()
    assert refusal.value.taken == [first.pk]
    assert second.state == PlaceState.FREE


@pytest.mark.django_db
def test_a_lapsed_hold_is_not_ordered(e_ticket):
    performance = offered_performance(seats=10, price="0")
    place = performance.places.first()
    cart = choose_places(_cart(), performance.pk, [place.pk], now=NOON)
    later = NOON + timedelta(minutes=15)

    with pytest.raises(HoldLapsed):
        place_order(cart.key, ADA, delivery="e-ticket", method="", now=later)


def _pay_by(*starts, method="transfer", now=NOON):
    """Order one place of a performance at each of these moments."""
    cart = _cart()
    for starts_at in starts:
        performance = offered_performance(seats=5, starts_at=starts_at)
        place = performance.places.first().pk
        cart = choose_places(cart, performance.pk, [place], now=NOON)
    placed = place_order(cart.key, ADA, delivery="e-ticket", method=method, now=now)
    return placed.order.pay_by


@pytest.mark.django_db
def test_no_money_is_waited_for_once_a_performance_has_begun(e_ticket):
    tonight, next_week = NOON + timedelta(hours=8), NOON + timedelta(days=7)

    assert _pay_by(next_week, tonight) == tonight


@pytest.mark.django_db
def test_a_far_performance_leaves_the_time_of_the_method(e_ticket):
    whole = gateways.gateway("transfer").pay_by(now=NOON)

    assert _pay_by(NOON + timedelta(days=30)) == whole


@pytest.mark.django_db
def test_a_performance_that_has_begun_sets_no_time_to_pay(e_ticket):
    later = NOON + timedelta(minutes=2)
    whole = gateways.gateway("counter").pay_by(now=later)

    begun = NOON + timedelta(minutes=1)
    assert _pay_by(begun, method="counter", now=later) == whole
