"""What a cart costs, and why: `quote()` is pure.

Plain values in, plain values out: the same quote stands on the page, in the
cart, on the order and in the API. It asks no database and no clock.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ground.money import ZERO, rounded
from ground.names import in_language

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class PriceRule:
    """A concession as the quote needs it."""

    key: int
    name_en: str
    name_zh_hans: str
    percent_off: Decimal


@dataclass(frozen=True, slots=True)
class Wanted:
    """One place (or other thing) to be priced; `key` is the caller's own."""

    key: int
    list_price: Decimal
    concession: PriceRule | None = None


@dataclass(frozen=True, slots=True)
class HousePrices:
    """What the house says of every price; `tax_rate` in per cent, inclusive."""

    currency: str
    ticket_fee: Decimal = ZERO
    tax_rate: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class Step:
    """One reason by which the price moved, with the amount it moved by."""

    code: str
    name_en: str
    name_zh_hans: str
    amount: Decimal

    @property
    def name(self) -> str:
        return in_language(self.name_en, self.name_zh_hans)

    def as_json(self) -> dict[str, str]:
        return {
            "code": self.code,
            "name_en": self.name_en,
            "name_zh_hans": self.name_zh_hans,
            "amount": str(self.amount),
        }


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """`price` is what is paid; `fee` and `tax` are parts of it, not added."""

    key: int
    list_price: Decimal
    steps: tuple[Step, ...]
    price: Decimal
    fee: Decimal
    tax_rate: Decimal
    tax: Decimal


@dataclass(frozen=True, slots=True)
class Quote:
    currency: str
    lines: tuple[QuoteLine, ...]

    @property
    def list_total(self) -> Decimal:
        return sum((line.list_price for line in self.lines), ZERO)

    @property
    def total(self) -> Decimal:
        return sum((line.price for line in self.lines), ZERO)

    @property
    def fees(self) -> Decimal:
        return sum((line.fee for line in self.lines), ZERO)

    @property
    def tax(self) -> Decimal:
        return sum((line.tax for line in self.lines), ZERO)

    @property
    def steps(self) -> list[Step]:
        """The reasons of all lines, those of one kind added up."""
        sums: dict[str, Step] = {}
        for line in self.lines:
            for step in line.steps:
                before = sums[step.code].amount if step.code in sums else ZERO
                sums[step.code] = Step(
                    step.code, step.name_en, step.name_zh_hans, before + step.amount
                )
        return list(sums.values())


def quote(wanted: Sequence[Wanted], prices: HousePrices) -> Quote:
    """Price each line on its own, rounded half up to the currency's digits.

    Tax is inclusive: tax = price × rate ÷ (100 + rate). The fee is a part of
    the price and never more than it, so that a free place stays free.
    """
    return Quote(prices.currency, tuple(_line(item, prices) for item in wanted))


def _line(item: Wanted, prices: HousePrices) -> QuoteLine:
    steps: list[Step] = []
    price = item.list_price
    rule = item.concession
    if rule is not None and rule.percent_off:
        off = rounded(item.list_price * rule.percent_off / HUNDRED, prices.currency)
        price -= off
        steps.append(
            Step(f"concession:{rule.key}", rule.name_en, rule.name_zh_hans, -off)
        )
    tax = rounded(
        price * prices.tax_rate / (HUNDRED + prices.tax_rate), prices.currency
    )
    return QuoteLine(
        key=item.key,
        list_price=item.list_price,
        steps=tuple(steps),
        price=price,
        fee=min(prices.ticket_fee, price - tax),
        tax_rate=prices.tax_rate,
        tax=tax,
    )
