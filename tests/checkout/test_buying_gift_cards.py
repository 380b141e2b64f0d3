"""A gift card is bought, mailed on its day, printed, used, and given back unused."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from ground.keeping import forget
from reports.checking import check_invariants
from tests.checkout import shop
from tests.desk.filled import fields_of, fill
from tests.factories import UserFactory
from tests.payments.orders import do_planned_work, placed_order
from ticketing.gifts import sending
from ticketing.gifts.models import Gift
from ticketing.house.models import KEY
from ticketing.orders.models import Order
from ticketing.orders.phases import Phase
from ticketing.payments import services
from ticketing.payments.credit.balances import balance, card_of
from ticketing.payments.credit.codes import code_of
from ticketing.payments.credit.errors import GiftCardUsed
from ticketing.payments.credit.models import Credit
from ticketing.payments.credit.spending import spend
from ticketing.payments.models import Entry

pytestmark = pytest.mark.django_db
PAGE = "/en/gift-cards/"
MEI = {"to_name": "Mei", "to_email": "mei@example.org", "message": "Enjoy!"}
ADA = {"name": "Ada", "email": "ada@example.org", "terms": "on"}


@pytest.fixture(autouse=True)
def _selling(house):
    house.gift_card_values = "100 200.50"
    house.gift_card_least, house.gift_card_most = Decimal(20), Decimal(500)
    house.save()
    yield
    forget(KEY)


def asked(client, **fields):
    data = fields_of(client.get(PAGE)) | ADA | {"method": "sandbox"}
    return data | {"value": "100"} | fields


def bought(client, **fields):
    """Order a card and pay it at the sandbox."""
    bank = client.post(PAGE, asked(client, **fields))
    assert bank.status_code == 302, shop.text_of(bank)
    client.get(client.post(bank.url, {"act": "approve"}).url)
    return Order.objects.latest("pk")


def ledger():
    """What each account stands at."""
    sums = {}
    for account, amount in Entry.objects.values_list("ledger_account", "amount"):
        sums[account] = sums.get(account, 0) + amount
    return {account: amount for account, amount in sums.items() if amount}


def send_letters():
    for gift in sending.gifts_to_send(timezone.now()):
        sending.send_gift_card(gift.pk, now=timezone.now())


def test_a_house_that_sells_none_has_no_such_page(client, house):
    assert PAGE in client.get(PAGE).content.decode()
    house.gift_card_values, house.gift_card_most = "", None
    house.save()

    assert client.get(PAGE).status_code == 404


def test_a_paid_card_is_made_mailed_and_owed_but_no_income(client):
    order = bought(client, **MEI)
    send_letters()
    send_letters()

    card = Credit.objects.get()
    assert order.phase == Phase.PAID
    assert balance(card) == 100
    assert ledger() == {"money": 100, "credit": -100}
    [letter] = [m for m in mail.outbox if m.to == ["mei@example.org"]]
    assert code_of(card.seed) in letter.body
    assert "Enjoy!" in letter.body
    assert letter.attachments[0].content.startswith(b"%PDF")
    assert check_invariants(now=timezone.now()).offenders == []


def test_the_form_sent_twice_is_one_order(client):
    data = asked(client)

    for _ in range(2):
        assert client.post(PAGE, data).status_code == 302

    assert Order.objects.count() == 1
    assert Gift.objects.count() == 1


def test_a_letter_waits_for_its_day(client):
    tomorrow = timezone.now() + timedelta(days=2)
    bought(client, **MEI, send_on=tomorrow.date().isoformat())

    send_letters()
    assert not [m for m in mail.outbox if m.to == ["mei@example.org"]]

    assert sending.plan_due_letters(now=tomorrow) == 1


def test_without_their_address_the_buyer_gets_it_and_can_print_it(client):
    order = bought(client, amount="33")
    send_letters()

    [letter] = [m for m in mail.outbox if "gift card" in m.subject]
    assert letter.to == [order.buyer_email]
    page = client.get(reverse("checkout:order", args=[order.number, order.secret]))
    assert "The gift card is paid." in page.content.decode()
    for code in ("en", "zh-hans"):
        url = reverse(
            "checkout:order-gift-card", args=[order.number, order.secret, code]
        )
        assert client.get(url).content.startswith(b"%PDF")
    assert client.get(url.replace("zh-hans", "fr")).status_code == 404


def test_an_unpaid_order_has_no_card(client):
    client.post(PAGE, asked(client, method="transfer"))
    order = Order.objects.get()

    url = reverse("checkout:order-gift-card", args=[order.number, order.secret, "en"])
    assert client.get(url).status_code == 404
    assert not Credit.objects.exists()
    page = client.get(reverse("checkout:order", args=[order.number, order.secret]))
    assert "Gift card" in page.content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"amount": "19"},
        {"amount": "501"},
        {"amount": "20.001"},
        {"value": "77"},
        {"value": ""},
        {"send_on": "2020-01-01"},
        {"method": "nothing"},
        {"terms": ""},
        {"once": ""},
    ],
)
def test_what_is_not_on_sale_is_refused(client, wrong):
    assert client.post(PAGE, asked(client, **wrong)).status_code == 422
    assert not Order.objects.exists()


def take_back(order):
    return services.return_order(
        order.pk, now=timezone.now(), actor="desk", reason="unwanted"
    )


def test_an_unused_card_goes_back_and_ends(client):
    order = bought(client)

    take_back(order)
    do_planned_work(timezone.now())

    card = Credit.objects.get()
    assert card.blocked_at is not None
    assert ledger() == {}
    assert check_invariants(now=timezone.now()).offenders == []


def test_a_used_card_does_not_go_back(client):
    order = bought(client)
    card = Credit.objects.get()
    tickets = placed_order("counter", now=timezone.now()).order
    spend(tickets.pk, [card.pk], now=timezone.now())

    with pytest.raises(GiftCardUsed):
        take_back(order)

    order.refresh_from_db()
    assert order.phase == Phase.PAID


def test_a_gift_card_buys_no_gift_card(client):
    bought(client)
    client.post(PAGE, asked(client, method="counter"))
    order = Order.objects.latest("pk")

    assert spend(order.pk, [Credit.objects.get().pk], now=timezone.now()) == []


def test_money_that_came_late_makes_the_card(client):
    client.post(PAGE, asked(client, method="transfer"))
    order = Order.objects.get()
    payment = order.payments.get()
    late = order.pay_by + timedelta(hours=3)
    services.lapse_order(order.pk, now=late)

    services.receive_payment(payment.pk, actor="desk", now=late)

    order.refresh_from_db()
    assert order.phase == Phase.PAID
    code = code_of(Credit.objects.get().seed)
    assert card_of(code, currency="CNY", now=late).line.order == order


@pytest.mark.usefixtures("furnished")
def test_the_desk_mails_a_card_that_it_gives_and_prints_any(
    administrator, desk, client
):
    fill(
        administrator,
        reverse("desk-credit-new"),
        amount="60",
        reason="a seat was broken",
        to_email="mei@example.org",
        language="zh-hans",
    )
    send_letters()

    [letter] = mail.outbox
    card = Credit.objects.get()
    assert code_of(card.seed) in letter.body
    assert "礼品卡" in letter.subject
    url = reverse("desk-credit-sheet", args=[card.pk, "zh-hans"])
    sheet = fill(administrator, url, reason="for the counter")
    assert sheet.content.startswith(b"%PDF")
    assert administrator.get(url.replace("zh-hans", "xx")).status_code == 404
    assert desk.get(url).status_code in {302, 403}


def test_machines_order_few_from_one_network(client, settings):
    settings.MARQUEE_PROXIES = 1
    from_there = {"headers": {"X-Forwarded-For": "93.184.216.7"}}
    for _ in range(30):
        assert client.post(PAGE, asked(client), **from_there).status_code == 302

    refused = client.post(PAGE, asked(client), **from_there)

    assert refused.status_code == 422
    assert "Very many orders came from your network." in shop.text_of(refused)
    assert Order.objects.count() == 30
    elsewhere = {"headers": {"X-Forwarded-For": "192.0.78.9"}}
    assert client.post(PAGE, asked(client), **elsewhere).status_code == 302
    client.force_login(UserFactory())
    assert client.post(PAGE, asked(client), **from_there).status_code == 302
