"""The rows of money and history that a sale at the counter leaves behind."""

import secrets
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final

from ticketing.orders.models import (
    Order,
    OrderEvent,
    OrderEventKind,
    OrderLine,
)
from ticketing.orders.phases import Phase
from ticketing.payments.models import (
    Entry,
    LedgerAccount,
    Movement,
    MovementKind,
    Payment,
    PaymentState,
)

BATCH: Final = 400
METHOD: Final = "counter"
STEPS: Final = (
    (Phase.DRAFT, Phase.PLACED, "placed_at"),
    (Phase.PLACED, Phase.ACCEPTED, "accepted_at"),
    (Phase.ACCEPTED, Phase.PAID, "paid_at"),
)


def write_payments(orders: Iterable[Order]) -> dict[int, Payment]:
    """One payment for each order that cost something, by the order's key."""
    payments = Payment.objects.bulk_create(
        (
            Payment(
                order=order,
                method=METHOD,
                gateway=METHOD,
                key=secrets.token_hex(16),
                amount=order.total,
                currency=order.currency,
                state=PaymentState.CAPTURED,
                started_at=order.placed_at,
                expires_at=order.pay_by,
                captured_at=order.paid_at,
            )
            for order in orders
            if order.total
        ),
        batch_size=BATCH,
    )
    return {payment.order_id: payment for payment in payments}


def write_ledger(
    sales: Sequence[tuple[Order, Sequence[OrderLine]]], payments: dict[int, Payment]
) -> None:
    """The movements that `ledger.book_capture` and `book_sale` would write."""
    paid = [(order, lines) for order, lines in sales if order.pk in payments]
    captures = Movement.objects.bulk_create(
        (_capture(payments[order.pk]) for order, _lines in paid), batch_size=BATCH
    )
    movements = Movement.objects.bulk_create(
        (_sale(order, lines) for order, lines in paid), batch_size=BATCH
    )
    entries = [
        entry
        for movement, (order, _lines) in zip(captures, paid, strict=True)
        for entry in _capture_entries(movement, payments[order.pk])
    ]
    entries += [
        entry
        for movement, (order, lines) in zip(movements, paid, strict=True)
        for line in lines
        for entry in _line_entries(movement, order, line)
    ]
    Entry.objects.bulk_create(
        (entry for entry in entries if entry.amount), batch_size=BATCH
    )


def _capture(payment: Payment) -> Movement:
    return Movement(
        key=f"capture:{payment.pk}",
        kind=MovementKind.CAPTURE,
        order_id=payment.order_id,
        at=payment.captured_at,
    )


def _sale(order: Order, lines: Sequence[OrderLine]) -> Movement:
    first = next(line for line in lines if line.price)
    return Movement(
        key=f"{MovementKind.SALE}:{order.pk}:{first.pk}",
        kind=MovementKind.SALE,
        order=order,
        at=order.paid_at,
    )


def _capture_entries(movement: Movement, payment: Payment) -> Iterable[Entry]:
    sides: tuple[tuple[LedgerAccount, Decimal], ...] = (
        (LedgerAccount.MONEY, payment.amount),
        (LedgerAccount.RECEIVABLE, -payment.amount),
    )
    for account, amount in sides:
        yield Entry(
            movement=movement,
            ledger_account=account,
            currency=payment.currency,
            amount=amount,
            payment=payment,
        )


def _line_entries(movement: Movement, order: Order, line: OrderLine) -> Iterable[Entry]:
    sides: tuple[tuple[LedgerAccount, Decimal], ...] = (
        (LedgerAccount.RECEIVABLE, line.price),
        (LedgerAccount.DEFERRED_INCOME, -(line.price - line.fee - line.tax)),
        (LedgerAccount.FEES, -line.fee),
        (LedgerAccount.TAX, -line.tax),
    )
    for account, amount in sides:
        yield Entry(
            movement=movement,
            ledger_account=account,
            currency=order.currency,
            amount=amount,
            line=line,
        )


def write_history(orders: Iterable[Order]) -> None:
    OrderEvent.objects.bulk_create(
        (event for order in orders for event in _events(order)), batch_size=BATCH
    )


def _events(order: Order) -> Iterable[OrderEvent]:
    for before, after, moment in STEPS:
        if after == Phase.PAID and order.total:
            yield OrderEvent(
                order=order,
                kind=OrderEventKind.PAYMENT,
                after=f"{METHOD} {order.total} {order.currency}",
                at=order.paid_at,
            )
        yield OrderEvent(
            order=order,
            kind=OrderEventKind.PHASE,
            before=before,
            after=after,
            at=getattr(order, moment),
        )
