"""What a gift card paid is on it again, though the ticket was exchanged meanwhile."""

from decimal import Decimal

import pytest

from reports.checking import check_invariants
from tests.factories import NOON
from tests.payments.orders import do_planned_work, placed_order
from tests.returns.exchanging import LATER, allow, exchange, two_dates
from ticketing.orders.models import Order
from ticketing.payments.credit.balances import balance
from ticketing.payments.credit.giving import Gift, give
from ticketing.payments.credit.spending import spend
from ticketing.payments.models import LedgerAccount
from ticketing.payments.services import return_order

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]


def test_a_card_gets_its_money_back_through_an_exchange():
    allow()
    by = {"reason": "x", "actor": "desk", "now": NOON}
    card = give(Gift(Decimal(100), "CNY"), **by).credit
    first, other = two_dates()
    placed = placed_order("counter", performance=first)
    spend(placed.order_id, [card.pk], now=NOON)
    order = Order.objects.get(pk=placed.order_id)
    assert (order.phase, balance(card)) == ("paid", 0)

    new = exchange(order, other, shown="0").order
    return_order(new.pk, now=LATER, actor="desk", reason="ill")
    do_planned_work(LATER)

    assert balance(card) == 100
    assert (
        new.movements.filter(entries__ledger_account=LedgerAccount.MONEY).count() == 0
    )
    assert check_invariants(now=LATER).offenders == []
