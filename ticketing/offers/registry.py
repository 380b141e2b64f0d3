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
    both prices are whole, and missing where the offer is a share. A standing
    offer has no end and holds for everything: it makes no news.
    """

    key: str
    title: str
    text: str = ""
    label: str = ""
    who: str = ""
    until: datetime | None = None
    performances: tuple[int, ...] = ()
    shows: tuple[int, ...] = ()
    price: Decimal | None = None
    before: Decimal | None = None
    currency: str = ""
    is_standing: bool = False


# Called with a moment; tells of what can be had then.
Provider = Callable[[datetime], Iterable[CurrentOffer]]
_providers: Final[list[Provider]] = []


def provide(provider: Provider) -> None:
    """Register who tells of offers; a provider is asked once."""
    if provider not in _providers:
        _providers.append(provider)


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
