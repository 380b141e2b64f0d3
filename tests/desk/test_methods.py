"""The desk sets how one order is paid; its time never becomes longer."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.checkout.shop import filled_basket, place_order
from tests.desk.filled import fill
from ticketing.orders.models import Order
from ticketing.payments.models import PaymentState
from ticketing.payments.services import receive_payment
from ticketing.tickets.mail import send_placed

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(furnished):
    """A guest's order over 100 that waits for a transfer."""
    guest = Client()
    filled_basket(guest)
    assert place_order(guest, method="transfer").status_code == 302
    return Order.objects.get()


def _set(desk, order, method, reason="The buyer rang"):
    url = reverse("desk-order-method", args=[order.pk])
    return fill(desk, url, method=method, reason=reason)


def test_another_way_ends_the_first_and_shortens_the_time(desk, order):
    until = order.pay_by

    assert _set(desk, order, "counter").status_code == 302

    order.refresh_from_db()
    first, second = order.payments.order_by("pk")
    assert (first.state, second.method) == (PaymentState.EXPIRED, "counter")
    assert order.pay_by < until
    page = desk.get(reverse("orders_order_modeladmin_inspect", args=[order.pk]))
    assert "The buyer rang" in page.content.decode()


def test_the_way_back_gives_no_more_time(desk, order):
    _set(desk, order, "counter")
    order.refresh_from_db()
    until = order.pay_by

    _set(desk, order, "transfer")

    order.refresh_from_db()
    assert order.pay_by == until
    assert order.payments.open().get().method == "transfer"


@pytest.mark.parametrize(
    ("method", "told"), [("counter", "at the box office"), ("sandbox", "online: open")]
)
def test_the_buyer_is_told_how_to_pay(desk, order, method, told):
    _set(desk, order, method)

    send_placed(order.pk, order.payments.open().get().pk)

    letter = mail.outbox[-1]
    assert told in letter.body
    assert told in letter.alternatives[0].content


def test_a_reason_and_a_way_that_is_offered_are_needed(desk, order):
    assert _set(desk, order, "counter", reason=" ").status_code == 422
    assert _set(desk, order, "barter").status_code == 422

    assert order.payments.get().method == "transfer"


def test_a_paid_order_has_no_way_to_be_changed(desk, order):
    receive_payment(order.payments.get().pk, actor="desk", now=timezone.now())

    url = reverse("desk-order-method", args=[order.pk])

    assert desk.get(url).status_code == 404
