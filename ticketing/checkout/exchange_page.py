"""What the buyer reads while exchanging: tickets, dates, kinds, seats, and the sum."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Final

from django.db.models import Count

from ground.money import ZERO
from ticketing.checkout.named import name_lines
from ticketing.checkout.pricing import house_prices
from ticketing.house.models import the_house
from ticketing.offers.asked import tax_rate_of, wanted_place
from ticketing.offers.levels import level_price
from ticketing.offers.quote import quote
from ticketing.offers.rules import Terms
from ticketing.offers.selectors import rules_now
from ticketing.orders.models import Order, SalesChannel
from ticketing.payments.gateways import Gateway
from ticketing.payments.methods.offering import Purchase, offered
from ticketing.returns.exchange_terms import ExchangeQuote
from ticketing.returns.exchanges import (
    Exchangeable,
    exchange_quote,
    exchangeables,
    is_any_show,
    shows_of,
)
from ticketing.returns.quoting import live_tickets
from ticketing.returns.words import exchange_words
from ticketing.shows.models import Performance
from ticketing.stock.models import Place, PriceTier

MOST_DATES: Final = 60
MOST_SEATS: Final = 600


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address or the form says so far; 0 is not chosen."""

    lines: Collection[int] = ()
    date: int = 0
    tier: int = 0
    seats: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class TierChoice:
    """A kind of place, how many are free, and what each new one would cost."""

    tier: PriceTier
    free: int
    prices: Sequence[Decimal]
    is_enough: bool

    @property
    def total(self) -> Decimal:
        return sum(self.prices, ZERO)


@dataclass(frozen=True)
class ExchangePage:
    order: Order
    offered: Sequence[Exchangeable]
    asked: Asked
    now: datetime

    @property
    def can_exchange(self) -> bool:
        return any(one.can_be for one in self.offered)

    @cached_property
    def chosen(self) -> list[Exchangeable]:
        able = [one for one in self.offered if one.can_be]
        if len(able) == 1:
            return able
        return [one for one in able if one.line.pk in self.asked.lines]

    @property
    def chosen_ids(self) -> set[int]:
        return {one.line.pk for one in self.chosen}

    @property
    def terms(self) -> list[str]:
        """What exchanging costs, each sentence once."""
        found = [one.terms for one in self.offered if one.terms]
        told = (exchange_words(one, self.order.currency) for one in found)
        return list(dict.fromkeys(told))

    @cached_property
    def dates(self) -> list[Performance]:
        """Performances that what is chosen can be exchanged for."""
        if not self.chosen:
            return []
        found = Performance.objects.on_sale(self.now)
        found = found.filter(currency=self.order.currency)
        if not is_any_show(self.chosen):
            found = found.filter(show__in=shows_of(self.chosen))
        ordered = found.with_show_and_venue().order_by("starts_at", "pk")
        return list(ordered[:MOST_DATES])

    @cached_property
    def date(self) -> Performance | None:
        return next((d for d in self.dates if d.pk == self.asked.date), None)

    @cached_property
    def tiers(self) -> list[TierChoice]:
        if self.date is None:
            return []
        places = Place.objects.filter(performance=self.date).sellable(self.now)
        counted = places.order_by().values_list("tier").annotate(count=Count("pk"))
        free = dict(counted)
        tiers = PriceTier.objects.filter(pk__in=free).order_by("position", "pk")
        return [self._tier(self.date, tier, free[tier.pk]) for tier in tiers]

    def _tier(self, date: Performance, tier: PriceTier, free: int) -> TierChoice:
        prices = self._prices_of(date, tier)
        return TierChoice(tier, free, prices, free >= len(self.chosen))

    @cached_property
    def _terms(self) -> Terms:
        account, channel = self.order.account_id, SalesChannel.WEB
        rules, level = rules_now(self.now), level_price(account, self.now)
        return Terms(now=self.now, rules=rules, level=level, channel=channel)

    def _prices_of(self, date: Performance, tier: PriceTier) -> list[Decimal]:
        house, kind = the_house(), date.show.kind
        rate = tax_rate_of(house, kind)
        lines = enumerate(one.line for one in self.chosen)
        wanted = [
            wanted_place(n, date, tier, line.concession, rate) for n, line in lines
        ]
        prices = house_prices(house, date.currency, kind)
        return [line.price for line in quote(wanted, prices, self._terms).lines]

    @cached_property
    def tier(self) -> TierChoice | None:
        return next((t for t in self.tiers if t.tier.pk == self.asked.tier), None)

    @cached_property
    def seats(self) -> list[Place]:
        """Free seats of the kind that is chosen, row by row."""
        if self.tier is None:
            return []
        found = Place.objects.filter(tier=self.tier.tier, seat__isnull=False)
        rows = found.sellable(self.now).select_related("section", "seat")
        return list(
            rows.order_by("section__position", "section", "number")[:MOST_SEATS]
        )

    @property
    def seat_slots(self) -> list[int]:
        """For each ticket the seat that is chosen; 0: the best there is."""
        known = {place.pk for place in self.seats}
        wanted = [seat for seat in self.asked.seats if seat in known]
        return [*wanted, *[0] * len(self.chosen)][: len(self.chosen)]

    @cached_property
    def quote(self) -> ExchangeQuote | None:
        """What it comes to; None until tickets and kind are chosen."""
        if self.tier is None or not self.tier.is_enough:
            return None
        return exchange_quote(self.chosen, self.tier.prices, self.order.currency)

    @property
    def ways(self) -> list[Gateway]:
        """How the difference may be paid."""
        if self.quote is None or self.date is None:
            return []
        purchase = Purchase(
            channel=SalesChannel.WEB,
            amount=self.quote.due,
            currency=self.order.currency,
            account_id=self.order.account_id,
            starts_at=self.date.starts_at,
        )
        return offered(purchase, now=self.now)


def exchange_page(order: Order, asked: Asked, *, now: datetime) -> ExchangePage:
    """Read the page of an order on which its tickets are exchanged."""
    lines = live_tickets(order)
    name_lines(lines)
    return ExchangePage(order, exchangeables(order, lines, now=now), asked, now)
