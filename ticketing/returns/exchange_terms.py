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

    def fees(
        self, pairs: Sequence[tuple[Decimal, Decimal]], currency: str
    ) -> list[Decimal]:
        """What exchanging tickets together costs, for each old and new price.

        A sum that is asked once is asked of the ticket that has most left of its
        old price.
        """
        fixed = rounded(self.fixed, currency)
        fees = [rounded(old * self.percent / _HUNDRED, currency) for old, _new in pairs]
        if not self.per_order:
            return [fee + fixed for fee in fees]
        left = [old - new - fee for (old, new), fee in zip(pairs, fees, strict=True)]
        if left:
            fees[left.index(max(left))] += fixed
        return fees

    def kept(self, old: Decimal, new: Decimal, fee: Decimal) -> Decimal:
        """What of a ticket's old price neither comes over nor goes back."""
        return max(old - new - fee, ZERO) if self.keeps_difference else ZERO

    def as_json(self) -> dict[str, Any]:
        amounts = {"percent": str(self.percent), "fixed": str(self.fixed)}
        return {**asdict(self), **amounts}

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Self:
        amounts = {name: Decimal(told[name]) for name in ("percent", "fixed")}
        return cls(**{**told, **amounts})


@dataclass(frozen=True, slots=True)
class ExchangeQuote:
    """What the old tickets cost, what the new ones do, the fee, and what is kept.

    `kept` stays with the house by the terms of each ticket, so it pays for nothing
    else. Of the old price comes over what the new order needs; the rest goes back.
    """

    old: Decimal
    new: Decimal
    fee: Decimal
    kept: Decimal = ZERO

    @property
    def total(self) -> Decimal:
        """What the new order costs in all."""
        return self.new + self.fee + self.kept

    @property
    def worth(self) -> Decimal:
        """What the buyer pays; less than nothing comes back."""
        return self.total - self.old

    @property
    def due(self) -> Decimal:
        """What the buyer has still to pay."""
        return max(self.worth, ZERO)

    @property
    def back(self) -> Decimal:
        return max(-self.worth, ZERO)

    @property
    def carried(self) -> Decimal:
        """What comes over from the old order."""
        return self.old - self.back


def shares_of(prices: Sequence[Decimal], carried: Decimal) -> list[Decimal]:
    """Of each price so much as to make up the sum, the first ones first."""
    shares = []
    for price in prices:
        share = min(price, carried)
        carried -= share
        shares.append(share)
    return shares
