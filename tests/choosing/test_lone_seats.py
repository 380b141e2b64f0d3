"""No lone seats: refused with the reason, a better choice beside it; when not."""

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.checkout import shop
from tests.choosing import halls
from ticketing.checkout.carts import choose_places, new_cart
from ticketing.stock.choosing import ChoiceRules
from ticketing.stock.errors import LeavesOneSeat
from ticketing.stock.holds import hold_places

pytestmark = pytest.mark.django_db


@pytest.fixture
def strict(house):
    house.no_lone_seats = True
    house.save()
    return house


def choose(performance, *names):
    cart = new_cart(currency="CNY", language="en")
    places = halls.keys(performance, *names)
    choose_places(cart, performance.pk, places, now=timezone.now())


def test_a_lone_seat_is_refused_with_its_name_and_better_ones(strict):
    performance = halls.hall(seats=20)

    with pytest.raises(LeavesOneSeat) as refused:
        choose(performance, "A2", "A3")

    assert "row A, seat 1" in str(refused.value)
    assert halls.names(refused.value.better) in ("A1 A2", "A3 A4")
    assert halls.held(performance) == ""


def test_nothing_is_refused_where_the_house_does_not_ask_for_it(house):
    performance = halls.hall(seats=20)

    choose(performance, "A2", "A3")

    assert halls.held(performance) == "A2 A3"


def test_seats_at_the_end_or_two_away_are_fine(strict):
    performance = halls.hall(seats=20)

    choose(performance, "A1", "A2")
    choose(performance, "A5", "A6")

    assert halls.held(performance) == "A1 A2 A5 A6"


def test_the_last_of_three_can_be_had_where_nothing_better_is_left(strict):
    strict.lone_seats_below = 0
    strict.save()
    performance = halls.hall(seats=20)
    halls.sell_all_but(performance, "A1", "A2", "A3")

    choose(performance, "A1", "A2")

    assert halls.held(performance) == "A1 A2"


def test_near_the_end_of_the_stock_lone_seats_are_allowed(strict):
    strict.lone_seats_below = 40
    strict.save()
    performance = halls.hall(seats=20)
    halls.sell_all_but(performance, "A1", "A2", "A3", *(f"B{n}" for n in range(1, 6)))

    choose(performance, "A2", "A3")

    assert halls.held(performance) == "A2 A3"


def test_without_the_rule_a_hold_costs_no_statement_more(house):
    performance = halls.hall(seats=40)
    kept = {"minutes": 15, "now": timezone.now()}

    with CaptureQueriesContext(connection) as plain:
        places = halls.keys(performance, "A1")
        hold_places(performance.pk, places, cart_key="a", **kept)
    with CaptureQueriesContext(connection) as ruled:
        places, rules = halls.keys(performance, "B1"), ChoiceRules()
        hold_places(performance.pk, places, cart_key="b", rules=rules, **kept)

    assert len(ruled) == len(plain)


def test_the_page_offers_better_seats_with_one_button(client, strict):
    performance = halls.hall(seats=20)

    refused = shop.hold(client, performance, halls.keys(performance, "A2", "A3"))

    assert refused.status_code == 422
    assert "This would leave a single seat: row A, seat 1." in shop.text_of(refused)
    assert "Take these instead" in shop.text_of(refused)
    form = re.search(r'<form class="alert.*?</form>', refused.content.decode(), re.S)
    better = re.findall(r'name="place" value="(\d+)"', form[0])
    assert shop.hold(client, performance, better).url == reverse("checkout:cart")


def test_over_the_interface_the_better_places_are_named(client, strict):
    performance = halls.hall(seats=20)
    post = {"content_type": "application/json"}
    key = client.post("/api/carts", "{}", **post).json()["key"]
    wish = {
        "performance": performance.pk,
        "places": halls.keys(performance, "A2", "A3"),
    }

    refused = client.post(f"/api/carts/{key}/places", json.dumps(wish), **post).json()

    assert refused["code"] == "leaves_one_seat"
    assert len(refused["details"]["better"]) == 2


def test_the_best_seats_leave_none_alone(client, strict):
    performance = halls.hall(seats=20)
    halls.sell(performance, "A4", "A8")

    client.post(shop.hold_url(performance), {"best": "2"})

    assert halls.held(performance) == "B5 B6"
