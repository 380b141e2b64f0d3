"""The account, the header's own part, and signing in."""

import pytest
from django.urls import reverse

from members.services import personal_account
from tests.checkout import shop
from tests.factories import UserFactory
from ticketing.orders.models import Order

pytestmark = pytest.mark.django_db


def _ordered(client, count):
    for _ in range(count):
        shop.filled_basket(client, places=2, seats=5)
        answer = shop.place_order(client, method="counter")
        client.get(answer.url)


def test_the_account_lists_its_own_orders_only(client, house):
    _ordered(client, 1)
    theirs = Order.objects.get()
    client.force_login(UserFactory())
    _ordered(client, 1)
    own = Order.objects.latest("pk")

    text = shop.text_of(client.get(reverse("checkout:account")))

    assert own.number in text
    assert theirs.number not in text


def test_the_account_costs_the_same_for_many_orders(
    client, house, kept, django_assert_num_queries
):
    user = UserFactory()
    client.force_login(user)
    personal_account(user)
    _ordered(client, 3)
    client.get(reverse("checkout:account"))

    # Session, person, account; count, orders, lines.
    with django_assert_num_queries(6):
        client.get(reverse("checkout:account"))


def test_the_account_is_for_those_who_signed_in(client, house):
    answer = client.get(reverse("checkout:account"))

    assert answer.url.startswith(reverse("account_login"))


def test_a_guests_header_asks_nothing(client, house, kept, django_assert_num_queries):
    client.get(reverse("checkout:visitor"))

    with django_assert_num_queries(0):
        answer = client.get(reverse("checkout:visitor"))

    assert "no-store" in answer["Cache-Control"]


def test_the_header_counts_what_is_held(client, house, kept, django_assert_num_queries):
    shop.filled_basket(client, places=3, seats=5)

    with django_assert_num_queries(2):
        answer = client.get(reverse("checkout:visitor"))

    text = shop.text_of(answer)
    assert "Basket 3" in text
    assert "held until" in text


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize(
    "page", ["login", "signup", "password/reset", "password/reset/done"]
)
def test_the_doors_to_an_account_open(client, house, language, page):
    answer = client.get(f"/{language}/accounts/{page}/")

    assert answer.status_code == 200
    assert 'class="wordmark"' in answer.content.decode()


@pytest.mark.parametrize("page", ["logout", "email", "password/change", "2fa"])
def test_the_rooms_of_an_account_open(client, house, page):
    client.force_login(UserFactory())

    answer = client.get(f"/en/accounts/{page}/", follow=True)

    assert answer.status_code == 200
    assert 'class="wordmark"' in answer.content.decode()


def test_signing_up_keeps_the_basket_and_leads_to_the_account(client, house):
    performance = shop.filled_basket(client, seats=5)

    fields = {"email": "new@example.org", "password1": "correct horse battery"}
    answer = client.post(reverse("account_signup"), fields)

    assert answer.url == reverse("checkout:account")
    basket = client.get(reverse("checkout:cart"))
    assert performance.show.name_en in shop.text_of(basket)


def test_a_wrong_password_is_told_in_place(client, house):
    user = UserFactory()

    answer = client.post(
        reverse("account_login"), {"login": user.email, "password": "wrong"}
    )

    assert 'role="alert"' in answer.content.decode()
