"""An order has the terms for giving back that stood on the page it was sent from."""

import pytest
from django.urls import reverse

from tests.checkout import shop
from tests.returns import ladders
from tests.returns.making import keep
from ticketing.orders.models import Order, OrderLine
from ticketing.returns.models import RefundLadder
from ticketing.returns.selectors import ladders_changed

pytestmark = pytest.mark.django_db


def opened(client):
    """The page of the payment, and the form as it is sent from it."""
    page = client.get(reverse("checkout:checkout"))
    return shop.order_fields(page, told=shop.hidden(page, "told"))


def send(client, fields):
    return client.post(reverse("checkout:checkout"), fields)


@pytest.mark.parametrize("before", [True, False])
def test_terms_that_change_meanwhile_are_shown_before_they_bind(client, house, before):
    if before:
        keep(ladders.TWENTY_FORTY)
    shop.filled_basket(client)
    fields = opened(client)
    RefundLadder.objects.all().delete()
    keep(ladders.NEVER_FREE)

    refused = send(client, fields)

    assert refused.status_code == 409
    assert "have changed since this page was opened" in shop.text_of(refused)
    assert "Only whole orders are taken back" in shop.text_of(refused)
    assert not Order.objects.exists()
    again = send(client, {**fields, "told": shop.hidden(refused, "told")})
    assert again.status_code == 302
    assert OrderLine.objects.get(kind="place").refund_terms["whole_order"]


def test_terms_that_stay_are_no_hindrance(client, house):
    keep(ladders.TWENTY_FORTY)
    shop.filled_basket(client)
    fields = opened(client)
    ladders_changed()

    assert send(client, fields).status_code == 302
