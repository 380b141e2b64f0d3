"""A transfer for an exchange: only the difference is waited for."""

from datetime import timedelta

import pytest

from tests.returns.exchanging import LATER, allow, exchange, order_and_other
from ticketing.payments.statements.candidates import candidate_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]


def test_what_comes_over_is_not_waited_for():
    allow()
    order, other = order_and_other(prices=("100", "150"))

    placed = exchange(order, other, method="transfer", now=LATER + timedelta(hours=1))

    assert candidate_of(placed.order.pk).due == placed.payment.amount == 50
