"""Codes in the basket and with the order."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from members.services import personal_account
from tests.checkout import shop
from tests.factories import NOON, UserFactory, offered_performance
from tests.offers.codes import code, enter
from tests.offers.making import offer
from tests.rush.shop import held, order_of, places_of
from ticketing.checkout.code_errors import CodeSpentMeanwhile, OfferCodeSpent
from ticketing.checkout.codes import enter_code
from ticketing.checkout.models import CartCode, CodeUse
from ticketing.orders import services as orders
from ticketing.orders.models import Order
from ticketing.orders.phases import Phase
from ticketing.rush.models import RushRules

pytestmark = pytest.mark.django_db


def _basket(client):
    return shop.text_of(client.get(reverse("checkout:cart")))


def _entered(client, *, places=1, **fields):
    """A basket with a code in it; returns the code."""
    shop.filled_basket(client, places=places)
    known = code(**fields)
    assert enter(client, known.code).status_code == 302
    return known


def test_a_code_is_entered_as_it_was_written_down_and_used_by_the_order(client, house):
    shop.filled_basket(client)
    code()

    entered = enter(client, "autumn-25 ")
    text = _basket(client)
    shop.place_order(client)

    assert entered.status_code == 302
    assert "A quarter off −¥25.00" in text
    assert Order.objects.get().total == 75
    assert CodeUse.objects.get().order == Order.objects.get()


def test_a_code_is_taken_off_again(client, house):
    known = _entered(client)

    client.post(reverse("checkout:cart-code-drop"), {"code": known.pk})

    assert "To pay ¥100.00" in _basket(client)


def test_without_codes_on_offer_nobody_is_asked_for_one(client, house):
    shop.filled_basket(client)
    assert "Enter a code" not in _basket(client)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"is_active": False}, "This code is not known."),
        ({"email": "bo@example.org"}, "This code is not known."),
        ({"valid_until": NOON - timedelta(days=9)}, "does not hold at the moment"),
        ({"valid_from": NOON + timedelta(days=9999)}, "does not hold at the moment"),
    ],
)
def test_a_code_that_gives_nothing_is_answered_why(client, house, fields, sentence):
    shop.filled_basket(client)
    code(**fields)

    refused = enter(client, "AUTUMN25")

    assert refused.status_code == 422
    assert sentence in shop.text_of(refused)
    assert not CartCode.objects.exists()


def test_it_is_answered_in_the_readers_language(client, house):
    shop.filled_basket(client)
    code()

    refused = client.post("/zh-hans/cart/code/", {"code": "NOTHING"})

    assert "没有这个优惠码" in shop.text_of(refused)


def _signed_in(client, email, *, verified=True):
    user = UserFactory(email=email)
    EmailAddress.objects.create(user=user, email=email, verified=verified, primary=True)
    client.force_login(user)
    personal_account(user)
    return user


def test_a_personal_code_is_not_for_whoever_types_its_address(client, house):
    shop.filled_basket(client)
    code(email="ada@example.org")

    refused = enter(client, "AUTUMN25", address="ada@example.org")

    assert refused.status_code == 422
    assert "sign in with the e-mail address" in shop.text_of(refused)


def test_a_personal_code_is_for_who_has_proved_its_address(client, house):
    _signed_in(client, "ada+post@example.org")
    shop.filled_basket(client)
    code(email="Ada@example.org")

    assert enter(client, "AUTUMN25").status_code == 302
    assert shop.place_order(client, email="bo@example.org").status_code == 302


@pytest.mark.parametrize("who", [("ada@example.org", False), ("bo@example.org", True)])
def test_an_address_that_is_not_proved_opens_no_personal_code(client, house, who):
    email, verified = who
    _signed_in(client, email, verified=verified)
    shop.filled_basket(client)
    code(email="ada@example.org")

    assert enter(client, "AUTUMN25").status_code == 422


def test_who_signs_out_takes_no_personal_code_along(client, house):
    shop.filled_basket(client)
    mine = CartCode(cart=shop.cart_of(client), code=code(email="ada@example.org"))
    mine.save()

    refused = shop.place_order(client, email="ada@example.org")

    assert "was sent to somebody alone" in shop.text_of(refused)


def test_codes_stay_with_a_guest_who_signs_in(client, house):
    known = _entered(client)
    client.force_login(UserFactory())

    _basket(client)

    assert CartCode.objects.get().code == known
    assert CartCode.objects.get().cart.account is not None


def test_wrong_codes_are_counted_by_network(client, house):
    RushRules(wrong_codes=3).save()
    shop.filled_basket(client)
    code()
    for number in range(3):
        assert "not known" in shop.text_of(enter(client, f"GUESS{number}"))

    right = enter(client, "AUTUMN25")

    assert right.status_code == 429
    assert "Too many codes" in shop.text_of(right)
    assert enter(client, "AUTUMN25", network="9.9.9.9").status_code == 302


def test_five_codes_are_enough(client, house):
    shop.filled_basket(client)
    opened = offer(percent_off=5, needs_code=True)
    answers = [enter(client, code(f"CODE{n}", of=opened).code) for n in range(6)]

    assert [a.status_code for a in answers] == [302] * 5 + [422]


def test_a_budget_is_told_when_it_is_spent(client, house):
    _entered(client, most_uses=1)
    shop.place_order(client)
    other = Client()
    shop.filled_basket(other)

    refused = enter(other, "AUTUMN25")

    assert "has been used as often as it can be" in shop.text_of(refused)


def test_one_buyer_has_it_so_often(client, house):
    _entered(client, most_per_buyer=1)
    shop.place_order(client, email="ada+1@example.org")
    again, other = Client(), Client()
    for visitor in (again, other):
        shop.filled_basket(visitor)
        enter(visitor, "AUTUMN25")

    refused = shop.place_order(again, email="ADA@example.org")

    assert "as often as one person can" in shop.text_of(refused)
    assert shop.place_order(other, email="bo@example.org").status_code == 302


def test_a_code_that_saved_nothing_is_not_used(client, house):
    offer(percent_off=50)
    _entered(client)

    shop.place_order(client)

    assert Order.objects.get().total == 50
    assert not CodeUse.objects.exists()


@pytest.fixture
def performance(house, ready):
    shop.e_ticket()
    return offered_performance()


def _order_with(performance, number, known, **buyer):
    cart = held(performance, places_of(performance, number))
    enter_code(cart, known.code, user=None, now=NOON)
    return order_of(cart, **buyer)


def test_an_order_that_ends_gives_its_use_back(performance):
    known = _lasting(most_uses=1)
    first = _order_with(performance, 0, known)
    orders.advance(first, Phase.EXPIRED, now=NOON)

    second = _order_with(performance, 1, known)

    assert CodeUse.objects.get(order=second).slot == 1
    with pytest.raises(OfferCodeSpent):
        _order_with(performance, 2, known)


def test_money_that_comes_late_finds_its_code_spent(performance):
    known = _lasting(most_uses=1)
    first = _order_with(performance, 0, known)
    orders.advance(first, Phase.EXPIRED, now=NOON)
    _order_with(performance, 1, known)

    with pytest.raises(CodeSpentMeanwhile):
        orders.advance(first, Phase.PAID, now=NOON)


def test_money_that_comes_late_takes_a_use_that_is_left(performance):
    known = _lasting(most_uses=2)
    first = _order_with(performance, 0, known)
    orders.advance(first, Phase.EXPIRED, now=NOON)
    _order_with(performance, 1, known)

    orders.advance(first, Phase.PAID, now=NOON)

    assert {use.slot for use in CodeUse.objects.all()} == {1, 2}


def _lasting(**fields):
    opened = offer(
        percent_off=10,
        needs_code=True,
        valid_from=NOON - timedelta(days=1),
        valid_until=NOON + timedelta(days=90),
    )
    return code(of=opened, **fields)


def test_the_interface_takes_codes(client, house):
    shop.filled_basket(client)
    known, key = code(), shop.cart_of(client).key
    send = {"content_type": "application/json"}

    unknown = client.post(f"/api/carts/{key}/codes", {"code": "NO"}, **send)
    cart = client.post(f"/api/carts/{key}/codes", {"code": known.code}, **send).json()
    without = client.delete(f"/api/carts/{key}/codes/{known.code}").json()

    assert unknown.json()["code"] == "code_unknown"
    assert (cart["total"], cart["codes"]) == (
        "75.00",
        [{"code": "AUTUMN25", "holds": True}],
    )
    assert (without["total"], without["codes"]) == ("100.00", [])


@pytest.mark.parametrize("code", ["", "   ", "X" * 60])
def test_what_is_no_code_is_answered_too(client, house, code):
    shop.filled_basket(client)
    answer = client.post(reverse("checkout:cart-code"), {"code": code})
    assert answer.status_code == 422
