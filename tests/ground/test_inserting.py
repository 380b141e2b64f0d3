"""A row that is added is the row that Django's own `save()` would write."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from ground.inserting import add, add_all
from tests.factories import offered_performance
from ticketing.orders.models import Cart, Order
from ticketing.stock.models import Hold, StockEvent
from ticketing.stock.models.events import StockEventKind

pytestmark = pytest.mark.django_db

NOW = datetime(2030, 4, 1, 12, tzinfo=UTC)


def order(number):
    return Order(
        number=number,
        secret=f"secret-{number}",
        currency="CNY",
        language="zh-hans",
        buyer_name="王小明",
        buyer_email="wang@example.org",
        total="12.345",
        drafted_at=NOW,
    )


def written(row):
    """What stands in the database, but for key, number and secret."""
    values = type(row).objects.filter(pk=row.pk).values().get()
    return {k: v for k, v in values.items() if k not in {"id", "number", "secret"}}


def test_an_added_row_is_the_row_that_save_writes():
    added, saved = add(order("A1")), order("A2")
    saved.save()
    assert written(added) == written(saved)
    assert added.pk
    assert not added._state.adding
    added.refresh_from_db()
    assert added.buyer_name == "王小明"


@pytest.mark.parametrize("count", [0, 1, 3, 30])
def test_each_of_several_rows_gets_its_own_key(count):
    performance = offered_performance()
    events = add_all(
        StockEvent(
            performance=performance, kind=StockEventKind.HELD, count=n + 1, at=NOW
        )
        for n in range(count)
    )
    counts = StockEvent.objects.in_bulk([event.pk for event in events])
    assert [counts[e.pk].count for e in events] == list(range(1, count + 1))


def test_it_costs_one_statement(django_assert_num_queries):
    with django_assert_num_queries(1):
        add_all([order("B1"), order("B2")])


def test_what_the_database_refuses_is_refused():
    add(Cart(key="k" * 32, currency="CNY", language="en"))
    with pytest.raises(IntegrityError), transaction.atomic():
        add(Cart(key="k" * 32, currency="CNY", language="en"))
    assert Cart.objects.count() == 1


def add_and_go_on(row):
    with transaction.atomic():
        try:
            add(row)
        except IntegrityError:
            Hold.objects.count()


def test_a_transaction_in_which_it_failed_asks_nothing_more():
    add(order("C1"))
    with pytest.raises(transaction.TransactionManagementError):
        add_and_go_on(order("C1"))
