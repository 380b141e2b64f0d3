"""The rows of money and history that a sale at the counter leaves behind."""

import secrets
from collections.abc import Iterator, Sequence
from typing import Any, Final

from starter.bulk import Table, thousandths
from starter.demo.loading.sale import Line, Sale
from ticketing.orders.models import OrderEvent, OrderEventKind
from ticketing.orders.phases import Phase
from ticketing.payments.models import (
    Entry,
    LedgerAccount,
    Movement,
    MovementKind,
    Payment,
    PaymentState,
)

METHOD: Final = "counter"
Row = tuple[Any, ...]


class MoneyRows:
    """Writes payments, ledger and history of orders that are paid."""

    def __init__(self, currency: str) -> None:
        self.currency = currency
        self.payments = Table(
            Payment,
            *("id", "order_id", "method", "gateway", "key", "amount", "currency"),
            *("state", "started_at", "expires_at", "captured_at"),
        )
        self.movements = Table(Movement, "id", "key", "kind", "order_id", "at")
        self.entries = Table(
            Entry,
            *("movement_id", "ledger_account", "currency", "amount"),
            *("line_id", "payment_id"),
        )
        self.events = Table(OrderEvent, "order_id", "kind", "before", "after", "at")

    def write(self, sales: Sequence[Sale]) -> None:
        """What `payments.settle` and `orders.advance` would have written."""
        paid = [sale for sale in sales if sale.total]
        payments = self.payments.reserve(len(paid))
        pairs = list(zip(paid, payments, strict=True))
        self.payments.insert(self._payment(*pair) for pair in pairs)
        movements = iter(self.movements.reserve(2 * len(paid)))
        booked = [(sale, pay, next(movements), next(movements)) for sale, pay in pairs]
        self.movements.insert(row for one in booked for row in _movements(*one))
        self.entries.insert(row for one in booked for row in self._entries(*one))
        self.events.insert(row for sale in sales for row in self._events(sale))

    def _payment(self, sale: Sale, key: int) -> Row:
        total = thousandths(sale.total)
        token, state = secrets.token_hex(16), str(PaymentState.CAPTURED)
        start = (key, sale.key, METHOD, METHOD, token, total, self.currency)
        return (*start, state, sale.placed, sale.pay_by, sale.paid)

    def _entries(
        self, sale: Sale, payment: int, capture: int, sold: int
    ) -> Iterator[Row]:
        total = thousandths(sale.total)
        yield (capture, "money", self.currency, total, None, payment)
        yield (capture, "receivable", self.currency, -total, None, payment)
        for line in sale.lines:
            for account, amount in _sides(line):
                if amount:
                    yield (sold, account, self.currency, amount, line.key, None)

    def _events(self, sale: Sale) -> Iterator[Row]:
        placed, paid = sale.placed, sale.paid
        phase, money = str(OrderEventKind.PHASE), str(OrderEventKind.PAYMENT)
        yield (sale.key, phase, str(Phase.DRAFT), str(Phase.PLACED), placed)
        yield (sale.key, phase, str(Phase.PLACED), str(Phase.ACCEPTED), placed)
        if sale.total:
            text = f"{METHOD} {sale.total} {self.currency}"
            yield (sale.key, money, "", text, paid)
        yield (sale.key, phase, str(Phase.ACCEPTED), str(Phase.PAID), paid)


def _movements(sale: Sale, payment: int, capture: int, sold: int) -> Iterator[Row]:
    at = sale.paid
    first = next(line for line in sale.lines if line.quote.price)
    captured, kind = str(MovementKind.CAPTURE), str(MovementKind.SALE)
    yield (capture, f"{captured}:{payment}", captured, sale.key, at)
    yield (sold, f"{kind}:{sale.key}:{first.key}", kind, sale.key, at)


def _sides(line: Line) -> tuple[tuple[str, int], ...]:
    """A sale: receivable + / deferred income, fees, tax −; as the ledger books it."""
    price = thousandths(line.quote.price)
    fee, tax = thousandths(line.quote.fee), thousandths(line.quote.tax)
    return (
        (str(LedgerAccount.RECEIVABLE), price),
        (str(LedgerAccount.DEFERRED_INCOME), -(price - fee - tax)),
        (str(LedgerAccount.FEES), -fee),
        (str(LedgerAccount.TAX), -tax),
    )
