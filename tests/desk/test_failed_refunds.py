"""A refund that a bank refused is the desk's to do."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.checkout.shop import filled_basket, place_order
from tests.desk.filled import fill
from ticketing.orders.models import Order
from ticketing.payments.models import Refund, RefundState, SandboxCharge
from ticketing.payments.services import (
    carry_out_refund,
    read_refund_back,
    return_order,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def refund(furnished):
    """A guest's refund of 100 that went out and came back."""
    guest, now = Client(), timezone.now()
    filled_basket(guest)
    guest.post(place_order(guest).url, {"act": "approve"})
    order = Order.objects.get()
    return_order(order.pk, now=now, actor="desk", reason="Ill")
    refund = carry_out_refund(order.refunds.get().pk, now=now)
    SandboxCharge.objects.update(refunds={})
    return read_refund_back(refund.pk, now=now)


def _done(refund):
    return reverse("desk-refund-done", args=[refund.order_id, refund.pk])


def _order_page(refund):
    return reverse("orders_order_modeladmin_inspect", args=[refund.order_id])


def test_the_first_page_names_it(desk, refund):
    page = desk.get(reverse("wagtailadmin_home")).content.decode()

    assert "To be paid back by hand" in page
    assert refund.order.number in page
    assert "the bank refused it" in page


def test_the_desk_pays_it_back_and_it_is_gone(desk, refund):
    assert _done(refund) in desk.get(_order_page(refund)).content.decode()
    assert "The bank refused this refund" in desk.get(_done(refund)).content.decode()

    assert fill(desk, _done(refund), reason="BANK 12").status_code == 302

    done = Refund.objects.get(replaces=refund)
    assert (done.state, done.reference) == (RefundState.DONE, "BANK 12")
    assert desk.get(_done(refund)).status_code == 404
    first = desk.get(reverse("wagtailadmin_home")).content.decode()
    assert "To be paid back by hand" not in first
    assert "BANK 12" in desk.get(_order_page(refund)).content.decode()


def test_a_refund_that_is_done_is_nothing_to_do(desk, refund):
    Refund.objects.update(state=RefundState.DONE)

    answer = desk.get(_done(refund), follow=True)

    assert answer.redirect_chain == [(_order_page(refund), 302)]
    assert "This refund is marked as paid back already." in answer.content.decode()
    assert Refund.objects.count() == 1


def test_an_editor_does_not_see_it(editor, refund):
    assert (
        "the bank refused it"
        not in editor.get(reverse("wagtailadmin_home")).content.decode()
    )
    answer = editor.post(_done(refund), {"reason": "mine"})

    assert answer.headers["Location"] == reverse("wagtailadmin_home")
    assert Refund.objects.count() == 1
