"""Pay what you want: the buyer names the price, from the least one on."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from tests.checkout.shop import cart_of, filled_basket, place_order, text_of
from ticketing.offers.models import Concession
from ticketing.orders.models import Order
from ticketing.stock.models import PriceTier

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]
BASKET = reverse("checkout:cart")


@pytest.fixture
def buyer():
    """With one place in the basket that costs what they like, from ¥20 on."""
    client = Client()
    filled_basket(client, places=2)
    PriceTier.objects.update(price=20, suggested_price=60)
    return client


def name(client, price, wish=0):
    place = cart_of(client).cart_places.order_by("place")[wish].place_id
    return client.post(reverse("checkout:cart-change"), {f"price-{place}": price})


def test_what_is_named_is_quoted_ordered_and_paid(buyer):
    assert name(buyer, "35.50").status_code == 302
    assert name(buyer, "20", wish=1).status_code == 302

    page = buyer.get(BASKET)

    assert page.context["contents"].quote.total == Decimal("55.50")
    assert 'value="35.5"' in page.content.decode()
    assert "From ¥20; ¥60 is suggested." in text_of(page)
    assert place_order(buyer, method="transfer").status_code == 302
    order = Order.objects.get()
    assert sorted(order.lines.values_list("price", flat=True)) == [20, Decimal("35.50")]


def test_without_a_word_it_is_the_least_price(buyer):
    assert buyer.get(BASKET).context["contents"].quote.total == 40


@pytest.mark.parametrize(
    "price", ["19.99", "-3", "", "NaN", "1e9", "20.001", "999999", "²"]
)
def test_what_cant_be_paid_is_refused_and_changes_nothing(buyer, price):
    name(buyer, "30")

    answer = name(buyer, price)

    assert answer.status_code == 422
    assert "Name a price from ¥20.00 to ¥100,000.00." in text_of(answer)
    assert buyer.get(BASKET).context["contents"].quote.total == 50


def test_nothing_makes_a_named_price_cheaper(buyer):
    student = Concession.objects.create(
        name_en="Student", code="student", percent_off=50
    )
    wish = cart_of(buyer).cart_places.first()
    change = {f"type-{wish.place_id}": student.pk, f"price-{wish.place_id}": "30"}
    buyer.post(reverse("checkout:cart-change"), change)

    page = buyer.get(BASKET)

    assert page.context["contents"].quote.total == 50
    assert f'name="type-{wish.place_id}"' not in page.content.decode()


def test_a_fixed_price_can_not_be_named(buyer):
    name(buyer, "20")
    PriceTier.objects.update(price=80, suggested_price=None)

    assert name(buyer, "1").status_code == 302

    assert buyer.get(BASKET).context["contents"].quote.total == 160


def test_what_was_named_rises_with_the_least_price(buyer):
    name(buyer, "30")
    PriceTier.objects.update(price=45, suggested_price=60)

    assert buyer.get(BASKET).context["contents"].quote.total == 90


def test_another_basket_s_price_is_left_alone(buyer):
    stranger = Client()
    filled_basket(stranger)
    PriceTier.objects.update(price=20, suggested_price=60)
    place = cart_of(buyer).cart_places.first().place_id

    stranger.post(reverse("checkout:cart-change"), {f"price-{place}": "500"})

    assert buyer.get(BASKET).context["contents"].quote.total == 40


def test_nothing_is_a_price_too_where_the_house_allows_it(buyer):
    PriceTier.objects.update(price=0, suggested_price=60)

    assert name(buyer, "0").status_code == 302

    assert place_order(buyer).status_code == 302
    assert Order.objects.get().phase == "paid"
