"""The basket: several performances, changes, lapses, and signing in."""

import pytest
from django.test import Client
from django.urls import reverse

from members.services import personal_account
from tests.checkout import shop
from tests.factories import UserFactory
from ticketing.offers.models import Concession
from ticketing.orders.models import Cart
from ticketing.stock.models import Hold, PlaceState

pytestmark = pytest.mark.django_db

BASKET = "/en/cart/"


@pytest.fixture
def student(db):
    return Concession.objects.create(
        code="student", name_en="Student", percent_off=20, proof_en="A student card"
    )


def _basket(client):
    return client.get(reverse("checkout:cart"))


def test_the_basket_takes_several_performances(client, house):
    first = shop.filled_basket(client, seats=5)
    second = shop.filled_basket(client, seats=5, price="50")

    text = shop.text_of(_basket(client))

    assert first.show.name_en in text
    assert second.show.name_en in text
    assert "To pay ¥150.00" in text


def test_the_basket_costs_at_most_three_queries(
    client, house, kept, django_assert_max_num_queries
):
    shop.filled_basket(client, places=4, seats=5)
    shop.filled_basket(client, places=3, seats=5)
    _basket(client)

    with django_assert_max_num_queries(3):
        _basket(client)


def test_the_clock_names_an_absolute_moment(client, house):
    shop.filled_basket(client, seats=5)
    hold = Hold.objects.get()

    html = _basket(client).content.decode()

    assert f'data-until="{hold.expires_at:%Y-%m-%dT%H:%M:%S}' in html


def test_a_ticket_type_changes_the_price_and_says_its_proof(client, house, student):
    performance = shop.filled_basket(client, seats=5)
    [place] = shop.places_of(performance, 1)

    client.post(reverse("checkout:cart-change"), {f"type-{place}": student.pk})

    text = shop.text_of(_basket(client))
    assert "To pay ¥80.00" in text
    assert "A student card" in text


@pytest.mark.parametrize("key", ["999", "abc", "-1"])
def test_an_unknown_ticket_type_is_refused(client, house, student, key):
    performance = shop.filled_basket(client, seats=5)
    [place] = shop.places_of(performance, 1)

    refused = client.post(reverse("checkout:cart-change"), {f"type-{place}": key})

    assert refused.status_code == 422
    assert "This ticket type is not offered." in shop.text_of(refused)


def test_a_dropped_place_is_on_sale_again(client, house):
    performance = shop.filled_basket(client, places=2, seats=5)
    first, second = shop.places_of(performance, 2)

    client.post(reverse("checkout:cart-drop"), {"place": first})

    states = dict(performance.places.values_list("pk", "state"))
    assert (states[first], states[second]) == (PlaceState.FREE, PlaceState.HELD)


def test_nobody_drops_what_another_holds(client, house):
    performance = shop.filled_basket(client, seats=5)
    stranger = Client()
    shop.filled_basket(stranger, seats=5)

    stranger.post(
        reverse("checkout:cart-drop"), {"place": shop.places_of(performance, 1)}
    )

    assert performance.places.filter(state=PlaceState.HELD).count() == 1


def test_an_emptied_basket_gives_everything_back(client, house):
    performance = shop.filled_basket(client, places=3, seats=5)

    client.post(reverse("checkout:cart-empty"))

    assert performance.places.filter(state=PlaceState.FREE).count() == 5
    assert "Nothing in the basket yet" in shop.text_of(_basket(client))


def test_lapsed_places_stay_and_are_held_again(client, house):
    shop.filled_basket(client, places=2, seats=5)
    performance = shop.filled_basket(client, seats=5)
    shop.lapse(shop.cart_of(client))
    assert "No longer held" in shop.text_of(_basket(client))

    client.post(reverse("checkout:cart-hold"), {"performance": performance.pk})

    text = shop.text_of(_basket(client))
    assert "To pay ¥100.00" in text
    assert text.count("No longer held") == 1


def test_a_lost_seat_is_named_and_the_others_can_be_held_again(client, house):
    performance = shop.filled_basket(client, places=2, seats=5)
    lost, kept = shop.places_of(performance, 2)
    shop.lapse(shop.cart_of(client))
    shop.hold(Client(), performance, [lost])

    refused = client.post(
        reverse("checkout:cart-hold"), {"performance": performance.pk}
    )
    assert refused.status_code == 422
    assert "Somebody else has taken: Stalls, row A, seat 1." in shop.text_of(refused)

    client.post(reverse("checkout:cart-hold"), {"performance": performance.pk})
    held = shop.cart_of(client).cart_places.values_list("place_id", flat=True)
    assert list(held) == [kept]


def test_lapsed_standing_places_come_back_as_any_free_ones(client, house):
    performance = shop.now_on_sale(seats=0, standing=3)
    section = performance.plan_version.sections.get()
    wish = {"section": section.pk, "tier": performance.tiers.get().pk, "quantity": 2}
    client.post(shop.hold_url(performance), wish)
    mine = shop.cart_of(client)
    shop.lapse(mine)
    shop.hold(Client(), performance, [mine.cart_places.first().place_id])

    client.post(reverse("checkout:cart-hold"), {"performance": performance.pk})

    assert "To pay ¥200.00" in shop.text_of(_basket(client))


@pytest.mark.parametrize("performance", ["", "x", "999999", "9" * 40])
def test_holding_again_what_is_not_there_harms_nothing(client, house, performance):
    shop.filled_basket(client, seats=5)

    answer = client.post(reverse("checkout:cart-hold"), {"performance": performance})

    assert answer.status_code in {302, 422}


@pytest.mark.parametrize("action", ["drop", "change", "empty", "hold"])
def test_acting_without_a_basket_leads_to_the_basket(client, house, action):
    address = reverse(f"checkout:cart-{action}")

    assert client.post(address, {"place": "1"}).url == BASKET
    assert client.get(address).url == BASKET


def test_a_made_up_cookie_is_no_basket(client, house):
    for key in ("x", "a" * 300, "\\000" * 30):
        client.cookies["cart"] = key
        assert client.get(BASKET).status_code == 200


def test_the_basket_survives_signing_in(client, house):
    performance = shop.filled_basket(client, seats=5)
    expires_at = Hold.objects.get().expires_at

    client.force_login(UserFactory())

    assert performance.show.name_en in shop.text_of(_basket(client))
    assert Hold.objects.get(ended_at=None).expires_at == expires_at


def test_two_baskets_become_one_on_signing_in(client, house):
    user = UserFactory()
    at_home = Client()
    at_home.force_login(user)
    first = shop.filled_basket(at_home, seats=5)
    second = shop.filled_basket(client, seats=5)

    client.force_login(user)

    text = shop.text_of(_basket(client))
    assert first.show.name_en in text
    assert second.show.name_en in text
    assert Cart.objects.get().account == personal_account(user)
    assert client.cookies["cart"].value == Cart.objects.get().key


def test_signing_in_twice_at_once_keeps_the_guests_basket(client, house):
    user = UserFactory()
    performance = shop.filled_basket(client, seats=5)
    key = client.cookies["cart"].value
    other_tab = Client()
    other_tab.cookies["cart"] = key
    client.force_login(user)
    other_tab.force_login(user)

    _basket(client)
    text = shop.text_of(_basket(other_tab))

    assert performance.show.name_en in text
    assert Cart.objects.count() == 1


def test_after_signing_out_the_accounts_basket_is_not_shown(client, house):
    client.force_login(UserFactory())
    performance = shop.filled_basket(client, seats=5)
    key = client.cookies["cart"].value

    stranger = Client()
    stranger.cookies["cart"] = key

    assert performance.show.name_en not in shop.text_of(stranger.get(BASKET))
