"""What was paid by gift card goes back onto it, also after an exchange."""

from datetime import timedelta
from decimal import Decimal

import pytest

from reports.checking import check_invariants
from tests.factories import NOON
from tests.payments.orders import do_planned_work, placed_order
from tests.returns.exchanging import LATER, allow, exchange, two_dates
from tests.returns.making import line_ids
from ticketing.payments.credit.balances import balance
from ticketing.payments.credit.giving import Gift, give
from ticketing.payments.credit.spending import spend
from ticketing.returns.services import give_tickets_back

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]


def test_a_ticket_paid_by_card_is_exchanged_and_given_back():
    allow()
    first, second = two_dates()
    given = give(Gift(Decimal(150), "CNY"), reason="a gift", actor="Ida", now=NOON)
    order = placed_order("sandbox", performance=first).order
    spend(order.pk, [given.credit.pk], now=NOON)
    order.refresh_from_db()
    assert balance(given.credit) == Decimal(50)

    new = exchange(order, second).order

    assert balance(given.credit) == Decimal(50)
    assert not check_invariants(now=LATER).offenders
    now = LATER + timedelta(days=3)
    give_tickets_back(new.pk, line_ids(new), shown=Decimal(80), now=now, actor="buyer")
    do_planned_work(now)
    assert balance(given.credit) == Decimal(130)
    assert not check_invariants(now=now).offenders
