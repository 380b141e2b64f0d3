"""A ticket goes back once, and so does a right that each buyer has once."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, OperationalError, connection

from ground.errors import Refusal
from tests import ready_money
from tests.factories import NOON, offered_performance
from tests.races.crowd import BY_CONSTRAINT, LOCKED_OUT, race
from tests.returns import ladders
from tests.returns.making import keep, line_ids
from ticketing.payments.models import Refund
from ticketing.returns.models import UsedRight
from ticketing.returns.selectors import ladders_changed
from ticketing.returns.services import give_tickets_back

pytestmark = pytest.mark.race
AT_ONCE = 5
BACK = "back"


@pytest.fixture(scope="module")
def bought(fresh_house):
    """A database to copy, and the orders of one buyer, of one ticket each."""
    keep(ladders.FREE_AT_FIRST)
    performance = offered_performance(
        starts_at=NOON + timedelta(days=30), on_sale_from=NOON - timedelta(hours=1)
    )
    places = performance.places.order_by("pk").values_list("pk", flat=True)
    orders = [
        ready_money.bought(performance, [place]) for place in list(places)[:AT_ONCE]
    ]
    ladders_changed()
    return fresh_house, [(order.pk, line_ids(order)) for order in orders]


def _give(order, lines):
    try:
        give_tickets_back(order, lines, shown=Decimal(100), now=NOON, actor="buyer")
    except Refusal as refusal:
        return refusal.code
    except IntegrityError:
        return BY_CONSTRAINT
    except OperationalError:
        return LOCKED_OUT
    return BACK


def test_one_ticket_that_is_given_back_five_times_goes_back_once(bought):
    fresh, orders = bought
    with fresh():
        answers = race(AT_ONCE, lambda _n: _give(*orders[0]))

        assert sorted(answers) == [BACK, *["tickets_gone"] * (AT_ONCE - 1)]
        assert Refund.objects.get().amount == Decimal(100)


def test_of_five_orders_of_one_buyer_one_goes_back(bought):
    fresh, orders = bought
    with fresh():
        answers = race(AT_ONCE, lambda n: _give(*orders[n]))

        assert sorted(answers) == [BACK, *["right_used"] * (AT_ONCE - 1)]
        assert Refund.objects.count() == UsedRight.objects.count() == 1


def test_without_the_constraint_all_of_them_go_back(bought, monkeypatch):
    fresh, orders = bought
    with fresh():
        every = UsedRight._meta.constraints
        (one,) = every
        # SQLite makes the table anew, with what the model still has.
        monkeypatch.setattr(UsedRight._meta, "constraints", [])
        with connection.schema_editor() as editor:
            editor.remove_constraint(UsedRight, one)

        answers = race(AT_ONCE, lambda n: _give(*orders[n]))

        assert answers == [BACK] * AT_ONCE
