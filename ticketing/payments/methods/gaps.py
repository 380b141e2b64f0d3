"""Purchases for which the house's rules leave no way to pay at all.

The edges of all rules cut amounts and days into spans within which nothing
changes; one purchase of each span is tried. Levels only ever add ways, so that
the buyer without one is asked about.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from ground.money import ZERO, digits_of
from ticketing.house.models import the_house
from ticketing.orders.models import SalesChannel
from ticketing.payments.methods.models import MethodRule
from ticketing.payments.methods.offering import Purchase, offered, the_rules

CHANNELS: Final = (SalesChannel.WEB, SalesChannel.BOX_OFFICE, SalesChannel.API)
Span = tuple[Decimal, Decimal | None]


@dataclass(frozen=True, slots=True)
class Gap:
    """Nothing is offered by this channel, from–to; None has no end."""

    channel: SalesChannel
    amounts: Span
    days: Span


def gaps(*, now: datetime) -> list[Gap]:
    """All of them, by channel; touching days are told as one."""
    rules = [rule for of_one in the_rules().values() for rule in of_one]
    return [gap for channel in CHANNELS for gap in _of_channel(channel, rules, now)]


def _of_channel(
    channel: SalesChannel, rules: list[MethodRule], now: datetime
) -> Iterator[Gap]:
    currency = the_house().currency
    unit = Decimal(1).scaleb(-digits_of(currency))
    noon = now.astimezone(the_house().zone).replace(hour=12)
    for amounts in _spans([(r.amount_from, r.amount_until) for r in rules], unit):
        joined: Span | None = None
        for days in _spans([(r.days_from, r.days_until) for r in rules], Decimal(1)):
            starts = noon + timedelta(days=int(days[0]))
            asked = max(amounts[0], unit)
            purchase = Purchase(channel, asked, currency, starts_at=starts)
            if offered(purchase, now=noon):
                if joined:
                    yield Gap(channel, amounts, joined)
                joined = None
            else:
                joined = (joined[0] if joined else days[0], days[1])
        if joined:
            yield Gap(channel, amounts, joined)


def _spans(
    edges: Iterable[tuple[Decimal | int | None, Decimal | int | None]], unit: Decimal
) -> list[Span]:
    """Cut all values from 0 at the edges: each span begins where one changes."""
    begins = {ZERO}
    for least, most in edges:
        begins |= set() if least is None else {Decimal(least)}
        begins |= set() if most is None else {most + unit}
    firsts = sorted(begins)
    lasts = [*(first - unit for first in firsts[1:]), None]
    return list(zip(firsts, lasts, strict=True))
