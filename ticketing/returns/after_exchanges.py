"""The terms of a ticket that came by an exchange: no better than the old one's.

Without that, a ticket that brings nothing back any more would bring all of it back
after an exchange for a later date.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from ticketing.orders.models import Order, OrderLine
from ticketing.returns.ladders import LEAST, Ladder
from ticketing.returns.quoting import (
    Returnable,
    leaves_part,
    quoted,
    returnables,
)


def bind_terms(
    source: Order,
    tickets: Sequence[OrderLine],
    new: Sequence[OrderLine],
    *,
    now: datetime,
) -> None:
    """Bind each new line by what the one it replaces would bring back now.

    `tickets` are all that the old order has; the caller holds that order's lock, and
    saves the new lines. Asks nothing, but one query where a sum is for a whole order,
    and one where whole orders alone are taken back.
    """
    offered = returnables(source, tickets, now=now)
    by_line = {one.line.pk: one for one in offered}
    olds = [by_line[line.replaces_id] for line in new if line.replaces_id]
    givable = [one for one in olds if one.can_be_given]
    quote = quoted(givable, source.currency)
    fees = {part.line.pk: part.fee for part in quote.parts}
    for line, before in zip(new, olds, strict=True):
        is_free = not _is_part(offered, olds, before)
        fee = fees.get(before.line.pk) if is_free else None
        line.refund_terms = _bound(line.refund_terms, before, fee)


def _is_part(
    offered: Collection[Returnable], olds: Sequence[Returnable], one: Returnable
) -> bool:
    """Whether it would be a part of what is taken back only whole."""
    return leaves_part(offered, [o for o in olds if o.ladder == one.ladder])


def _exchange_bound(
    terms: dict[str, Any] | None, before: Ladder
) -> dict[str, Any] | None:
    """A difference that is kept does not come back by exchanging twice."""
    keeps = before.exchange is not None and before.exchange.keeps_difference
    return {**terms, "keeps_difference": True} if terms and keeps else terms


def _bound(
    terms: dict[str, Any], before: Returnable, fee: Decimal | None
) -> dict[str, Any]:
    if not terms or before.ladder is None:
        return {}
    terms = {**terms, "exchange": _exchange_bound(terms.get("exchange"), before.ladder)}
    if fee is None:
        return {**terms, "steps": []}
    whole = bool(terms["whole_order"] or before.ladder.whole_order)
    return {**terms, "whole_order": whole, LEAST: str(fee)}
