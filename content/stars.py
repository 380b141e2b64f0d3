"""How many stars a review gives: none to five, halves among them."""

from decimal import Decimal
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

MOST: Final = 5
STEPS: Final = 2


def whole_or_half(stars: Decimal) -> None:
    """Refuse a number of stars that could not be drawn."""
    if stars * STEPS % 1:
        raise ValidationError(_("Give whole or half stars, such as 4 or 4.5."))


STARS: Final = (MinValueValidator(0), MaxValueValidator(MOST), whole_or_half)


def halves(stars: Decimal) -> int:
    """How many halves of five stars are filled."""
    return int(stars * STEPS)


def plain(stars: Decimal) -> str:
    """4½ or 4, as it is read."""
    whole, rest = divmod(halves(stars), STEPS)
    return f"{whole or ''}½" if rest else str(whole)
