"""What is on offer: whoever has an offer tells of it here.

A room registers a provider in `AppConfig.ready()`. Pages collect what all of
them tell at a moment; prices are made elsewhere (`quote`).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final


@dataclass(frozen=True, slots=True)
class CurrentOffer:
    """Something a buyer can have for less, in the reader's language.

    `label` is the kind in a word or two (“Early bird”), `who` whom it is for;
    both prices are whole, and missing where the offer is a share. `performances` are
    the next ones that it is for. A standing offer has no end and holds for
    everything: it makes no news.
    """

    key: str
    title: str
    text: str = ""
    label: str = ""
    who: str = ""
    until: datetime | None = None
    performances: tuple[int, ...] = ()
    price: Decimal | None = None
    before: Decimal | None = None
    currency: str = ""
    is_standing: bool = False


# Called with a moment; tells of what can be had then.
Provider = Callable[[datetime], Iterable[CurrentOffer]]
# Called with a moment; whether there is an offer then that makes news.
IsAnyOn = Callable[[datetime], bool]
_providers: Final[dict[Provider, IsAnyOn | None]] = {}


def provide(provider: Provider, is_any_on: IsAnyOn | None = None) -> None:
    """Register who tells of offers; without `is_any_on` they are standing ones."""
    _providers[provider] = is_any_on


def is_any_on(now: datetime) -> bool:
    """Whether anything makes news: asked on each page, which need not know what."""
    return any(is_on(now) for is_on in _providers.values() if is_on)


def offers_on(now: datetime) -> list[CurrentOffer]:
    """All that is on, what ends first in front; standing offers at the end."""
    found = [
        offer
        for provider in _providers
        for offer in provider(now)
        if offer.until is None or offer.until > now
    ]
    return sorted(found, key=_order)


def _order(offer: CurrentOffer) -> tuple[bool, bool, float]:
    until = offer.until.timestamp() if offer.until else 0.0
    return offer.is_standing, offer.until is None, until
