"""The checkout form: what it refuses, what it keeps, and that it orders once."""

import pytest
from django.test import Client
from django.urls import reverse

from members.services import personal_account
from tests.checkout import shop
from tests.factories import UserFactory
from ticketing.delivery.models import Method
from ticketing.orders.models import Order
from ticketing.orders.phases import Phase
from ticketing.payments.models import Payment

pytestmark = pytest.mark.django_db

CHECKOUT = "/en/checkout/"


def test_an_order_is_placed_with_few_statements(
    client, house, kept, django_assert_max_num_queries
):
    shop.filled_basket(client, seats=5)
    fields = shop.order_fields(client.get(CHECKOUT), method="counter")

    with django_assert_max_num_queries(32):
        client.post(CHECKOUT, fields)

    assert Order.objects.get().phase == Phase.ACCEPTED


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", "Write the name that should stand on the order."),
        ("name", "名" * 300, "200 characters at most; this one has 300."),
        ("email", "visitor@", "Write the whole address"),
        ("email", "", "Write the e-mail address"),
        ("email", "a" * 260 + "@example.org", "at most"),
        ("phone", "call me", "Write a number with digits"),
        ("phone", "1" * 50, "40 characters at most"),
        ("terms", "", "Accept the terms of sale"),
        ("delivery", "dragon", "This way of delivery is not offered."),
        ("delivery", "", "Choose how you get the tickets."),
        ("method", "gold", "This way to pay is not offered"),
        ("method", "", "This way to pay is not offered"),
        ("shown", "x", "One of these places is not on offer here."),
    ],
)
def test_a_bad_field_is_told_and_the_rest_is_kept(
    client, house, field, value, sentence
):
    shop.filled_basket(client, seats=5)

    refused = shop.place_order(client, **{field: value})

    html = refused.content.decode()
    assert refused.status_code == 422
    assert sentence in shop.text_of(refused)
    if field != "name":
        assert 'value="Ada 朱丽叶 Okonkwo"' in html
    if field != "email":
        assert 'value="ada@example.org"' in html
    assert Order.objects.count() == 0


@pytest.mark.parametrize(
    "name", ["朱丽叶", "Ñandú", "محمد", "<b>Ada</b>", "王\u3000芳"]
)
def test_any_script_is_a_name(client, house, name):
    shop.filled_basket(client, seats=5)

    shop.place_order(client, name=f"  {name}\n ")

    assert Order.objects.get().buyer_name == " ".join(name.split())


def test_two_presses_make_one_order(client, house):
    shop.filled_basket(client, seats=5)
    fields = shop.order_fields(client.get(CHECKOUT))

    first = client.post(CHECKOUT, fields)
    again = client.post(CHECKOUT, fields)

    assert first.url == again.url
    assert Order.objects.count() == 1
    assert Payment.objects.count() == 1


def test_a_lost_answer_is_found_by_opening_the_page_again(client, house):
    shop.filled_basket(client, seats=5)
    shop.place_order(client, method="counter")
    order = Order.objects.get()
    page = reverse("checkout:order", args=[order.number, order.secret])

    assert client.get(CHECKOUT).url == page
    assert page in client.get(reverse("checkout:cart")).content.decode()


def test_the_cart_is_forgotten_when_the_order_was_seen(client, house):
    shop.filled_basket(client, seats=5)
    answer = shop.place_order(client, method="counter")

    client.get(answer.url)

    assert client.cookies["cart"].value == ""


def test_a_hold_that_lapsed_orders_nothing(client, house):
    shop.filled_basket(client, places=2, seats=5)
    fields = shop.order_fields(client.get(CHECKOUT))
    shop.lapse(shop.cart_of(client))

    refused = client.post(CHECKOUT, fields)

    assert refused.status_code == 422
    assert "Your places are no longer held." in shop.text_of(refused)
    assert 'value="ada@example.org"' in refused.content.decode()
    assert Order.objects.count() == 0


def test_an_empty_basket_has_no_checkout(client, house):
    assert client.get(CHECKOUT).url == reverse("checkout:cart")
    fields = {**shop.ADA, "method": "counter"}
    assert client.post(CHECKOUT, fields).url == reverse("checkout:cart")


def test_the_form_knows_who_signed_in(client, house):
    user = UserFactory(first_name="Ada", last_name="Okonkwo")
    client.force_login(user)
    shop.filled_basket(client, seats=5)

    html = client.get(CHECKOUT).content.decode()
    shop.place_order(client, method="counter")

    assert f'value="{user.email}"' in html
    order = Order.objects.get()
    assert (order.user, order.account) == (user, personal_account(user))


def test_an_accounts_basket_is_not_ordered_after_signing_out(client, house):
    client.force_login(UserFactory())
    shop.filled_basket(client, seats=5)
    fields = shop.order_fields(client.get(CHECKOUT), method="counter")
    stranger = Client()
    stranger.cookies["cart"] = client.cookies["cart"].value

    stranger.post(CHECKOUT, fields)

    assert Order.objects.count() == 0


def test_the_order_is_in_the_readers_language(client, house):
    shop.filled_basket(client, seats=5)
    fields = shop.order_fields(client.get("/zh-hans/checkout/"), method="counter")

    client.post("/zh-hans/checkout/", fields)

    assert Order.objects.get().language == "zh-hans"


def test_a_delivery_that_costs_is_not_given_away(client, house):
    Method.objects.create(code="courier", name_en="Courier", price=18)
    shop.filled_basket(client, seats=5)

    total = shop.hidden(client.get(CHECKOUT), "total")
    refused = shop.place_order(client, delivery="courier", total=total)

    assert refused.status_code == 422
    assert "With the delivery it comes to" in shop.text_of(refused)


def test_forms_may_lead_to_the_gateways_and_nowhere_else(client, house, settings):
    settings.STRIPE_SECRET_KEY = "sk_test_x"
    settings.STRIPE_WEBHOOK_SECRET = "whsec_x"
    shop.filled_basket(client, seats=5)

    pay = client.get(CHECKOUT)["Content-Security-Policy"]
    cart = client.get(reverse("checkout:cart"))["Content-Security-Policy"]

    assert "form-action 'self' https://checkout.stripe.com" in pay
    assert "stripe" not in cart
