"""Refund ladders: what giving a ticket back costs, by how long it is before.

Pure: plain values in, plain values out. A ladder is a row of steps, each of which
holds until a moment that is told from a mark: the opening of the sale, the payment,
the end of the sale, the performance. The first step that still holds is the one; when
the last is over, tickets are not taken back any more.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final, Self

from ground.money import ZERO, rounded
from ticketing.returns.exchange_terms import ExchangeTerms

HUNDRED: Final = Decimal(100)
# Beside the ladder on a line that came by an exchange: what is kept at least.
LEAST: Final = "least"


class Mark(StrEnum):
    """From which moment the hours of a step are counted."""

    ON_SALE = "on_sale"
    PAID = "paid"
    SALE_ENDS = "sale_ends"
    STARTS = "starts"

    @property
    def is_ahead(self) -> bool:
        """Hours are counted back from what is to come, on from what was."""
        return self in {Mark.SALE_ENDS, Mark.STARTS}


@dataclass(frozen=True, slots=True)
class Step:
    """Holds until so many hours after, or before, its mark.

    The fee is `percent` of the price, and `fixed` in the order's currency; where
    `with_cost`, what the payment service keeps comes on top.
    """

    mark: Mark
    hours: int
    percent: Decimal = ZERO
    fixed: Decimal = ZERO
    with_cost: bool = False

    @property
    def is_free(self) -> bool:
        return not (self.percent or self.fixed or self.with_cost)

    @property
    def is_cooling_off(self) -> bool:
        """For some hours from the payment all of it comes back."""
        return self.mark == Mark.PAID and self.is_free


@dataclass(frozen=True, slots=True)
class Ladder:
    """The terms as they were when the order was placed.

    `key` is the ladder's row. `cost_percent` is what the payment service keeps of a
    price. `fixed` of a step is asked once for an order where `per_order`.
    """

    key: int
    steps: tuple[Step, ...]
    whole_order: bool = False
    once: bool = False
    per_order: bool = False
    cost_percent: Decimal = ZERO
    exchange: ExchangeTerms | None = None

    def without_fixed(self) -> Self:
        """What holds once the sum for the whole order has been asked."""
        steps = tuple(replace(step, fixed=ZERO) for step in self.steps)
        return replace(self, steps=steps)

    def as_json(self) -> dict[str, Any]:
        return {
            **asdict(self),
            "cost_percent": str(self.cost_percent),
            "exchange": self.exchange.as_json() if self.exchange else None,
            "steps": [
                {**asdict(s), "percent": str(s.percent), "fixed": str(s.fixed)}
                for s in self.steps
            ],
        }

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Self:
        steps = tuple(
            Step(
                mark=Mark(step["mark"]),
                hours=step["hours"],
                percent=Decimal(step["percent"]),
                fixed=Decimal(step["fixed"]),
                with_cost=step["with_cost"],
            )
            for step in told["steps"]
        )
        cost, swap = Decimal(told["cost_percent"]), told.get("exchange")
        exchange = ExchangeTerms.from_json(swap) if swap else None
        mended = {"steps": steps, "cost_percent": cost, "exchange": exchange}
        known = {name: value for name, value in told.items() if name != LEAST}
        return cls(**{**known, **mended})


# Of a performance that the house has called off, everything comes back.
CALLED_OFF: Final = Ladder(key=0, steps=(Step(Mark.STARTS, 0),))


@dataclass(frozen=True, slots=True)
class Marks:
    """The moments that a ladder's hours are counted from; None is not known."""

    starts: datetime
    paid: datetime | None = None
    on_sale: datetime | None = None
    sale_ends: datetime | None = None

    def of(self, mark: Mark) -> datetime | None:
        moment: datetime | None = getattr(self, mark)
        return moment


def ends_of(step: Step, marks: Marks) -> datetime | None:
    """Until when the step holds; never after the performance has begun."""
    moment = marks.of(step.mark)
    if moment is None:
        return None
    hours = timedelta(hours=step.hours)
    return min(moment - hours if step.mark.is_ahead else moment + hours, marks.starts)


@dataclass(frozen=True, slots=True)
class Rung:
    """A step between two moments; `until` is when it is over."""

    step: Step
    since: datetime | None
    until: datetime


def rungs(ladder: Ladder, marks: Marks) -> list[Rung]:
    """The steps that some time belongs to, in their order.

    A step that is over before the one in front of it ends is never reached.
    """
    found: list[Rung] = []
    for step in ladder.steps:
        until = ends_of(step, marks)
        since = found[-1].until if found else None
        if until is None or (since is not None and until <= since):
            continue
        found.append(Rung(step, since, until))
    return found


def rung_at(ladder: Ladder, marks: Marks, now: datetime) -> Rung | None:
    """The step that holds at that moment; None once all are over."""
    return next((rung for rung in rungs(ladder, marks) if now < rung.until), None)


def fees_of(
    ladder: Ladder, steps: Sequence[Step], prices: Sequence[Decimal], currency: str
) -> list[Decimal]:
    """What is kept of each price, by the step that holds for it.

    Each is rounded half up to the currency's digits and never more than its price.
    A sum for the whole order goes on until it is used up.
    """
    fees: list[Decimal] = []
    due = rounded(max((step.fixed for step in steps), default=ZERO), currency)
    for step, price in zip(steps, prices, strict=True):
        share = step.percent + (ladder.cost_percent if step.with_cost else ZERO)
        fee = rounded(price * share / HUNDRED, currency)
        if ladder.per_order:
            fixed = min(due, max(price - fee, ZERO))
            due -= fixed
        else:
            fixed = rounded(step.fixed, currency)
        fees.append(min(fee + fixed, price))
    return fees
