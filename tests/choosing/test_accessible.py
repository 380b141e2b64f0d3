"""A companion's place goes with its wheelchair place, in and out of the basket."""

import pytest
from django.utils import timezone

from tests.checkout import shop
from tests.choosing import halls
from ticketing.checkout.carts import choose_places, drop_places, new_cart
from ticketing.stock.errors import CompanionAlone
from ticketing.venues.models import SeatFlag

pytestmark = pytest.mark.django_db


@pytest.fixture
def performance(house):
    """A hall whose A1 and A2 are a wheelchair place and its companion's."""
    performance = halls.hall(seats=20)
    wheelchair = halls.flag(performance, "A1", SeatFlag.WHEELCHAIR)
    halls.flag(performance, "A2", SeatFlag.COMPANION, companion_of=wheelchair)
    return performance


@pytest.fixture
def cart():
    return new_cart(currency="CNY", language="en")


def choose(cart, performance, *names):
    places = halls.keys(performance, *names)
    choose_places(cart, performance.pk, places, now=timezone.now())


def test_a_companion_alone_is_refused(performance, cart):
    with pytest.raises(CompanionAlone):
        choose(cart, performance, "A2", "A3")

    assert halls.held(performance) == ""


def test_both_together_are_held(performance, cart):
    choose(cart, performance, "A1", "A2")

    assert halls.held(performance) == "A1 A2"


def test_a_companion_may_follow_into_the_same_basket(performance, cart):
    choose(cart, performance, "A1")
    choose(cart, performance, "A2")

    assert halls.held(performance) == "A1 A2"


def test_another_wheelchair_place_will_not_do(performance, cart):
    halls.flag(performance, "B1", SeatFlag.WHEELCHAIR)

    with pytest.raises(CompanionAlone):
        choose(cart, performance, "B1", "A2")


def test_the_companion_leaves_with_the_wheelchair_place(performance, cart):
    choose(cart, performance, "A1", "A2", "B5")

    drop_places(cart, halls.keys(performance, "A1"), now=timezone.now())

    assert halls.held(performance) == "B5"


def test_the_companion_may_leave_alone(performance, cart):
    choose(cart, performance, "A1", "A2")

    drop_places(cart, halls.keys(performance, "A2"), now=timezone.now())

    assert halls.held(performance) == "A1"


def test_the_page_says_why(client, performance):
    refused = shop.hold(client, performance, halls.keys(performance, "A2"))

    assert refused.status_code == 422
    assert "only be taken together with its wheelchair place" in shop.text_of(refused)
