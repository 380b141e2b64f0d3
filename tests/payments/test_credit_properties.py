"""Whatever is given, spent and given back: no balance falls below nothing."""

from datetime import timedelta
from decimal import Decimal

from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from reports.checking import check_invariants
from tests.factories import NOON
from tests.payments.orders import (
    SOON,
    assert_books_are_right,
    do_planned_work,
    placed_order,
)
from ticketing.house.models import House
from ticketing.orders.models import Order
from ticketing.payments import services
from ticketing.payments.credit.balances import balance
from ticketing.payments.credit.giving import Gift, give
from ticketing.payments.credit.spending import spend

FEW = settings(max_examples=15, deadline=None)
AMOUNTS = st.integers(1, 25_000).map(lambda units: Decimal(units) / 100)
ACTS = st.lists(st.sampled_from(["spend", "pay", "return", "lapse"]), max_size=6)


def _spend(orders, card, turn):
    order = orders[turn % len(orders)]
    spend(order.pk, [card.pk], now=SOON)


def _pay(orders, _card, turn):
    order = orders[turn % len(orders)]
    for payment in order.payments.open():
        services.receive_payment(payment.pk, actor="desk", now=SOON)


def _return(orders, _card, turn):
    order = Order.objects.get(pk=orders[turn % len(orders)].pk)
    if order.has_tickets:
        services.return_order(order.pk, now=SOON, actor="desk", reason="x")


def _lapse(orders, _card, turn):
    late = NOON + timedelta(days=9)
    services.lapse_order(orders[turn % len(orders)].pk, now=late)


DO = {"spend": _spend, "pay": _pay, "return": _return, "lapse": _lapse}


class CreditTest(TestCase):
    @FEW
    @for_all(AMOUNTS, ACTS)
    def test_a_card_in_two_orders_never_falls_below_nothing(self, amount, acts):
        House.objects.get_or_create(
            pk=1, defaults={"name_en": "Marquee", "bank_account": "6222"}
        )
        by = {"reason": "x", "actor": "desk", "now": NOON}
        card = give(Gift(amount, "CNY"), **by).credit
        orders = [placed_order("counter").order for _ in range(2)]
        for turn, act in enumerate(acts):
            DO[act](orders, card, turn)
            do_planned_work(SOON)
            assert Decimal(0) <= balance(card) <= amount
            for refund in _to_hand_back(orders):
                by_desk = {"state": "done", "reference": "", "now": SOON}
                services.finish_refund(refund.pk, **by_desk)

        for order in orders:
            assert_books_are_right(order)
        assert check_invariants(now=SOON).offenders == []


def _to_hand_back(orders):
    for order in orders:
        yield from order.refunds.filter(state="started")
