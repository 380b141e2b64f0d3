"""What exchanging tickets costs: plain values in, plain values out."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Final, Self

from ground.money import ZERO, rounded

_HUNDRED: Final = Decimal(100)


@dataclass(frozen=True, slots=True)
class ExchangeTerms:
    """Until so many hours before the performance, for that fee.

    The fee is `percent` of the old price, and `fixed` for each ticket or, where
    `per_order`, once. Where `keeps_difference`, a cheaper ticket brings nothing back.
    """

    hours: int
    percent: Decimal = ZERO
    fixed: Decimal = ZERO
    per_order: bool = False
    any_show: bool = False
    keeps_difference: bool = False

    def ends(self, starts_at: datetime) -> datetime:
        """When an exchange of tickets for that moment is over."""
        return starts_at - timedelta(hours=self.hours)

    def fee(self, prices: Sequence[Decimal], currency: str) -> Decimal:
        """What exchanging tickets of these prices together costs."""
        shares = (rounded(p * self.percent / _HUNDRED, currency) for p in prices)
        times = 1 if self.per_order else len(prices)
        return sum(shares, ZERO) + times * rounded(self.fixed, currency)

    def as_json(self) -> dict[str, Any]:
        amounts = {"percent": str(self.percent), "fixed": str(self.fixed)}
        return {**asdict(self), **amounts}

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Self:
        amounts = {name: Decimal(told[name]) for name in ("percent", "fixed")}
        return cls(**{**told, **amounts})


@dataclass(frozen=True, slots=True)
class ExchangeQuote:
    """What the old tickets cost, what the new ones do, and the fee.

    Of the old price comes over what the new order needs; the rest goes back. `kept`
    is what of it stays with the house at most, by the terms of each ticket.
    """

    old: Decimal
    new: Decimal
    fee: Decimal
    kept: Decimal = ZERO

    @property
    def due(self) -> Decimal:
        """What the buyer has still to pay."""
        return max(self.new + self.fee - self.old, ZERO)

    @property
    def rest(self) -> Decimal:
        return max(self.old - self.new - self.fee, ZERO)

    @property
    def forfeited(self) -> Decimal:
        return min(self.rest, self.kept)

    @property
    def back(self) -> Decimal:
        return self.rest - self.forfeited

    @property
    def carried(self) -> Decimal:
        """What comes over from the old order."""
        return self.old - self.back

    @property
    def total(self) -> Decimal:
        """What the new order costs in all."""
        return self.carried + self.due

    @property
    def worth(self) -> Decimal:
        """What the buyer pays; less than nothing comes back."""
        return self.due - self.back


def shares_of(prices: Sequence[Decimal], carried: Decimal) -> list[Decimal]:
    """Of each price so much as to make up the sum, the first ones first."""
    shares = []
    for price in prices:
        share = min(price, carried)
        carried -= share
        shares.append(share)
    return shares
