"""The double-entry ledger: the only code that writes it.

Debits are positive. A sale: receivable + / deferred income, fees, tax −.
Money received: money + / receivable −. A return and money paid back are the
same with the signs turned; a refund that failed is money received once more.
When a performance has played: deferred income + / income −. A till that was
counted with more than it should have: money + / cash over and short −. What is
paid by credit, or goes back onto it, moves credit where money would move; credit
for nothing: goodwill + / credit −. A gift card that is sold: receivable + / credit −,
for it is no income before it is used. What delivery costs is an income of its own, from
the sale on. What a company orders on account, or gives back
of it, moves what it owes where money would move.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from ground.inserting import add, add_all
from ground.money import ZERO
from ticketing.orders.line_kinds import DELIVERY
from ticketing.orders.models import Order, OrderLine
from ticketing.payments.closed_days import openly
from ticketing.payments.credit.models import GIFT_CARD, Credit
from ticketing.payments.models import (
    Entry,
    LedgerAccount,
    Movement,
    MovementKind,
    Payment,
    Refund,
)
from ticketing.payments.on_account.models import TabPayment
from ticketing.payments.till.models import Shift


class Owed(Protocol):
    """What a line's buyer was owed until its performance had played."""

    @property
    def line_id(self) -> int: ...

    @property
    def currency(self) -> str: ...

    @property
    def amount(self) -> Decimal: ...


class Unbalanced(ValueError):
    """The entries of a movement do not sum to zero; nothing was written."""


def post(movement: Movement, entries: Sequence[Entry]) -> Movement:
    """Write one movement with its entries. Raises Unbalanced.

    What is dated into a closed day is booked on the first open one.
    """
    sums: dict[str, Decimal] = {}
    for entry in entries:
        sums[entry.currency] = sums.get(entry.currency, ZERO) + entry.amount
    if any(sums.values()):
        raise Unbalanced(movement.key)
    movement.at = openly(movement.at)
    add(movement)
    for entry in entries:
        entry.movement = movement
    add_all(entry for entry in entries if entry.amount)
    return movement


def book_sale(order: Order, lines: Iterable[OrderLine], *, now: datetime) -> None:
    """The order is paid: what it sold becomes income to come."""
    lines = [line for line in lines if line.price]
    _book_lines(order, lines, MovementKind.SALE, now=now)


def book_return(order: Order, lines: Iterable[OrderLine], *, now: datetime) -> None:
    """Lines of a paid order have ended: the sale is taken back."""
    lines = [line for line in lines if line.price]
    _book_lines(order, lines, MovementKind.RETURN, now=now)


def _book_lines(
    order: Order, lines: Sequence[OrderLine], kind: MovementKind, *, now: datetime
) -> None:
    if not lines:
        return
    sign = 1 if kind == MovementKind.SALE else -1
    cards = _cards(lines)
    entries = [
        Entry(
            ledger_account=account,
            party_id=order.account_id if account == LedgerAccount.RECEIVABLE else None,
            currency=order.currency,
            amount=sign * amount,
            line=line,
            credit=cards[line.pk] if account == LedgerAccount.CREDIT else None,
        )
        for line in lines
        for account, amount in (
            (LedgerAccount.RECEIVABLE, line.price),
            (_owed_as(line), -(line.price - line.fee - line.tax)),
            (LedgerAccount.FEES, -line.fee),
            (LedgerAccount.TAX, -line.tax),
        )
    ]
    # The first line names the movement: a line is sold once and returned once.
    key = f"{kind}:{order.pk}:{lines[0].pk}"
    post(Movement(key=key, kind=kind, order=order, at=now), entries)


def _owed_as(line: OrderLine) -> LedgerAccount:
    """What a gift card brought is owed to its holder, until it is used."""
    own = {GIFT_CARD: LedgerAccount.CREDIT, DELIVERY: LedgerAccount.DELIVERY}
    return own.get(line.kind, LedgerAccount.DEFERRED_INCOME)


def _cards(lines: Iterable[OrderLine]) -> dict[int | None, Credit]:
    """The gift cards that were bought with these lines, by line."""
    bought = [line.pk for line in lines if line.kind == GIFT_CARD]
    if not bought:
        return {}
    return {card.line_id: card for card in Credit.objects.filter(line__in=bought)}


def book_capture(payment: Payment, *, now: datetime, actor: str = "") -> None:
    _book_money(
        Movement(
            key=f"capture:{payment.pk}",
            kind=MovementKind.CAPTURE,
            order=payment.order,
            actor=actor,
            at=now,
        ),
        payment,
        payment.amount,
        None,
    )


def book_refund(refund: Refund, *, now: datetime, actor: str = "") -> None:
    _book_money(
        Movement(
            key=f"refund:{refund.pk}",
            kind=MovementKind.REFUND,
            order_id=refund.order_id,
            reason=refund.reason,
            actor=actor,
            at=now,
        ),
        refund.payment,
        -refund.amount,
        refund,
    )


def book_failed_refund(refund: Refund, *, now: datetime) -> None:
    """What was booked as paid back is here again."""
    _book_money(
        Movement(
            key=f"refund-failed:{refund.pk}",
            kind=MovementKind.COME_BACK,
            order_id=refund.order_id,
            reason=refund.reason,
            at=now,
        ),
        refund.payment,
        refund.amount,
        refund,
    )


def goodwill_key(key: str) -> str:
    return f"given:{key}"


def book_goodwill(
    credit: Credit,
    amount: Decimal,
    *,
    key: str,
    reason: str,
    actor: str,
    now: datetime,
) -> None:
    """Credit that the house gave for nothing; each gift has a key of its own."""
    entries = [
        Entry(ledger_account=LedgerAccount.GOODWILL, amount=amount),
        Entry(ledger_account=LedgerAccount.CREDIT, amount=-amount, credit=credit),
    ]
    for entry in entries:
        entry.currency = credit.currency
    movement = Movement(
        key=goodwill_key(key),
        kind=MovementKind.GIVEN,
        reason=reason[:300],
        actor=actor,
        at=now,
    )
    post(movement, entries)


def book_till_difference(
    shift: Shift, difference: Decimal, *, now: datetime, actor: str
) -> None:
    """A till was counted with more (positive) or less than it should have."""
    entries = [
        Entry(ledger_account=account, currency=shift.currency, amount=signed)
        for account, signed in (
            (LedgerAccount.MONEY, difference),
            (LedgerAccount.OVER_SHORT, -difference),
        )
    ]
    movement = Movement(
        key=f"till:{shift.pk}",
        kind=MovementKind.COUNTED,
        reason=f"{shift}: {shift.reason}"[:300],
        actor=actor,
        at=now,
    )
    post(movement, entries)


def book_settled(payment: TabPayment, *, now: datetime, actor: str) -> None:
    """A company paid an invoice: money + / what it owes −."""
    invoice = payment.invoice
    entries = [
        Entry(
            ledger_account=account,
            currency=invoice.currency,
            amount=signed,
            party_id=party,
        )
        for account, signed, party in (
            (LedgerAccount.MONEY, payment.amount, None),
            (LedgerAccount.ON_ACCOUNT, -payment.amount, invoice.tab.account_id),
        )
    ]
    movement = Movement(
        key=f"settled:{payment.pk}",
        kind=MovementKind.SETTLED,
        reason=invoice.code,
        actor=actor,
        at=now,
    )
    post(movement, entries)


def book_carried(refund: Refund, payment: Payment, *, now: datetime) -> None:
    """What was paid for one order pays another: out of the one, into the other.

    No money moves, so that both stand against an account that comes to nothing.
    """
    for key, order, amount, told in (
        (f"carried-out:{refund.pk}", refund.order, -refund.amount, (None, refund)),
        (f"carried-in:{payment.pk}", payment.order, payment.amount, (payment, None)),
    ):
        entries = [
            Entry(
                ledger_account=account,
                currency=payment.currency,
                amount=signed,
                payment=told[0],
                refund=told[1],
            )
            for account, signed in (
                (LedgerAccount.CARRIED, amount),
                (LedgerAccount.RECEIVABLE, -amount),
            )
        ]
        kind = MovementKind.CARRIED
        reason = refund.reason
        post(Movement(key=key, kind=kind, order=order, reason=reason, at=now), entries)


def book_earned(key: str, owed: Iterable[Owed], *, order: Order, at: datetime) -> None:
    """What was income to come has been earned; `at` is when that was."""
    entries = [
        Entry(
            ledger_account=account,
            currency=one.currency,
            amount=signed,
            line_id=one.line_id,
        )
        for one in owed
        for account, signed in (
            (LedgerAccount.DEFERRED_INCOME, one.amount),
            (LedgerAccount.INCOME, -one.amount),
        )
    ]
    kind = MovementKind.EARNED
    post(Movement(key=key, kind=kind, order=order, at=at), entries)


def _book_money(
    movement: Movement,
    payment: Payment | None,
    amount: Decimal,
    refund: Refund | None,
) -> None:
    order = movement.order
    currency = payment.currency if payment else order.currency if order else ""
    credit = (refund.credit_id if refund else None) or (
        payment.credit_id if payment else None
    )
    company = payment.tab.account_id if payment and payment.tab else None
    entries = [
        Entry(
            ledger_account=account,
            currency=currency,
            amount=signed,
            payment=payment,
            refund=refund,
            credit_id=of_credit,
            party_id=party,
        )
        for account, signed, of_credit, party in (
            _where(amount, credit, company),
            (LedgerAccount.RECEIVABLE, -amount, None, None),
        )
    ]
    post(movement, entries)


def _where(
    amount: Decimal, credit: int | None, company: int | None
) -> tuple[LedgerAccount, Decimal, int | None, int | None]:
    """What stands against the receivable: credit, a company's debt, or money."""
    if credit is not None:
        return LedgerAccount.CREDIT, amount, credit, None
    if company is not None:
        return LedgerAccount.ON_ACCOUNT, amount, None, company
    return LedgerAccount.MONEY, amount, None, None
