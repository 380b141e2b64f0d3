"""A sale of the past as plain values, before it becomes rows."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from ground.money import ZERO
from starter.demo.loading.buyers import BuyerName
from ticketing.offers.quote import QuoteLine


class Spot(NamedTuple):
    """A free place: its key, section, row (empty if standing), seat and tier."""

    key: int
    section: int
    row: str
    seat: int | None
    tier: int


@dataclass(slots=True)
class Line:
    """One place of an order; `key` is given when it is written."""

    spot: Spot
    concession: int | None
    quote: QuoteLine
    key: int = 0


@dataclass(slots=True)
class Sale:
    """One paid order; free ones are paid when they are placed."""

    buyer: BuyerName
    lines: list[Line]
    placed_at: datetime
    minutes_to_pay: int
    is_at_counter: bool
    key: int = 0

    @property
    def total(self) -> Decimal:
        return sum((line.quote.price for line in self.lines), ZERO)

    @property
    def paid_at(self) -> datetime:
        waited = self.minutes_to_pay if self.total else 0
        return self.placed_at + timedelta(minutes=waited)

    @property
    def pay_by(self) -> datetime:
        return self.placed_at + timedelta(days=1)
