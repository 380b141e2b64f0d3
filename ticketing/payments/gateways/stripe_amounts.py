"""Amounts as Stripe counts them.

Mostly the currency's own minor units, with exceptions of Stripe's:
https://docs.stripe.com/currencies#zero-decimal
"""

from decimal import Decimal
from typing import Final

# Króna and Uganda shilling have no minor unit, yet are counted in hundredths.
WHOLE: Final = frozenset(
    [
        *("BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA"),
        *("PYG", "RWF", "VND", "VUV", "XAF", "XOF", "XPF"),
    ]
)
THOUSANDTHS: Final = frozenset(["BHD", "JOD", "KWD", "OMR", "TND"])


def _digits(currency: str) -> int:
    if currency in WHOLE:
        return 0
    return 3 if currency in THOUSANDTHS else 2


def to_units(amount: Decimal, currency: str) -> int:
    """¥8.80 is 880, JP¥880 is 880.

    Raises ValueError where the amount is finer than Stripe takes it.
    """
    scaled = amount.scaleb(_digits(currency))
    step = 10 if currency in THOUSANDTHS else 1
    if scaled % step:
        message = f"{amount} is finer than {currency} is taken"
        raise ValueError(message)
    return int(scaled)


def from_units(units: int, currency: str) -> Decimal:
    return Decimal(units).scaleb(-_digits(currency))
