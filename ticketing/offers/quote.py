"""What a cart costs, and why: `quote()` is pure.

Plain values in, plain values out: the same quote stands on the page, in the
cart, on the order and in the API. It asks no database and no clock.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ground.money import THOUSANDTHS, ZERO, digits_of
from ground.names import in_language
from ticketing.offers.bundle_search import best_bundles
from ticketing.offers.explaining import PassedOver, passed_over
from ticketing.offers.line_prices import Cut, Line, Way, priced_lines
from ticketing.offers.rules import Rule, Terms, Wanted
from ticketing.offers.taxes import tax_in, taxes_of_document


@dataclass(frozen=True, slots=True)
class HousePrices:
    """What the house says of every price; `tax_rate` in per cent, inclusive.

    It is the rate of what has none of its own. Tax is rounded for each line, or
    for all lines of a rate together.
    """

    currency: str
    ticket_fee: Decimal = ZERO
    tax_rate: Decimal = ZERO
    rounds_together: bool = False


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
    """`price` is what is paid; `fee` and `tax` are parts of it, not added.

    `old_price` is what others are asked for the same; None where nobody is asked
    for more, or was.
    """

    key: int
    list_price: Decimal
    steps: tuple[Step, ...]
    price: Decimal
    fee: Decimal
    tax_rate: Decimal
    tax: Decimal
    old_price: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """`passed` are offers and concessions that are not in the price, with why.

    `delivery` is what bringing the tickets costs, once it is chosen. It is in the
    total and its tax in the tax; it is no ticket, so that lists leave it out.
    """

    currency: str
    lines: tuple[QuoteLine, ...]
    passed: tuple[PassedOver, ...] = ()
    delivery: QuoteLine | None = None

    @property
    def list_total(self) -> Decimal:
        return sum((line.list_price for line in self.lines), ZERO)

    @property
    def total(self) -> Decimal:
        brought = self.delivery.price if self.delivery else ZERO
        return sum((line.price for line in self.lines), brought)

    @property
    def fees(self) -> Decimal:
        return sum((line.fee for line in self.lines), ZERO)

    @property
    def tax(self) -> Decimal:
        brought = self.delivery.tax if self.delivery else ZERO
        return sum((line.tax for line in self.lines), brought)

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


def quote(
    wanted: Sequence[Wanted], prices: HousePrices, terms: Terms | None = None
) -> Quote:
    """Price the lines, for the best that the buyer can have under these terms.

    Shares are rounded half up to the currency's digits, and what a set costs is
    split so that its parts add up. The order of the lines changes nothing.

    Tax is inclusive (`taxes`). The fee is a part of the price and never more
    than it, so that a free place stays free.
    """
    grain = THOUSANDTHS // 10 ** digits_of(prices.currency)
    in_force = terms.in_force(prices.currency) if terms else []
    lines = priced_lines(wanted, in_force, terms, grain)
    ways = [line.best for line in lines]
    for bundle in best_bundles(lines, grain):
        for index, way in bundle.ways(lines):
            ways[index] = way
    found = zip(lines, ways, _taxes(lines, ways, prices), strict=True)
    return Quote(
        prices.currency,
        tuple(_line(line, way, tax, prices) for line, way, tax in found),
        passed_over(lines, ways, terms, in_force) if terms else (),
    )


def _rate(item: Wanted, prices: HousePrices) -> Decimal:
    return prices.tax_rate if item.tax_rate is None else item.tax_rate


def _taxes(
    lines: Sequence[Line], ways: Sequence[Way], prices: HousePrices
) -> list[Decimal]:
    taxed = [
        (_amount(way.price), _rate(line.item, prices))
        for line, way in zip(lines, ways, strict=True)
    ]
    if prices.rounds_together:
        return taxes_of_document(taxed, prices.currency)
    return [tax_in(price, rate, prices.currency) for price, rate in taxed]


def _line(line: Line, way: Way, tax: Decimal, prices: HousePrices) -> QuoteLine:
    item, price = line.item, _amount(way.price)
    return QuoteLine(
        key=item.key,
        list_price=item.list_price,
        steps=tuple(_step(cut) for cut in way.cuts),
        price=price,
        fee=min(prices.ticket_fee, price - tax),
        tax_rate=_rate(item, prices),
        tax=tax,
        old_price=_old_price(item, way, price),
    )


def _step(cut: Cut) -> Step:
    reason, off = cut
    code = reason.code if isinstance(reason, Rule) else f"concession:{reason.key}"
    return Step(code, reason.name_en, reason.name_zh_hans, -_amount(off))


def _old_price(item: Wanted, way: Way, price: Decimal) -> Decimal | None:
    """The list price, less what everybody has for as long as it is on sale."""
    usual = sum(
        off
        for reason, off in way.cuts
        if isinstance(reason, Rule) and reason.is_all_there_is(item)
    )
    old = item.list_price - _amount(usual)
    return old if old > price else None


def _amount(thousandths: int) -> Decimal:
    return Decimal(thousandths) / THOUSANDTHS
