"""What is asked for a place now: whoever knows of offers says it here.

Prices of tiers are this room's; a room above may ask everybody for less at a moment.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from ticketing.shows.models import Performance
from ticketing.stock.models import PriceTier


@dataclass(frozen=True, slots=True)
class Asked:
    """The price now, and the one before it, where that is a true one."""

    price: Decimal
    before: Decimal | None = None


# Called with tiers of one performance; tells what is asked on the site, by tier.
Asker = Callable[[Performance, Sequence[PriceTier], datetime], Mapping[int, Asked]]
_askers: Final[list[Asker]] = []


def provide(asker: Asker) -> None:
    """Register who knows what is asked, in `AppConfig.ready()`."""
    if asker not in _askers:
        _askers.append(asker)


def asked_now(
    performance: Performance, tiers: Sequence[PriceTier], now: datetime
) -> Mapping[int, Asked]:
    """By tier; those that nobody knows more of cost what they cost."""
    found = {tier.pk: Asked(tier.price) for tier in tiers}
    for asker in _askers:
        found.update(asker(performance, tiers, now))
    return found
