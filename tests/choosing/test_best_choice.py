"""Asking for the best seats: on the seat page without script, and over the API."""

import json

import pytest
from django.urls import reverse

from tests.checkout import shop
from tests.choosing import halls
from ticketing.checkout import best_choice, carts
from ticketing.checkout.best_choice import choose_best
from ticketing.stock.errors import StockBusy
from ticketing.stock.models import Place, PlaceState

pytestmark = pytest.mark.django_db


def ask(client, performance, count, tier=""):
    return client.post(shop.hold_url(performance), {"best": count, "tier": tier})


def test_the_page_asks_how_many_at_which_price(client, house):
    performance = halls.hall(seats=20, price="380")

    text = shop.text_of(
        client.get(reverse("checkout:performance", args=[performance.pk]))
    )

    assert "Best seats" in text
    assert "¥380 · Tier A" in text


def test_two_best_seats_are_held_and_lead_to_the_basket(client, house):
    performance = halls.hall(seats=20)

    answer = ask(client, performance, 2, performance.tiers.get().pk)

    assert answer.url == reverse("checkout:cart")
    assert halls.held(performance) == "A5 A6"


def test_seats_apart_are_told_in_the_basket(client, house):
    performance = halls.hall(seats=20)
    halls.sell_all_but(performance, "A1", "A2", "B5", "B6")

    basket = client.get(ask(client, performance, 4).url)

    assert "in groups: 2 + 2" in shop.text_of(basket)


def test_more_than_are_left_is_refused_and_holds_nothing(client, house):
    performance = halls.hall(seats=20)
    halls.sell_all_but(performance, "A1", "A2")

    refused = ask(client, performance, 3)

    assert refused.status_code == 422
    assert "Only 2 places are left here." in shop.text_of(refused)
    assert '<option value="3" selected>' in refused.content.decode()


@pytest.mark.parametrize("count", ["", "0", "11", "x", "-1", "9" * 30])
def test_a_number_that_is_none_is_refused(client, house, count):
    refused = ask(client, halls.hall(seats=20), count)

    assert refused.status_code == 422
    assert "Choose how many, from 1 to 10." in shop.text_of(refused)


def test_a_made_up_price_has_no_seats(client, house):
    performance = halls.hall(seats=20)

    assert ask(client, performance, 2, "x").status_code == 422
    assert ask(client, performance, 2, "999999").status_code == 422


def test_somebody_faster_only_costs_another_look(house, monkeypatch):
    performance = halls.hall(seats=20)
    find, tries = best_choice.best_available, []

    def slowly(*args, **wishes):
        found = find(*args, **wishes)
        tries.append(found)
        if len(tries) == 1:
            taken = Place.objects.filter(pk=found.places[0])
            taken.update(state=PlaceState.SOLD)
        return found

    monkeypatch.setattr(best_choice, "best_available", slowly)
    cart = carts.new_cart(currency="CNY", language="en")
    best = choose_best(cart, performance.pk, quantity=2, now=shop.timezone.now())

    assert len(tries) == 2
    assert Place.objects.filter(hold__cart_key=cart.key).count() == 2
    assert set(best.places) != set(tries[0].places)


def test_whoever_is_slower_each_time_is_told_so(house, monkeypatch):
    performance = halls.hall(seats=2 * best_choice.ATTEMPTS)
    find = best_choice.best_available

    def never_in_time(*args, **wishes):
        found = find(*args, **wishes)
        Place.objects.filter(pk__in=found.places).update(state=PlaceState.SOLD)
        return found

    monkeypatch.setattr(best_choice, "best_available", never_in_time)
    cart = carts.new_cart(currency="CNY", language="en")
    with pytest.raises(StockBusy):
        choose_best(cart, performance.pk, quantity=2, now=shop.timezone.now())


def _send(client, path, data):
    answer = client.post(
        f"/api{path}", json.dumps(data), content_type="application/json"
    )
    return answer.status_code, answer.json()


def test_the_best_over_the_interface(client, house):
    performance = halls.hall(seats=20, price="380")
    key = _send(client, "/carts", {})[1]["key"]

    status, best = _send(
        client,
        f"/carts/{key}/best",
        {"performance": performance.pk, "quantity": 3, "price": "380"},
    )

    assert status == 200
    assert (best["groups"], best["together"]) == ([3], True)
    assert sorted(best["places"]) == sorted(
        line["place"] for line in best["cart"]["lines"]
    )
    status, refused = _send(
        client,
        f"/carts/{key}/best",
        {"performance": performance.pk, "quantity": 3, "price": "1"},
    )
    assert (status, refused["code"]) == (422, "not_enough_places")
