"""Holding: what is refused, in which words, and what it loses (nothing)."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.checkout import shop
from ticketing.orders.models import Cart
from ticketing.stock.models import Hold, Place, PlaceState

pytestmark = pytest.mark.django_db


def _standing(performance, quantity, **changes):
    section = performance.plan_version.sections.get(kind="standing")
    fields = {"section": section.pk, "tier": performance.tiers.get().pk}
    return {**fields, "quantity": quantity, **changes}


def test_holding_four_seats_takes_eleven_statements(
    client, house, kept, django_assert_max_num_queries
):
    performance = shop.now_on_sale(seats=20)
    client.get(reverse("checkout:performance", args=[performance.pk]))
    places = shop.places_of(performance, 4)

    # Within a test BEGIN and COMMIT are a savepoint's two statements.
    with django_assert_max_num_queries(11):
        shop.hold(client, performance, places)

    assert Place.objects.filter(pk__in=places, state=PlaceState.HELD).count() == 4


def test_the_cart_cookie_is_kept_from_scripts(client, house):
    shop.filled_basket(client, seats=5)

    cookie = client.cookies["cart"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == 30 * 24 * 3600


def test_a_taken_seat_is_told_and_the_others_stay_ticked(client, house):
    performance = shop.now_on_sale(seats=10)
    taken, free, other = shop.places_of(performance, 3)
    shop.hold(Client(), performance, [taken])

    refused = shop.hold(client, performance, [taken, free, other])

    html = refused.content.decode()
    assert refused.status_code == 422
    assert "Someone was faster." in shop.text_of(refused)
    assert html.count(f'value="{free}" checked') == 1
    assert html.count(f'value="{other}" checked') == 1
    assert f'name="place" value="{taken}"' not in html
    assert Hold.objects.count() == 1


def test_the_refused_page_leads_back_when_it_is_opened_again(client, house):
    performance = shop.now_on_sale(seats=5)

    again = client.get(shop.hold_url(performance))

    assert again.url == reverse("checkout:performance", args=[performance.pk])


@pytest.mark.parametrize("place", ["", "-1", "1.5", "abc", "9" * 40, "' OR 1=1"])
def test_a_place_that_is_none_is_refused(client, house, place):
    performance = shop.now_on_sale(seats=5)

    refused = client.post(shop.hold_url(performance), {"place": place})

    assert refused.status_code == 422
    assert Cart.objects.count() == 0


def test_nothing_chosen_is_told(client, house):
    refused = client.post(shop.hold_url(shop.now_on_sale(seats=5)))

    assert refused.status_code == 422
    assert "Choose at least one place." in shop.text_of(refused)


def test_a_place_of_another_performance_is_refused(client, house):
    performance, other = shop.now_on_sale(seats=5), shop.now_on_sale(seats=5)

    refused = shop.hold(client, performance, shop.places_of(other, 1))

    assert refused.status_code == 422


def test_more_places_than_an_order_may_have_are_refused(client, house):
    performance = shop.now_on_sale(seats=20)

    refused = shop.hold(client, performance, shop.places_of(performance, 11))

    assert refused.status_code == 422
    assert "One order can have 10 places at most." in shop.text_of(refused)


def test_a_price_in_the_request_changes_nothing(client, house):
    performance = shop.now_on_sale(seats=5, price="100")
    place = shop.places_of(performance, 1)

    client.post(shop.hold_url(performance), {"place": place, "price": "1"})

    assert "¥100.00" in shop.text_of(client.get(reverse("checkout:cart")))


@pytest.mark.parametrize(
    ("quantity", "sentence"),
    [
        ("0", "Choose at least one place."),
        ("-3", "Choose at least one place."),
        ("1.5", "as a whole number, such as 2"),
        ("two", "as a whole number, such as 2"),
        ("", "as a whole number, such as 2"),
        ("11", "One order can have 10 places at most."),
        ("99999999999999999999", "more than there are places"),
    ],
)
def test_a_bad_quantity_is_told(client, house, quantity, sentence):
    performance = shop.now_on_sale(seats=0, standing=20)

    refused = client.post(shop.hold_url(performance), _standing(performance, quantity))

    assert refused.status_code == 422
    assert sentence in shop.text_of(refused)
    assert Hold.objects.count() == 0


def test_more_than_is_left_of_a_standing_section_is_told(client, house):
    performance = shop.now_on_sale(seats=0, standing=3)

    refused = client.post(shop.hold_url(performance), _standing(performance, "4"))

    assert refused.status_code == 422
    assert "Only 3 places are left here." in shop.text_of(refused)
    assert 'value="4"' in refused.content.decode()


def test_a_number_of_standing_places_is_held(client, house):
    performance = shop.now_on_sale(seats=0, standing=5)

    client.post(shop.hold_url(performance), _standing(performance, "3"))

    assert performance.places.filter(state=PlaceState.HELD).count() == 3


@pytest.mark.parametrize("field", ["section", "tier"])
def test_a_made_up_section_or_tier_is_refused(client, house, field):
    performance = shop.now_on_sale(seats=0, standing=5)

    for value in ("x", "999999", "9" * 40):
        data = _standing(performance, "1", **{field: value})
        assert client.post(shop.hold_url(performance), data).status_code == 422


def test_going_on_without_new_seats_leads_to_the_basket(client, house):
    performance = shop.filled_basket(client, seats=5)

    assert client.post(shop.hold_url(performance)).url == reverse("checkout:cart")
