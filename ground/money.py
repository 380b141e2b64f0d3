"""Money: `Decimal` in Python, an integer of thousandths in the column.

SQLite keeps decimals as floats, in which 0.10 + 0.20 is not 0.30; an integer
is exact on every database, sums and constraints included. Three digits serve
every currency (the dinars have three).
"""

from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any, Final

from babel.numbers import format_currency, get_currency_precision
from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

ZERO: Final = Decimal(0)
THOUSANDTHS: Final = 1000
# A column of 64 bits holds this many times over what any house takes.
LARGEST: Final = Decimal("1000000000000")
EN_DASH: Final = "\u2013"
MINUS: Final = "\u2212"


def digits_of(currency: str) -> int:
    """Digits after the point: JPY 0, CNY 2, BHD 3 (ISO 4217)."""
    return get_currency_precision(currency)


def rounded(amount: Decimal, currency: str) -> Decimal:
    """Round half up to the currency's digits."""
    return amount.quantize(Decimal(1).scaleb(-digits_of(currency)), ROUND_HALF_UP)


def minor_units(amount: Decimal, currency: str) -> int:
    """Return the amount as gateways count it: ¥8.80 is 880, JP¥880 is 880.

    Raises ValueError where the amount has more digits than the currency.
    """
    scaled = amount.scaleb(digits_of(currency))
    if scaled != scaled.to_integral_value():
        message = f"{amount} has more digits than {currency}"
        raise ValueError(message)
    return int(scaled)


def from_minor_units(units: int, currency: str) -> Decimal:
    return Decimal(units).scaleb(-digits_of(currency))


def _locale(language: str | None) -> str:
    chinese = (language or get_language() or "en").startswith("zh")
    return "zh_Hans_CN" if chinese else "en"


def money(
    amount: Decimal, currency: str, *, language: str | None = None, short: bool = False
) -> str:
    """Write an amount for a reader: ¥2,536.00, or ¥880 where `short`.

    `short` leaves out digits that are all zero; sums keep them, so that
    columns align. A negative amount takes a true minus.
    """
    return _written(amount, currency, _locale(language), is_short=short)


@lru_cache(maxsize=4096)
def _written(amount: Decimal, currency: str, locale: str, *, is_short: bool) -> str:
    """A hall has thousands of places and a handful of prices."""
    digits = digits_of(currency)
    if is_short and amount == amount.to_integral_value():
        digits = 0
    pattern = "¤#,##0" + ("." + "0" * digits if digits else "")
    text = format_currency(
        abs(amount),
        currency,
        pattern,
        locale=locale,
        currency_digits=False,
    ).replace("CN¥", "¥")
    return f"{MINUS}{text}" if amount < 0 else text


def money_range(low: Decimal, high: Decimal, currency: str) -> str:
    """¥160–880, or ¥160 where both ends are the same."""
    first = money(low, currency, short=True)
    if low == high:
        return first
    last = money(high, currency, short=True)
    figures = last.lstrip("".join(c for c in last if not c.isdigit()))
    return f"{first}{EN_DASH}{figures}"


class MoneyField(models.Field[Any, Any]):
    """An exact amount of at most three digits after the point."""

    description = _("Amount of money")

    def get_internal_type(self) -> str:
        return "BigIntegerField"

    def from_db_value(self, value: Any, *_args: Any) -> Decimal | None:
        return None if value is None else Decimal(int(value)) / THOUSANDTHS

    def to_python(self, value: Any) -> Decimal | None:
        if value is None or isinstance(value, Decimal):
            return value
        try:
            return Decimal(str(value))
        except ArithmeticError as error:
            raise ValidationError(_("Enter an amount of money.")) from error

    def get_prep_value(self, value: Any) -> int | None:
        """Thousandths; refuses what would have to be rounded."""
        value = super().get_prep_value(value)
        if value is None:
            return None
        amount = self.to_python(value)
        if amount is None or not amount.is_finite() or abs(amount) > LARGEST:
            message = f"{value} is no amount of money"
            raise ValueError(message)
        scaled = amount * THOUSANDTHS
        if scaled != scaled.to_integral_value():
            message = f"{value} is finer than a thousandth"
            raise ValueError(message)
        return int(scaled)

    def value_to_string(self, obj: models.Model) -> str:
        value = self.value_from_object(obj)
        return "" if value is None else str(value)

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        defaults = {
            "form_class": forms.DecimalField,
            "max_digits": 15,
            "decimal_places": 3,
        }
        return super().formfield(**{**defaults, **kwargs})
