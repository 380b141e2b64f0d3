"""A gift card or credit pays a part of an order that was placed already."""

from decimal import Decimal

import pytest
from django.utils import timezone

from members.services import personal_account
from reports.checking import check_invariants
from tests.checkout import shop
from tests.desk.filled import fields_of
from tests.factories import UserFactory
from ticketing.orders.models import Order
from ticketing.orders.phases import Phase
from ticketing.payments.credit.balances import balance, credit_was_given
from ticketing.payments.credit.giving import Gift, give
from ticketing.payments.models import Payment
from ticketing.rush.models import the_rules

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh(house):
    credit_was_given()
    yield
    credit_was_given()


def gift(amount="60", **fields):
    by = {"reason": "sorry", "actor": "desk", "now": timezone.now()}
    return give(Gift(Decimal(amount), "CNY", **fields), **by)


def placed(client, method="transfer"):
    """The address of an order's page that waits for its money."""
    shop.filled_basket(client)
    page = client.get("/en/checkout/")
    client.post("/en/checkout/", shop.order_fields(page, method=method))
    order = Order.objects.latest("pk")
    return f"/en/orders/{order.number}/{order.secret}/"


def use(client, page, **fields):
    data = fields_of(client.get(page)) | {"gift_card": ""} | fields
    return client.post(f"{page}credit/", data, follow=True)


def test_a_house_without_credit_asks_for_no_code(client):
    assert "gift_card" not in client.get(placed(client)).content.decode()


def test_a_card_pays_a_part_and_the_rest_is_asked_for(client):
    card, page = gift("60"), placed(client)

    answer = use(client, page, gift_card=card.code)

    assert answer.status_code == 200
    assert "To pay: ¥40.00" in shop.text_of(answer)
    assert balance(card.credit) == 0
    waiting = Payment.objects.open()
    assert [(one.method, one.amount) for one in waiting] == [("transfer", 40)]
    assert check_invariants(now=timezone.now()).offenders == []


def test_what_was_begun_at_a_bank_is_begun_anew_for_the_rest(client):
    card, page = gift("60"), placed(client, "sandbox")

    use(client, page, gift_card=card.code)

    waiting = Payment.objects.open()
    assert [(one.method, one.amount) for one in waiting] == [("sandbox", 40)]
    bank = client.post(f"{page}pay/", {"method": "sandbox"})
    client.get(client.post(bank.url, {"act": "approve"}).url)
    assert Order.objects.get().phase == Phase.PAID
    assert check_invariants(now=timezone.now()).offenders == []


def test_a_card_with_enough_pays_it_and_twice_is_once(client):
    card, page = gift("250"), placed(client)

    use(client, page, gift_card=card.code)
    again = client.post(f"{page}credit/", {"gift_card": card.code})

    assert Order.objects.get().phase == Phase.PAID
    assert balance(card.credit) == 150
    assert again.status_code in {409, 422}


def test_a_wrong_code_is_told_and_they_are_counted(client):
    gift()
    page, most = placed(client), the_rules().wrong_codes * 50

    refused = use(client, page, gift_card="wrong")
    assert "No gift card has this code." in shop.text_of(refused)

    for _ in range(most):
        answer = client.post(f"{page}credit/", {"gift_card": "wrong"})
    assert answer.status_code == 429
    assert Order.objects.get().phase == Phase.ACCEPTED


def test_the_credit_of_an_account_is_for_the_account_alone(client):
    user = UserFactory()
    own = gift("60", account_id=personal_account(user).pk).credit
    client.force_login(user)
    page = placed(client)
    client.logout()

    assert "Use my credit" not in shop.text_of(client.get(page))
    use(client, page, use_credit="on")
    assert balance(own) == 60

    client.force_login(user)
    assert "Use my credit of ¥60.00" in shop.text_of(client.get(page))
    use(client, page, use_credit="on")
    assert balance(own) == 0


def _over_json(client, page, **fields):
    """The answer of the interface to the same wish."""
    kind = {"content_type": "application/json"}
    number, secret = page.strip("/").split("/")[-2:]
    return client.post(f"/api/orders/{number}/{secret}/credit", fields, **kind)


def test_the_interface_takes_a_card_for_an_order_that_was_placed(client):
    card, page = gift("60"), placed(client, method="sandbox")

    answer = _over_json(client, page, gift_card=card.code)

    told = answer.json()
    assert (answer.status_code, told["due"], told["total"]) == (200, "40.00", "100.00")
    assert told["address"]
    assert balance(card.credit) == 0
    # What is used up pays nothing more, and nothing is taken twice.
    again = _over_json(client, page, gift_card=card.code)
    assert (again.status_code, again.json()["code"]) == (422, "gift_card_empty")
    more = _over_json(client, page, gift_card=gift("60").code).json()
    assert (more["due"], more["phase"], more["address"]) == ("0.00", "paid", "")
    assert _over_json(client, page, gift_card=card.code).status_code == 409
    assert check_invariants(now=timezone.now()).offenders == []


def test_over_the_interface_credit_is_for_its_account_alone(client):
    user = UserFactory()
    own = gift("30", account_id=personal_account(user).pk).credit
    client.force_login(user)
    page = placed(client)
    client.force_login(UserFactory())
    assert _over_json(client, page, use_credit=True).status_code == 422
    client.force_login(user)

    told = _over_json(client, page, use_credit=True).json()

    assert told["due"] == "70.00"
    assert balance(own) == 0
