"""The ledger: balanced, complete, and never changed afterwards."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from tests.factories import NOON
from tests.payments.orders import SOON, ledger_sums, started
from ticketing.payments import ledger, services
from ticketing.payments.models import (
    Entry,
    LedgerAccount,
    Movement,
    MovementKind,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def paid(house):
    payment = started("counter", places=2, price="50")
    services.receive_payment(payment.pk, actor="desk", now=SOON)
    return payment


def _balance(order, account):
    entries = Entry.objects.filter(movement__order=order, ledger_account=account)
    return sum(entry.amount for entry in entries)


def test_a_paid_order_has_its_money_and_its_sale(paid):
    assert _balance(paid.order, LedgerAccount.MONEY) == Decimal(100)
    assert _balance(paid.order, LedgerAccount.DEFERRED_INCOME) == Decimal(-100)
    assert _balance(paid.order, LedgerAccount.RECEIVABLE) == 0
    assert not any(ledger_sums(paid.order).values())


def test_a_returned_order_ends_at_zero(paid):
    services.return_order(paid.order_id, now=SOON, actor="desk", reason="ill")
    refund = paid.refunds.get()
    services.finish_refund(refund.pk, state="done", reference="", now=SOON)

    for account in LedgerAccount:
        assert _balance(paid.order, account) == 0
    shares = refund.refund_lines.values_list("amount", flat=True)
    assert sum(shares) == refund.amount


def test_an_unbalanced_movement_is_not_written(paid):
    movement = Movement(key="x", kind=MovementKind.SALE, order=paid.order, at=NOON)
    entry = Entry(ledger_account=LedgerAccount.MONEY, currency="CNY", amount=Decimal(1))

    with pytest.raises(ledger.Unbalanced):
        ledger.post(movement, [entry])

    assert not Movement.objects.filter(key="x").exists()


def test_a_movement_balances_in_each_currency(paid):
    movement = Movement(key="x", kind=MovementKind.SALE, order=paid.order, at=NOON)
    entries = [
        Entry(ledger_account="money", currency="CNY", amount=Decimal(1)),
        Entry(ledger_account="receivable", currency="USD", amount=Decimal(-1)),
    ]

    with pytest.raises(ledger.Unbalanced):
        ledger.post(movement, entries)


@pytest.mark.parametrize("table", ["payments_movement", "payments_entry"])
@pytest.mark.parametrize(
    "change",
    ["UPDATE {table} SET id = id + 1000", "DELETE FROM {table}"],
    ids=["update", "delete"],
)
def test_the_database_refuses_to_change_the_ledger(paid, table, change):
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change.format(table=table))

    assert _balance(paid.order, LedgerAccount.MONEY) == Decimal(100)


def test_postgresql_refuses_to_truncate_the_ledger(paid):
    if connection.vendor != "postgresql":
        # SQLite has no such statement; its DELETE is refused above.
        return
    with connection.cursor() as cursor:
        # Foreign keys are checked late, and a truncate waits for that.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in ("payments_movement", "payments_entry"):
            with (
                pytest.raises(DatabaseError, match="append-only"),
                transaction.atomic(),
            ):
                cursor.execute(f"TRUNCATE {table} CASCADE")


def test_a_movement_names_its_cause(db):
    with pytest.raises(DatabaseError), transaction.atomic():
        Movement.objects.create(key="x", kind=MovementKind.SALE, at=NOON)
