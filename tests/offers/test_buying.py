"""An offer on its way: seat page, basket, order, interface."""

from decimal import Decimal

import pytest
from django.urls import reverse

from tests.checkout import shop
from tests.offers.making import offer
from ticketing.offers.kinds import Combines, OfferKind
from ticketing.offers.models import Concession, Offer
from ticketing.offers.selectors import offers_changed
from ticketing.orders.models import Order

pytestmark = pytest.mark.django_db


def _page(client, name, *args):
    return shop.text_of(client.get(reverse(f"checkout:{name}", args=args)))


def test_an_offer_holds_from_the_seat_page_to_the_order(client, house):
    performance = shop.filled_basket(client, places=2)
    offer(shows=[performance.show])

    seats = _page(client, "performance", performance.pk)
    basket = _page(client, "cart")
    placed = shop.place_order(client)

    order = Order.objects.get()
    assert "¥80 ¥100" in seats
    assert "Autumn prices −¥40.00" in basket
    assert placed.status_code == 302
    assert order.total == 160
    assert {line.price for line in order.lines.all()} == {80}
    assert order.lines.first().offers == ["Autumn prices"]
    assert "Autumn prices" in shop.text_of(
        client.get(reverse("checkout:order", args=[order.number, order.secret]))
    )


def test_places_on_the_map_cost_what_the_list_says(client, house):
    performance = shop.now_on_sale(seats=5)
    offer(amount_off=Decimal(30))

    told = client.get(reverse("checkout:places", args=[performance.pk])).json()

    assert [tier["price"] for tier in told["tiers"]] == ["¥70"]


def test_the_site_asks_the_lower_price_wherever_it_tells_one(client, house):
    performance = shop.now_on_sale(seats=5)
    offer()

    told = client.get(f"/api/performances/{performance.pk}").json()

    assert (told["lowest_price"], told["tiers"][0]["old_price"]) == ("80.00", "100.00")


def test_a_set_counts_what_is_held_alone(client, house):
    shop.filled_basket(client, places=3)
    offer(kind=OfferKind.FAMILY, count=3, price=Decimal(200))
    with_set = _page(client, "cart")

    shop.lapse(shop.cart_of(client))

    assert "To pay ¥200.00" in with_set
    assert "To pay ¥0.00" in _page(client, "cart")


def test_the_basket_says_what_is_nearly_reached_and_what_was_outdone(client, house):
    performance = shop.filled_basket(client, places=2)
    student = Concession.objects.create(code="s", name_en="Student", percent_off=10)
    shop.cart_of(client).cart_places.update(concession=student)
    offer(shows=[performance.show])
    offer(name_en="Group", kind=OfferKind.GROUP, count=3, percent_off=30)

    text = _page(client, "cart")

    assert "“Student” is not counted: “Autumn prices” saves you more" in text
    assert "With 1 more place of one performance you would get “Group”." in text


def test_an_order_is_not_placed_for_more_than_was_shown(client, house):
    shop.filled_basket(client)
    sale = offer()
    page = client.get(reverse("checkout:checkout"))
    fields = shop.order_fields(page, total="80.00")
    Offer.objects.filter(pk=sale.pk).update(is_active=False)
    offers_changed()

    refused = client.post(reverse("checkout:checkout"), fields)

    assert refused.status_code == 422
    assert "it is ¥100.00 now" in shop.text_of(refused)
    assert not Order.objects.exists()


def test_what_became_cheaper_is_ordered(client, house):
    shop.filled_basket(client)
    page = client.get(reverse("checkout:checkout"))
    offer()
    offers_changed()

    client.post(reverse("checkout:checkout"), shop.order_fields(page, total="100"))

    assert Order.objects.get().total == 80


def test_the_interface_tells_the_same(client, house):
    shop.filled_basket(client, places=2)
    offer(combines=Combines.CONCESSIONS)
    offer(name_en="Group", kind=OfferKind.GROUP, count=3, percent_off=30)

    cart = client.get(f"/api/carts/{shop.cart_of(client).key}").json()

    assert cart["total"] == "160.00"
    assert cart["lines"][0]["old_price"] == "100.00"
    assert [(p["why"], p["missing"]) for p in cart["passed_over"]] == [
        ("more_places", 1)
    ]


def test_offers_cost_the_basket_three_queries_and_only_now_and_then(
    client, house, kept, django_assert_max_num_queries
):
    shop.filled_basket(client, places=4, seats=5)
    for _one in range(10):
        offer()
    _page(client, "cart")

    with django_assert_max_num_queries(3):
        _page(client, "cart")
