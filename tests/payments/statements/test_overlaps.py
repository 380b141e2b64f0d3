"""Files in any order, overlapping as they like, end the same."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.payments.orders import assert_books_are_right, started
from tests.payments.statements.bank import imported, table
from ticketing.orders.models import Order
from ticketing.payments.models import Payment
from ticketing.payments.statements.models import StatementLine

pytestmark = pytest.mark.django_db
DAYS = ("2026-11-20", "2026-11-21")


@pytest.fixture
def numbers(house):
    """Two orders over 100 that wait; each example undoes what it did to them."""
    return [started("transfer").order.number for _ in range(2)]


# What can be on the bank's account: payer's sum, which order, which day. A file
# has some of it in the bank's order, and of what is alike the first ones.
LINES = st.tuples(st.sampled_from([100, 60]), st.integers(0, 1), st.sampled_from(DAYS))


@st.composite
def files(draw):
    """What the bank has, as files by days that overlap, in two orders of coming."""
    bank = draw(st.lists(LINES, max_size=6))
    spans = draw(st.lists(st.sets(st.sampled_from(DAYS), min_size=1), max_size=3))
    parts = [bank, *([line for line in bank if line[2] in days] for days in spans)]
    return draw(st.permutations(parts)), draw(st.permutations(parts))


def _ending(numbers, parts):
    """What is there after all of them; everything is undone again."""
    with transaction.atomic():
        for part in parts:
            rows = [(amount, "Ada", numbers[which], day) for amount, which, day in part]
            if rows:
                imported(table(*rows))
        orders = Order.objects.filter(number__in=numbers).order_by("pk")
        for order in orders:
            assert_books_are_right(order)
        states = StatementLine.objects.values_list("purpose", "amount", "state")
        came = Payment.objects.filter(state="captured").values_list("order", "amount")
        ending = (
            sorted(states),
            sorted(came),
            [order.phase for order in orders],
            StatementLine.objects.count(),
        )
        transaction.set_rollback(True)
    return ending


@given(files())
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_order_and_overlap_of_files_ends_the_same(numbers, two):
    first, second = two

    ending = _ending(numbers, first)

    assert ending == _ending(numbers, second)
    assert ending[-1] == max(map(len, first))
