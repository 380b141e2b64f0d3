"""What a buyer's level takes off every price: whoever knows levels tells it here."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from ticketing.offers.rules import PriceRule

# Called with an account and a moment; None where the level gives nothing.
LevelPrices = Callable[[int, datetime], PriceRule | None]
_known: Final[list[LevelPrices]] = []


def provide(prices: LevelPrices) -> None:
    """Register who knows of levels, in `AppConfig.ready()`."""
    if prices not in _known:
        _known.append(prices)


def level_price(account_id: int | None, now: datetime) -> PriceRule | None:
    """What the account's level takes off; guests have none.

    Of several the one with the largest share.
    """
    if account_id is None:
        return None
    found = [rule for prices in _known if (rule := prices(account_id, now))]
    return max(found, key=lambda rule: (rule.percent_off, -rule.key), default=None)
