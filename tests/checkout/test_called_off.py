"""An evening that is called off is neither ordered nor paid any more."""

from datetime import timedelta

import pytest

from tests.factories import NOON, offered_performance
from tests.payments.orders import ADA, SOON, assert_books_are_right, placed_order
from tests.returns.exchanging import two_dates
from ticketing.checkout.carts import choose_places, new_cart
from ticketing.checkout.services import place_order
from ticketing.delivery.models import Method
from ticketing.orders.models import Order
from ticketing.orders.phases import Phase
from ticketing.payments.services import record_capture
from ticketing.shows.models import Performance
from ticketing.shows.services import cancel_performance
from ticketing.stock.errors import NotPlayed
from ticketing.tickets.models import Ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]


def held(performance):
    Method.objects.get_or_create(code="e-ticket", defaults={"name_en": "E-ticket"})
    place = performance.places.values_list("pk", flat=True)[0]
    cart = new_cart(currency="CNY", language="en")
    return choose_places(cart, performance.pk, [place], now=NOON)


def order(cart):
    way = {"delivery": "e-ticket", "method": "sandbox"}
    return place_order(cart.key, ADA, now=SOON, **way)


def test_what_was_cancelled_while_it_was_held_is_not_ordered():
    performance = offered_performance(starts_at=NOON + timedelta(days=9))
    cart = held(performance)
    cancel_performance(performance.pk, now=NOON)

    with pytest.raises(NotPlayed):
        order(cart)

    assert not Order.objects.exists()


def test_what_was_moved_while_it_was_held_is_not_ordered():
    first, second = two_dates()
    cart = held(first)
    Performance.objects.filter(pk=first.pk).update(moved_to=second)

    with pytest.raises(NotPlayed):
        order(cart)


def test_money_that_comes_for_a_cancelled_evening_goes_back():
    payment = placed_order("sandbox")
    line = payment.order.lines.get()
    cancel_performance(line.performance_id, now=NOON)

    record_capture(payment, reference="late", now=SOON)

    payment.order.refresh_from_db()
    assert payment.order.phase == Phase.ACCEPTED
    assert payment.order.refunds.get().amount == payment.amount
    assert not Ticket.objects.exists()
    assert_books_are_right(payment.order)
