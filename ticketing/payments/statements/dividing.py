"""One line of a bank that pays several orders: divided once, each share booked once.

Who gets how much is written down under the line's lock, all of it or nothing. Each
share is then booked in a transaction of its own, under the line's lock and one order's:
nobody holds several orders at a time. A task books what whoever divided it did not.
"""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from django.db import transaction

from ground.crash import crash_point
from ground.money import ZERO, money, rounded
from ticketing.orders import services as orders
from ticketing.orders.models import Order
from ticketing.payments.models import Payment
from ticketing.payments.statements.booking import arrive, locked_line, reference_of
from ticketing.payments.statements.errors import (
    LineDivided,
    LineNotOpen,
    NoSuchOrder,
    NotAShare,
    OneShare,
    SharesDoNotAddUp,
    WrongCurrency,
)
from ticketing.payments.statements.models import LineShare, LineState, StatementLine

FEWEST: Final = 2


@transaction.atomic
def divide_line(
    line_id: int, parts: Mapping[int, Decimal], *, actor: str, now: datetime
) -> list[LineShare]:
    """Write down how much of a line is for which order; a task books each share.

    `parts` are amounts in the line's currency by the orders' keys; together they are
    the whole line. Pressed twice is once. Raises LineDivided, LineNotOpen, OneShare,
    NoSuchOrder, WrongCurrency, NotAShare or SharesDoNotAddUp.
    """
    line = locked_line(line_id)
    if line.state == LineState.DIVIDED:
        return _as_before(line, parts)
    if line.state != LineState.OPEN:
        raise LineNotOpen
    _must_be_the_line(line, parts)
    shares = [
        LineShare(line=line, order_id=pk, amount=parts[pk], position=position)
        for position, pk in enumerate(sorted(parts), start=1)
    ]
    LineShare.objects.bulk_create(shares)
    line.state, line.decided_by, line.decided_at = LineState.DIVIDED, actor, now
    line.save(update_fields=["state", "decided_by", "decided_at"])
    crash_point("statement-line-dividing")
    _plan(shares)
    return shares


def _as_before(line: StatementLine, parts: Mapping[int, Decimal]) -> list[LineShare]:
    known = list(line.shares.all())
    if {share.order_id: share.amount for share in known} != dict(parts):
        raise LineDivided
    return known


def _must_be_the_line(line: StatementLine, parts: Mapping[int, Decimal]) -> None:
    if len(parts) < FEWEST:
        raise OneShare
    found = Order.objects.in_bulk(list(parts))
    for pk, amount in parts.items():
        order = found.get(pk)
        if order is None:
            raise NoSuchOrder(number=pk)
        if order.currency != line.currency:
            raise WrongCurrency(came=line.currency, wanted=order.currency)
        if amount <= ZERO or rounded(amount, line.currency) != amount:
            raise NotAShare(order=order.number)
    together = sum(parts.values(), ZERO)
    if together != line.amount:
        came = money(line.amount, line.currency)
        raise SharesDoNotAddUp(sum=money(together, line.currency), amount=came)


def _plan(shares: list[LineShare]) -> None:
    from ticketing.payments.tasks import book_line_share  # noqa: PLC0415 the task calls us

    for share in shares:
        book_line_share.enqueue(share.pk)


@transaction.atomic
def book_share(share_id: int, *, now: datetime) -> Payment:
    """Let a share arrive for its order; twice is once.

    Of less than is due the rest stays due; what the order can't use goes back.
    """
    shares = LineShare.objects.filter(pk=share_id)
    line = locked_line(shares.values_list("line", flat=True).get())
    share = shares.select_related("payment").get()
    if share.payment is not None:
        return share.payment
    order = orders.lock_order(share.order_id)
    reference = f"{reference_of(line)}/{share.position}"
    told: dict[str, Any] = {"actor": line.decided_by, "now": now}
    payment = arrive(order, share.amount, reference=reference, **told)
    crash_point("statement-share-booking")
    share.payment = payment
    share.save(update_fields=["payment"])
    return payment
