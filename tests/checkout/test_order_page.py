"""An order's page, its tickets, and whose they are."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.checkout import shop
from ticketing.orders.models import Order
from ticketing.orders.phases import Phase
from ticketing.payments.models import Payment
from ticketing.tickets.models import Ticket

pytestmark = pytest.mark.django_db


def _address(order, name="order", *more):
    return reverse(f"checkout:{name}", args=[order.number, order.secret, *more])


@pytest.fixture
def unpaid(client, house):
    house.bank_holder, house.bank_name = "Marquee", "Bank of the Square"
    house.save()
    shop.filled_basket(client, places=2, seats=5)
    shop.place_order(client, method="transfer")
    return Order.objects.get()


@pytest.fixture
def paid(client, house):
    shop.filled_basket(client, places=3, seats=5)
    bank = shop.place_order(client)
    client.get(client.post(bank.url, {"act": "approve"}).url)
    return Order.objects.get()


PAGES = ["order", "order-pay", "order-cancel", "order-return", "order-pdf"]
TICKET_PAGES = ["ticket", "ticket-code", "ticket-pdf"]


@pytest.mark.parametrize("name", PAGES)
def test_another_ones_order_does_not_exist(client, paid, name):
    stranger = Client()
    for number, secret in (
        (paid.number, "x" * 32),
        ("AAAA2222", paid.secret),
        (paid.number, "-"),
    ):
        address = reverse(f"checkout:{name}", args=[number, secret])
        post = name in {"order-pay", "order-cancel"}
        answer = stranger.post(address) if post else stranger.get(address)
        assert answer.status_code == 404


@pytest.mark.parametrize("name", TICKET_PAGES)
def test_another_ones_ticket_does_not_exist(client, paid, name):
    serial = Ticket.objects.first().serial
    wrong = reverse(f"checkout:{name}", args=[paid.number, "x" * 32, serial])

    assert client.get(wrong).status_code == 404
    assert client.get(_address(paid, name, "2" * 16)).status_code == 404
    assert client.get(_address(paid, name, serial)).status_code == 200


def test_an_order_page_costs_the_same_for_any_number_of_tickets(
    client, paid, kept, django_assert_num_queries
):
    client.get(_address(paid))

    with django_assert_num_queries(3):
        client.get(_address(paid))


def test_a_transfer_says_all_that_the_bank_asks_for(client, unpaid):
    text = shop.text_of(client.get(_address(unpaid)))

    for fact in ("¥200.00", unpaid.number, "Bank of the Square", "6222 0000"):
        assert fact in text


def test_an_unpaid_order_is_paid_in_another_way(client, unpaid):
    answer = client.post(_address(unpaid, "order-pay"), {"method": "sandbox"})

    payment = Payment.objects.order_by("-pk").first()
    assert answer.url.endswith(reverse("payments:sandbox", args=[payment.key]))


@pytest.mark.parametrize("method", ["", "gold", "x" * 50])
def test_an_unknown_way_to_pay_is_refused(client, unpaid, method):
    refused = client.post(_address(unpaid, "order-pay"), {"method": method})

    assert refused.status_code == 422
    assert Payment.objects.count() == 1


def test_a_paid_order_is_not_paid_twice(client, paid):
    refused = client.post(_address(paid, "order-pay"), {"method": "sandbox"})

    assert refused.status_code == 409
    assert "There is nothing to pay" in shop.text_of(refused)


def test_a_declined_payment_is_told_and_tried_again(client, house):
    shop.filled_basket(client, seats=5)
    bank = shop.place_order(client)

    back = client.get(client.post(bank.url, {"act": "decline"}).url, follow=True)

    assert "The payment did not go through." in shop.text_of(back)
    again = client.post(
        _address(Order.objects.get(), "order-pay"), {"method": "sandbox"}
    )
    assert "/pay/sandbox/" in again.url


def test_a_closed_window_can_be_opened_again(client, house):
    shop.filled_basket(client, seats=5)
    bank = shop.place_order(client)
    page = _address(Order.objects.get())

    assert "Go on to pay: Test payment" in shop.text_of(client.get(page))
    again = client.post(f"{page}pay/", {"method": "sandbox"})
    assert again.url == bank.url


def test_the_buyer_cancels_an_unpaid_order(client, unpaid):
    client.post(_address(unpaid, "order-cancel"))

    unpaid.refresh_from_db()
    assert unpaid.phase == Phase.CANCELLED
    assert "This order is cancelled." in shop.text_of(client.get(_address(unpaid)))


def test_a_paid_order_is_not_cancelled_by_its_buyer(client, paid):
    refused = client.post(_address(paid, "order-cancel"))

    paid.refresh_from_db()
    assert refused.status_code == 409
    assert paid.phase == Phase.PAID


def test_addresses_that_act_lead_back_when_they_are_opened(client, unpaid):
    for name in ("order-pay", "order-cancel"):
        assert client.get(_address(unpaid, name)).url == _address(unpaid)


def test_an_order_without_tickets_has_no_pdf(client, unpaid):
    assert client.get(_address(unpaid, "order-pdf")).status_code == 404


def test_a_ticket_says_where_to_sit_and_carries_its_code(client, paid):
    ticket = Ticket.objects.first()

    page = client.get(_address(paid, "ticket", ticket.serial))

    text = shop.text_of(page)
    serial = " ".join(ticket.serial[i : i + 4] for i in range(0, 16, 4))
    for fact in ("Stalls, row A, seat 1", "¥100.00", "Ada 朱丽叶 Okonkwo", serial):
        assert fact in text
    assert "<svg" in page.content.decode()
    assert page["Cache-Control"].count("no-store") == 1


def test_tickets_are_printed_one_by_one_and_together(client, paid):
    serial = Ticket.objects.first().serial
    for address in (
        _address(paid, "ticket-pdf", serial),
        _address(paid, "order-pdf"),
    ):
        answer = client.get(address)
        assert answer["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF")
