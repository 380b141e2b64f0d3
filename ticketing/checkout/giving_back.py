"""What the buyer reads of giving tickets back: before paying, and then."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property

from ticketing.checkout.named import name_lines
from ticketing.checkout.selectors import CartContents
from ticketing.orders.models import Order
from ticketing.returns.ladders import Ladder
from ticketing.returns.quoting import (
    Returnable,
    ReturnQuote,
    goes_along,
    leaves_part,
    live_tickets,
    marks_of,
    paid_since,
    quoted,
    returnables,
)
from ticketing.returns.selectors import ladder_of
from ticketing.returns.words import StepWords, also, told, why_not
from ticketing.shows.models import Performance


@dataclass(frozen=True, slots=True)
class Terms:
    """How tickets of a performance can be given back; no steps: not at all."""

    performance: Performance
    steps: list[StepWords]
    also: list[str]


@dataclass(frozen=True, slots=True)
class Choice:
    """A ticket on the page: what would come back of it alone, or why it can't."""

    one: Returnable
    is_chosen: bool
    back: Decimal | None
    why_not: str

    @property
    def is_fixed(self) -> bool:
        """Nobody chooses it alone."""
        ladder = self.one.ladder
        return bool(self.why_not or (ladder and ladder.whole_order))


@dataclass(frozen=True)
class GivingBack:
    """The page of an order on which its tickets are given back."""

    order: Order
    offered: Sequence[Returnable]
    chosen: Sequence[Returnable]
    now: datetime

    @property
    def can_give(self) -> bool:
        return any(one.can_be_given for one in self.offered)

    @property
    def can_choose(self) -> bool:
        """Some ticket can be given back alone."""
        return not all(choice.is_fixed for choice in self.choices)

    @cached_property
    def choices(self) -> list[Choice]:
        ids = {one.line.pk for one in self.chosen}
        return [self._choice(one, one.line.pk in ids) for one in self.offered]

    def _choice(self, one: Returnable, is_chosen: bool) -> Choice:  # noqa: FBT001 a column
        if not one.can_be_given:
            return Choice(one, is_chosen, None, why_not(one))
        back = quoted([one], self.order.currency).back
        return Choice(one, is_chosen, back, "")

    @cached_property
    def quote(self) -> ReturnQuote | None:
        """What comes back of what is chosen; None while nothing is."""
        if not self.chosen:
            return None
        lines = [one.line for one in self.chosen]
        along = goes_along(self.order, lines, now=self.now)
        return quoted(self.chosen, self.order.currency, along)

    def _also(self, ladder: Ladder) -> list[str]:
        return also(ladder, self.order.currency)

    @property
    def terms(self) -> list[Terms]:
        """By performance and terms, each once."""
        found: dict[object, Terms] = {}
        for one in self.offered:
            performance = one.line.performance
            if one.ladder and performance:
                marks = marks_of(performance, paid_since(self.order))
                steps = told(one.ladder, marks, self.order.currency)
                key = (performance.pk, one.ladder)
                found[key] = Terms(performance, steps, self._also(one.ladder))
        return list(found.values())


def giving_back(order: Order, wanted: Collection[int], *, now: datetime) -> GivingBack:
    """Read the page; of what is wanted, what can be given back is chosen.

    A single ticket is chosen at once, and so is all of what goes back only whole.
    """
    lines = live_tickets(order)
    name_lines(lines)
    offered = returnables(order, lines, now=now)
    able = [one for one in offered if one.can_be_given]
    if len(able) == 1:
        wanted = {able[0].line.pk}
    chosen = [
        one
        for one in able
        if (one.ladder and one.ladder.whole_order) or one.line.pk in wanted
    ]
    if leaves_part(offered, chosen):
        chosen = [one for one in chosen if one.ladder and not one.ladder.whole_order]
    return GivingBack(order, offered, chosen, now)


def terms_of_basket(contents: CartContents) -> list[Terms]:
    """What giving back will cost, told before the order is placed."""
    found = []
    for group in contents.groups:
        if group.held:
            performance = group.performance
            ladder = ladder_of(performance.show_id)
            marks = marks_of(performance, None)
            steps = told(ladder, marks, contents.quote.currency) if ladder else []
            more = also(ladder, contents.quote.currency) if ladder else []
            found.append(Terms(performance, steps, more))
    return found
