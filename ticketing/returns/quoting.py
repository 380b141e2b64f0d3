"""What giving tickets of an order back would cost, and whether it can be done."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from ground.money import ZERO
from ticketing.orders.line_kinds import kind_of
from ticketing.orders.models import LineState, Order, OrderLine
from ticketing.orders.place_lines import PLACE
from ticketing.returns.fee_lines import RETURN_FEE
from ticketing.returns.ladders import (
    CALLED_OFF,
    LEAST,
    Ladder,
    Marks,
    Rung,
    fees_of,
    rung_at,
)
from ticketing.shows.models import Performance


@dataclass(frozen=True, slots=True)
class Returnable:
    """A live ticket with its terms; `rung` is None where it is not taken back.

    `is_broken`: it goes back only with others, and one of those was exchanged alone.
    """

    line: OrderLine
    ladder: Ladder | None
    rung: Rung | None
    is_broken: bool = False

    @property
    def can_be_given(self) -> bool:
        return self.rung is not None

    @property
    def least(self) -> Decimal:
        """What is kept at least of a ticket that came by an exchange."""
        if self.ladder is None or self.ladder.key == CALLED_OFF.key:
            return ZERO
        told = Decimal(self.line.refund_terms.get(LEAST, 0))
        price: Decimal = self.line.price
        return min(told, price)


@dataclass(frozen=True, slots=True)
class Part:
    """A chosen ticket, what is kept of its price, and what comes back."""

    line: OrderLine
    fee: Decimal

    @property
    def back(self) -> Decimal:
        price: Decimal = self.line.price
        return price - self.fee


@dataclass(frozen=True, slots=True)
class ReturnQuote:
    """`along` is what goes back whole with the last ticket, such as the delivery."""

    parts: tuple[Part, ...]
    along: tuple[OrderLine, ...] = ()

    @property
    def price(self) -> Decimal:
        brought = sum((line.price for line in self.along), ZERO)
        return self.price_of_tickets + brought

    @property
    def price_of_tickets(self) -> Decimal:
        return sum((part.line.price for part in self.parts), ZERO)

    @property
    def fee(self) -> Decimal:
        return sum((part.fee for part in self.parts), ZERO)

    @property
    def back(self) -> Decimal:
        return self.price - self.fee


def marks_of(performance: Performance, paid: datetime | None) -> Marks:
    """A sale without an end of its own ends when the performance begins."""
    return Marks(
        starts=performance.starts_at,
        paid=paid,
        on_sale=performance.on_sale_from,
        sale_ends=performance.off_sale_at or performance.starts_at,
    )


def live_tickets(order: Order) -> list[OrderLine]:
    """The lines of an order that are places still; in their order."""
    lines = order.lines.live().filter(kind=PLACE).with_place()
    return list(lines.order_by("position"))


def returnables(
    order: Order, lines: Iterable[OrderLine], *, now: datetime
) -> list[Returnable]:
    """Each of these tickets with its terms, and the step that holds for it now."""
    terms = [(line, _terms_of(line)) for line in lines]
    if any(ladder and ladder.per_order for _line, ladder in terms):
        asked = _asked_before(order)
        terms = [
            (line, ladder.without_fixed() if ladder and ladder.key in asked else ladder)
            for line, ladder in terms
        ]
    broken = _broken_up(order, terms)
    return [
        Returnable(line, ladder, None, is_broken=True)
        if ladder and ladder.key in broken
        else _returnable(order, line, ladder, now)
        for line, ladder in terms
    ]


def _terms_of(line: OrderLine) -> Ladder | None:
    performance = line.performance
    if performance and (performance.cancelled_at or performance.moved_to_id):
        return CALLED_OFF
    return Ladder.from_json(line.refund_terms) if line.refund_terms else None


def _broken_up(
    order: Order, terms: Iterable[tuple[OrderLine, Ladder | None]]
) -> set[int]:
    """The ladders for whole orders of which a part has gone over by an exchange.

    What came over is not taken back either, so nobody has the sum in two halves.
    """
    whole = {ladder.key for _line, ladder in terms if ladder and ladder.whole_order}
    if not whole:
        return set()
    gone = order.lines.filter(kind=PLACE, state=LineState.EXCHANGED)
    return whole & {
        told.get("key") for told in gone.values_list("refund_terms", flat=True)
    }


def _asked_before(order: Order) -> set[int]:
    """The ladders whose sum for the whole order was kept with an earlier return."""
    fees = order.lines.filter(kind=RETURN_FEE).select_related("parent")
    kept = [fee.parent.refund_terms for fee in fees if fee.parent]
    return {terms["key"] for terms in kept if terms.get("per_order")}


def _returnable(
    order: Order, line: OrderLine, ladder: Ladder | None, now: datetime
) -> Returnable:
    performance = line.performance
    if ladder is None or performance is None:
        return Returnable(line, ladder, None)
    if not (order.has_tickets and kind_of(line).refundable(line, now=now)):
        return Returnable(line, ladder, None)
    rung = rung_at(ladder, marks_of(performance, paid_since(order)), now)
    return Returnable(line, ladder, rung)


def paid_since(order: Order) -> datetime | None:
    """When the buyer first paid: an exchange begins no new time to think it over."""
    first = order
    while first.replaces is not None:
        first = first.replaces
    return first.paid_at


def quoted(
    chosen: Sequence[Returnable], currency: str, along: Collection[OrderLine] = ()
) -> ReturnQuote:
    """Price what was chosen; each of it must be one that can be given back.

    Lines under one ladder are priced together: a fee for the whole order is asked
    once.
    """
    fees: dict[int, Decimal] = {}
    for ladder in dict.fromkeys(one.ladder for one in chosen if one.ladder):
        theirs = [one for one in chosen if one.ladder == ladder]
        steps = [one.rung.step for one in theirs if one.rung]
        prices = [one.line.price for one in theirs]
        asked = fees_of(ladder, steps, prices, currency)
        fees |= {one.line.pk: f for one, f in zip(theirs, asked, strict=True)}
    parts = tuple(Part(one.line, max(fees[one.line.pk], one.least)) for one in chosen)
    return ReturnQuote(parts, tuple(along))


def goes_along(
    order: Order, chosen: Collection[OrderLine], *, now: datetime
) -> tuple[OrderLine, ...]:
    """What ends with the last ticket of an order, and is still to be had back."""
    lines = list(order.lines.live().exclude(kind=RETURN_FEE))
    ids = {line.pk for line in chosen}
    if any(line.kind == PLACE and line.pk not in ids for line in lines):
        return ()
    rest = (line for line in lines if line.kind != PLACE)
    return tuple(line for line in rest if kind_of(line).refundable(line, now=now))


def leaves_part(
    offered: Collection[Returnable], chosen: Collection[Returnable]
) -> bool:
    """Whether a part would stay of what is taken back only whole."""
    ladders = {one.ladder for one in chosen if one.ladder and one.ladder.whole_order}
    ids = {one.line.pk for one in chosen}
    return any(one.ladder in ladders and one.line.pk not in ids for one in offered)
