"""A sale of the past as plain values, before it becomes rows."""

from dataclasses import InitVar, dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from ground.money import ZERO
from starter.bulk import moment
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
    """One paid order; a free one is paid when it is placed.

    `placed`, `paid` and `pay_by` are its moments as the database takes them.
    """

    buyer: BuyerName
    lines: list[Line]
    placed_at: datetime
    minutes_to_pay: InitVar[int]
    is_at_counter: bool
    key: int = 0
    total: Decimal = field(init=False)
    placed: Any = field(init=False)
    paid: Any = field(init=False)
    pay_by: Any = field(init=False)

    def __post_init__(self, minutes_to_pay: int) -> None:
        self.total = sum((line.quote.price for line in self.lines), ZERO)
        waited = timedelta(minutes=minutes_to_pay if self.total else 0)
        self.placed = moment(self.placed_at)
        self.paid = moment(self.placed_at + waited)
        self.pay_by = moment(self.placed_at + timedelta(days=1))
