"""Tax inside a price: found, put on top of what was typed, and split over lines.

A price is whole wherever it is kept or shown. A house that reckons without tax
types net prices; `with_tax` makes them whole once, and `tax_in` finds the same
tax again to the last digit, because the whole price is off by less than half a
unit divided by one plus the rate. Rates are in per cent, amounts rounded half up
to the currency's digits.
"""

from collections import defaultdict
from collections.abc import Sequence
from decimal import ROUND_FLOOR, Decimal
from typing import Final

from ground.money import ZERO, digits_of, rounded

HUNDRED: Final = Decimal(100)

# What was paid for a line, and the rate of the tax in it.
Taxed = tuple[Decimal, Decimal]


def tax_in(price: Decimal, rate: Decimal, currency: str) -> Decimal:
    """The part of a whole price that is tax: price × rate ÷ (100 + rate)."""
    return rounded(_exact(price, rate), currency)


def with_tax(net: Decimal, rate: Decimal, currency: str) -> Decimal:
    """The whole price of what was typed without tax."""
    return net + rounded(net * rate / HUNDRED, currency)


def without_tax(price: Decimal, rate: Decimal, currency: str) -> Decimal:
    """What was typed for a whole price."""
    return price - tax_in(price, rate, currency)


def taxes_of_document(lines: Sequence[Taxed], currency: str) -> list[Decimal]:
    """The tax of each line where the sum of a rate is rounded, not each line.

    The lines of a rate add up to the tax of their sum. What rounding leaves over
    goes, one smallest unit each, to the lines that lost most by being cut; of
    equal ones to the dearer, so that the order of the lines says nothing of the
    amounts.
    """
    taxes = [ZERO] * len(lines)
    of_rate: defaultdict[Decimal, list[int]] = defaultdict(list)
    for index, (_price, rate) in enumerate(lines):
        of_rate[rate].append(index)
    for rate, members in of_rate.items():
        _share(lines, members, rate, currency, taxes)
    return taxes


def _share(
    lines: Sequence[Taxed],
    members: Sequence[int],
    rate: Decimal,
    currency: str,
    taxes: list[Decimal],
) -> None:
    unit = Decimal(1).scaleb(-digits_of(currency))
    exact = {index: _exact(lines[index][0], rate) for index in members}
    for index, amount in exact.items():
        taxes[index] = amount.quantize(unit, ROUND_FLOOR)
    whole = tax_in(sum((lines[i][0] for i in members), ZERO), rate, currency)
    left = int((whole - sum((taxes[i] for i in members), ZERO)) / unit)
    lost_most = sorted(members, key=lambda i: (taxes[i] - exact[i], -lines[i][0]))
    for index in lost_most[:left]:
        taxes[index] += unit


def _exact(price: Decimal, rate: Decimal) -> Decimal:
    return price * rate / (HUNDRED + rate)
