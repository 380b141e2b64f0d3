"""Which ways of delivery a basket can have, and what each costs. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from ground.money import ZERO
from ticketing.delivery.levels import free_by_level
from ticketing.delivery.models import Method


class WhyNot(models.TextChoices):
    """Why a way of delivery can't be chosen."""

    LATE = "late", _("The first performance is too soon for it.")
    CHANNEL = "channel", _("It is not offered here.")
    AREA = "area", _("It does not go to this address.")
    SIZE = "size", _("These are too many tickets for it.")
    CURRENCY = "currency", _("It can’t be paid in the currency of your basket.")


@dataclass(frozen=True, slots=True)
class Rate:
    """A price step as plain values; `areas` are codes of `delivery.areas`."""

    areas: frozenset[str]
    up_to: int
    price: Decimal


@dataclass(frozen=True, slots=True)
class Way:
    """A method with its rates; without any it costs the same everywhere."""

    method: Method
    rates: tuple[Rate, ...] = ()


@dataclass(frozen=True, slots=True)
class Parcelled:
    """What is to be delivered, for whom, when; `area` is empty while not known."""

    tickets: int
    total: Decimal
    first_at: datetime | None
    channel: str
    now: datetime
    is_house_currency: bool = True
    account: int | None = None
    area: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reduction:
    """Why it is free, in both languages."""

    code: str
    name_en: str
    name_zh_hans: str


@dataclass(frozen=True, slots=True)
class Charge:
    list_price: Decimal
    reduction: Reduction | None = None

    @property
    def price(self) -> Decimal:
        return ZERO if self.reduction else self.list_price


@dataclass(frozen=True, slots=True)
class Choice:
    """A way of delivery as it is for one basket.

    `charge` is None while it depends on an address that is not known; then `lowest`
    is the least that it can cost.
    """

    method: Method
    charge: Charge | None = None
    lowest: Decimal | None = None
    why_not: WhyNot | None = None

    @property
    def is_possible(self) -> bool:
        return self.why_not is None

    @property
    def signature(self) -> tuple[Any, ...]:
        """What a page shows of it; equal where that is the same."""
        price = self.charge.price if self.charge else None
        return (self.method.pk, price, self.lowest, self.why_not)


def choice_of(way: Way, wish: Parcelled) -> Choice:
    """Whether this basket can have it, and for how much."""
    method = way.method
    why_not = _refused(way, wish)
    if why_not is not None:
        return Choice(method, why_not=why_not)
    fitting = [r for r in way.rates if method.size_of(wish.tickets) <= r.up_to]
    if way.rates and not fitting:
        return Choice(method, why_not=WhyNot.SIZE)
    if not way.rates:
        return Choice(method, _charged(method, method.price, wish))
    if not wish.area:
        charges = [_charged(method, rate.price, wish) for rate in fitting]
        lowest = min(charges, key=lambda charge: charge.price)
        prices = {rate.price for rate in fitting}
        is_same = lowest.reduction is not None or len(prices) == 1
        return Choice(method, lowest if is_same else None, lowest.price)
    return _in_area(method, way.rates, fitting, wish)


def _in_area(
    method: Method, rates: Sequence[Rate], fitting: Sequence[Rate], wish: Parcelled
) -> Choice:
    """The narrowest zone that names the place decides; its smallest step that fits."""
    for code in wish.area:
        if any(code in rate.areas for rate in rates):
            steps = [rate for rate in fitting if code in rate.areas]
            if not steps:
                return Choice(method, why_not=WhyNot.SIZE)
            step = min(steps, key=lambda rate: rate.up_to)
            return Choice(method, _charged(method, step.price, wish))
    return Choice(method, why_not=WhyNot.AREA)


def _refused(way: Way, wish: Parcelled) -> WhyNot | None:
    method = way.method
    if method.channels and wish.channel not in method.channels.split():
        return WhyNot.CHANNEL
    if _is_late(method, wish):
        return WhyNot.LATE
    costs = way.rates or method.price
    return None if wish.is_house_currency or not costs else WhyNot.CURRENCY


def _is_late(method: Method, wish: Parcelled) -> bool:
    """What goes by e-mail is never late; its sale ends with the performance's."""
    if wish.first_at is None or not (method.has_parcel or method.closes):
        return False
    return wish.now > wish.first_at - method.closes


def _charged(method: Method, price: Decimal, wish: Parcelled) -> Charge:
    if not price:
        return Charge(price)
    if method.free_from is not None and wish.total >= method.free_from:
        free = Reduction("delivery:free_from", "Free delivery", "免运费")
        return Charge(price, free)
    level = free_by_level(wish.account, method.code, wish.now)
    if level is not None:
        return Charge(price, Reduction("delivery:level", *level))
    return Charge(price)
