"""One card buys no more than one person can have, whoever orders with it."""

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from tests.factories import NOON, offered_performance
from tests.payments.orders import (
    BACK,
    SOON,
    assert_books_are_right,
    do_planned_work,
    started,
)
from tests.rush.shop import held, places_of
from ticketing.checkout.order_page import order_page
from ticketing.checkout.services import Buyer, place_order
from ticketing.delivery.models import Method
from ticketing.payments import services
from ticketing.payments.gateways import gateway
from ticketing.rush.models import LimitSlot

pytestmark = pytest.mark.django_db

VISA = "card", {"fingerprint": "Xt5EWLLDS7FJjR1c"}
ALIPAY = "alipay", {"fingerprint": "Yu6FXMMET8GKkS2d"}
WECHAT = "wechat_pay", {"transaction_id": "4200000000"}


@pytest.fixture
def bank(fake_stripe, house):
    return fake_stripe.bank


@pytest.fixture
def limited(bank):
    Method.objects.get_or_create(code="e-ticket", defaults={"name_en": "E-ticket"})
    return offered_performance(most_per_buyer=2)


def _ordered(performance, first, name):
    """Two places, ordered with an address of their own and waiting for a card."""
    cart = held(performance, places_of(performance, first, 2))
    buyer = Buyer(name=name, email=f"{name}@example.org")
    placed = place_order(
        cart.key, buyer, delivery="e-ticket", method="stripe", now=NOON
    )
    services.start_payment(placed.payment, BACK, now=NOON)
    placed.payment.refresh_from_db()
    return placed.payment


def _paid(bank, payment, way):
    bank.pay(payment.reference, way=way)
    services.read_back(payment, now=SOON)
    payment.order.refresh_from_db()
    return payment.order


@pytest.mark.parametrize(
    ("way", "card"),
    [
        (VISA, VISA[1]["fingerprint"]),
        (ALIPAY, ALIPAY[1]["fingerprint"]),
        (WECHAT, ""),
    ],
)
def test_the_gateway_tells_two_cards_apart_where_it_can(bank, way, card):
    payment = started("stripe")
    bank.pay(payment.reference, way=way)

    assert gateway("stripe").read(payment).card == card


@pytest.mark.parametrize("way", [VISA, ALIPAY])
def test_one_card_with_two_names_buys_no_more_than_one_person(bank, limited, way):
    first = _ordered(limited, 0, "ada")
    second = _ordered(limited, 2, "bo")
    assert _paid(bank, first, way).phase == "paid"

    order = _paid(bank, second, way)

    assert order.phase == "accepted"
    assert order.refunds.get().reason.startswith("this card or account has")
    do_planned_work(SOON)
    assert second.refunds.get().state == "done"
    assert_books_are_right(order)


def test_the_places_wait_for_another_card(bank, limited):
    _paid(bank, _ordered(limited, 0, "ada"), VISA)
    order = _paid(bank, _ordered(limited, 2, "bo"), VISA)
    page = order_page(order, now=SOON)

    with override("zh-hans"):
        told = render_to_string(
            "checkout/order/state.html", {"page": page, "order": order}
        )
    again = services.change_method(order.pk, "stripe", now=SOON)
    services.start_payment(again, BACK, now=SOON)
    again.refresh_from_db()
    paid = _paid(bank, again, ALIPAY)

    assert "¥200.00将退还给您：此银行卡" in told
    assert page.can_be_paid
    assert paid.phase == "paid"
    assert paid.lines.live().count() == 2
    assert_books_are_right(paid)


def test_an_order_that_is_returned_gives_the_card_its_places_back(bank, limited):
    first = _paid(bank, _ordered(limited, 0, "ada"), VISA)
    services.return_order(first.pk, now=SOON, actor="desk", reason="ill")

    assert _paid(bank, _ordered(limited, 2, "bo"), VISA).phase == "paid"


def test_nothing_of_the_card_is_kept_but_a_hash(bank, limited):
    payment = _ordered(limited, 0, "ada")
    before = LimitSlot.objects.count()
    _paid(bank, payment, VISA)

    hashes = LimitSlot.objects.values_list("key_hash", flat=True)
    assert len(hashes) == before + 3
    assert VISA[1]["fingerprint"] not in " ".join(hashes)


def test_without_a_limit_a_card_is_not_counted(bank, limited):
    kept = LimitSlot.objects.count()
    payment = started("stripe")

    assert _paid(bank, payment, VISA).phase == "paid"
    assert LimitSlot.objects.count() == kept
