"""A gift card at the pay page and through the interface."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from members.services import personal_account
from tests.checkout import shop
from tests.desk.filled import fields_of, fill
from tests.factories import NOON, UserFactory
from ticketing.checkout.gift_cards import Wish, credits_to_use, offered_credit
from ticketing.orders.models import Cart, Order
from ticketing.orders.phases import Phase
from ticketing.payments.credit.balances import balance, credit_was_given
from ticketing.payments.credit.errors import GiftCardOfAnotherCurrency
from ticketing.payments.credit.giving import Gift, give
from ticketing.payments.credit.models import Credit
from ticketing.rush.models import the_rules

pytestmark = pytest.mark.django_db
CHECKOUT = "/en/checkout/"


@pytest.fixture(autouse=True)
def _fresh(house):
    credit_was_given()
    yield
    credit_was_given()


def gift(amount="60", **fields):
    by = {"reason": "sorry", "actor": "desk", "now": timezone.now()}
    return give(Gift(Decimal(amount), "CNY", **fields), **by)


def order(client, **fields):
    page = client.get(CHECKOUT)
    return client.post(CHECKOUT, shop.order_fields(page, **fields))


def test_a_house_without_credit_asks_for_no_code(client):
    shop.filled_basket(client)

    assert "gift_card" not in client.get(CHECKOUT).content.decode()


def test_the_code_lowers_what_is_due(client):
    given = gift("60")
    shop.filled_basket(client)

    placed = order(client, method="transfer", gift_card=given.code)

    assert balance(given.credit) == 0
    assert "To pay: ¥40.00" in shop.text_of(client.get(placed.url))


def test_a_card_that_covers_all_needs_no_other_way(client):
    given = gift("100")
    shop.filled_basket(client)

    placed = order(client, gift_card=given.code)

    assert placed.status_code == 302
    assert Order.objects.get().phase == Phase.PAID


def test_a_wrong_code_is_told_and_nothing_is_ordered(client):
    gift()
    shop.filled_basket(client)

    refused = order(client, gift_card="wrong")

    assert refused.status_code == 422
    assert "No gift card has this code." in shop.text_of(refused)
    assert not Order.objects.exists()


def test_codes_are_not_found_by_trying(client):
    given = gift()
    shop.filled_basket(client)
    fields = shop.order_fields(client.get(CHECKOUT))
    somewhere = {"REMOTE_ADDR": "8.8.8.8"}
    for n in range(the_rules().wrong_codes):
        client.post(CHECKOUT, {**fields, "gift_card": f"no{n}"}, **somewhere)

    refused = client.post(CHECKOUT, {**fields, "gift_card": given.code}, **somewhere)

    assert refused.status_code == 429
    assert balance(given.credit) == 60


def test_pressing_twice_uses_the_card_once(client):
    given = gift("60")
    shop.filled_basket(client)
    fields = shop.order_fields(client.get(CHECKOUT), gift_card=given.code)

    first, second = client.post(CHECKOUT, fields), client.post(CHECKOUT, fields)

    assert (first.status_code, second.status_code) == (302, 302)
    assert Order.objects.get().payments.filter(gateway="credit").count() == 1


def test_who_is_signed_in_uses_their_credit(client):
    user = UserFactory()
    account = personal_account(user)
    given = gift("60", account_id=account.pk)
    client.force_login(user)
    shop.filled_basket(client)

    assert "Use my credit of ¥60.00" in shop.text_of(client.get(CHECKOUT))
    order(client, use_credit="on", method="transfer")

    assert balance(given.credit) == 0


def test_a_guest_has_no_credit_of_their_own(client):
    gift("60", account_id=personal_account(UserFactory()).pk)
    shop.filled_basket(client)

    order(client, use_credit="on", method="transfer")

    assert Order.objects.get().payments.get().amount == 100


def test_the_interface_takes_a_card(client):
    given = gift("60")
    performance = shop.now_on_sale()
    shop.e_ticket()
    kind = {"content_type": "application/json"}
    key = client.post("/api/carts", {}, **kind).json()["key"]
    asked = {"performance": performance.pk, "places": shop.places_of(performance, 1)}
    client.post(f"/api/carts/{key}/places", asked, **kind)
    data = {"cart": key, "name": "Ada", "email": "ada@example.org"}
    data |= {"method": "transfer", "gift_card": given.code, "accepts_terms": True}

    twice = [client.post("/api/orders", data, **kind) for _ in range(2)]

    assert [answer.status_code for answer in twice] == [201, 201]
    assert balance(given.credit) == 0
    assert Order.objects.get().payments.open().get().amount == 40


@pytest.mark.usefixtures("furnished")
def test_the_desk_gives_a_card_whose_code_is_told_once(administrator, desk):
    url = reverse("desk-credit-new")

    done = fill(administrator, url, amount="60", reason="a seat was broken")

    first = administrator.get(done.url).content.decode()
    again = desk.get(done.url).content.decode()
    credit = Credit.objects.get()
    assert f"-{credit.ending}. Write it down" in first
    assert "Write it down" not in again
    assert "¥60.00" in again
    assert "a seat was broken" in again


@pytest.mark.usefixtures("furnished")
def test_the_desk_gives_a_member_credit_and_blocks_it(administrator):
    user = UserFactory(email="ada@example.org")
    fields = {"amount": "60", "reason": "x", "member": "Ada@example.org"}
    fill(administrator, reverse("desk-credit-new"), **fields)
    credit = Credit.objects.get()
    assert credit.account == personal_account(user)

    fill(administrator, reverse("desk-credit-block", args=[credit.pk]), reason="lost")

    credit.refresh_from_db()
    assert credit.blocked_at is not None


@pytest.mark.usefixtures("furnished")
def test_a_form_pressed_twice_gives_one_card_and_tells_its_code_again(administrator):
    url = reverse("desk-credit-new")
    data = fields_of(administrator.get(url)) | {"amount": "60", "reason": "x"}

    told = [administrator.post(url, data, follow=True) for _ in range(2)]

    credit = Credit.objects.get()
    assert balance(credit) == 60
    for page in told:
        assert f"-{credit.ending}. Write it down" in page.content.decode()


@pytest.mark.usefixtures("furnished")
def test_a_form_without_its_key_gives_nothing(administrator):
    data = {"amount": "60", "reason": "x"}

    assert administrator.post(reverse("desk-credit-new"), data).status_code == 422
    assert not Credit.objects.exists()


@pytest.mark.usefixtures("furnished")
def test_blocking_twice_is_once_and_letting_in_is_another_deed(administrator):
    credit = give(Gift(Decimal(60), "CNY"), reason="x", actor="x", now=NOON).credit
    for _ in range(2):
        url = reverse("desk-credit-block", args=[credit.pk])
        fill(administrator, url, reason="lost")
    credit.refresh_from_db()
    assert credit.blocked_at is not None

    for _ in range(2):
        url = reverse("desk-credit-unblock", args=[credit.pk])
        fill(administrator, url, reason="found")

    credit.refresh_from_db()
    assert credit.blocked_at is None


def test_credit_that_is_blocked_is_not_offered():
    account = personal_account(UserFactory())
    cart = Cart(account=account, currency="CNY")
    credit = gift(account_id=account.pk).credit
    assert offered_credit(cart, now=NOON).balance == 60

    Credit.objects.filter(pk=credit.pk).update(blocked_at=NOON)

    assert offered_credit(cart, now=NOON).balance == 0


def test_a_card_is_judged_by_the_currency_of_the_cart(client):
    shop.filled_basket(client)
    Cart.objects.update(currency="EUR")
    key = Cart.objects.get().key
    code = gift().code

    with pytest.raises(GiftCardOfAnotherCurrency):
        credits_to_use(Wish(code), key, network="", now=timezone.now())
