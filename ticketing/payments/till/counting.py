"""Notes and coins, and what they add up to."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from ground.money import ZERO, digits_of

_BY_CURRENCY: Final = {
    "CNY": "100 50 20 10 5 1 0.5 0.1",
    "HKD": "1000 500 100 50 20 10 5 2 1 0.5 0.2 0.1",
    "MOP": "1000 500 100 50 20 10 5 2 1 0.5 0.2 0.1",
    "TWD": "2000 1000 500 200 100 50 20 10 5 1",
    "EUR": "200 100 50 20 10 5 2 1 0.5 0.2 0.1 0.05 0.02 0.01",
    "GBP": "50 20 10 5 2 1 0.5 0.2 0.1 0.05 0.02 0.01",
    "USD": "100 50 20 10 5 2 1 0.5 0.25 0.1 0.05 0.01",
    "CHF": "1000 200 100 50 20 10 5 2 1 0.5 0.2 0.1 0.05",
    "JPY": "10000 5000 2000 1000 500 100 50 10 5 1",
    "KRW": "50000 10000 5000 1000 500 100 50 10",
    "SGD": "1000 100 50 10 5 2 1 0.5 0.2 0.1 0.05",
    "AUD": "100 50 20 10 5 2 1 0.5 0.2 0.1 0.05",
    "CAD": "100 50 20 10 5 2 1 0.25 0.1 0.05",
}
_STEPS: Final = (5, 2, 1)


def denominations(currency: str) -> list[Decimal]:
    """Notes and coins of a currency, the largest first.

    Of one that is not known: 5, 2 and 1 of each power of ten down to its
    smallest unit.
    """
    known = _BY_CURRENCY.get(currency)
    if known:
        return [Decimal(text) for text in known.split()]
    powers = range(2, -digits_of(currency) - 1, -1)
    return [Decimal(step).scaleb(power) for power in powers for step in _STEPS]


def total_of(counts: Mapping[str, int]) -> Decimal:
    """What so many of each note and coin are worth together."""
    return sum((Decimal(value) * n for value, n in counts.items()), ZERO)
