"""A dispute at the desk: seen on the first page and the order's, ended after a loss."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.checkout.shop import filled_basket, place_order
from tests.desk.filled import fill
from ticketing.orders.models import Order
from ticketing.orders.phases import Phase
from ticketing.payments.disputes.models import DisputeState
from ticketing.payments.disputes.services import note_dispute
from ticketing.payments.gateways import DisputeAnswer

pytestmark = pytest.mark.django_db


@pytest.fixture
def paid(furnished):
    guest = Client()
    filled_basket(guest)
    guest.post(place_order(guest).url, {"act": "approve"})
    return Order.objects.get().payments.get()


def _told(payment, state):
    now = timezone.now()
    answer = DisputeAnswer(
        "du_1",
        payment.key,
        state,
        payment.amount,
        reason="fraudulent",
        is_withdrawn=True,
        respond_by=now,
    )
    return note_dispute(payment, answer, now=now)


def _pages(desk, payment):
    order = reverse("orders_order_modeladmin_inspect", args=[payment.order_id])
    pages = (reverse("wagtailadmin_home"), order)
    return [desk.get(page).content.decode() for page in pages]


def test_an_open_dispute_is_seen_where_it_is_to_be_answered(desk, paid):
    _told(paid, DisputeState.OPEN)

    first, order = _pages(desk, paid)

    assert "Disputes" in first
    assert "answer by" in first
    assert "the bank holds the money" in order
    assert "https://dashboard.stripe.com/test/disputes/du_1" in order
    assert desk.get(reverse("desk-order-lost", args=[paid.order_id])).status_code == 404


def test_a_lost_one_is_ended_with_a_reason_and_is_gone(desk, paid):
    _told(paid, DisputeState.LOST)
    address = reverse("desk-order-lost", args=[paid.order_id])
    first, order = _pages(desk, paid)
    assert "lost, and its tickets are still valid" in first
    assert address in order
    assert reverse("desk-order-refund", args=[paid.order_id]) not in order

    assert fill(desk, address, reason="Lost at the bank").status_code == 302

    assert Order.objects.get().phase == Phase.REFUNDED
    first, order = _pages(desk, paid)
    assert "Disputes" not in first
    assert "Lost at the bank" in order
    assert desk.get(address).status_code == 404
