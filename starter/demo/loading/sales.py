"""Sales of the past, written in bulk, as if the services had made them.

Tens of thousands of tickets through the checkout would take many minutes.
Every row that a sale leaves behind is here too: order, lines, payment, ledger,
tickets, delivery, history; `manage.py check_invariants` has nothing to say.
"""

import json
import secrets
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any, Final

from starter.bulk import Table, thousandths
from starter.demo.loading.buyers import some_buyer
from starter.demo.loading.choosing import parties
from starter.demo.loading.money_rows import MoneyRows
from starter.demo.loading.place_words import Pair, PlaceWords
from starter.demo.loading.sale import Line, Sale, Spot
from ticketing.checkout.pricing import house_prices
from ticketing.delivery.models import Delivery, DeliveryState, Method
from ticketing.house.models import the_house
from ticketing.offers.asked import price_rule
from ticketing.offers.models import Concession
from ticketing.offers.quote import QuoteLine, quote
from ticketing.offers.rules import PriceRule, Wanted
from ticketing.orders.models import Order, OrderLine, SalesChannel
from ticketing.orders.phases import Phase
from ticketing.orders.place_lines import PLACE
from ticketing.orders.services import new_number, new_secret
from ticketing.shows.models import Performance
from ticketing.stock import events
from ticketing.stock.models import Place, PlaceState, PriceTier, StockEventKind
from ticketing.tickets.codes import new_serial
from ticketing.tickets.models import Ticket

REDUCED: Final = 0.12
AT_THE_COUNTER: Final = 0.35
USUAL_SALE: Final = timedelta(days=30)
# Nobody buys in the last minutes before the curtain of the past falls.
LAST_MINUTES: Final = 10
CHUNK: Final = 400


class Sales:
    """Sells places of one performance after the other."""

    def __init__(self) -> None:
        house = the_house()
        self.prices = house_prices(house)
        self.rules = [
            (one.pk, price_rule(one))
            for one in Concession.objects.filter(is_active=True)
        ]
        self.method = Method.objects.filter(is_active=True).order_by("position").first()
        self.words: dict[int, PlaceWords] = {}
        self.quotes: dict[tuple[int, int | None], QuoteLine] = {}
        self.money = MoneyRows(house.currency)
        self.orders = Table(
            Order,
            *("id", "number", "secret", "cart_key", "channel", "language", "currency"),
            *("phase", "pay_by", "drafted_at", "placed_at", "accepted_at", "paid_at"),
            *("buyer_name", "buyer_email", "total"),
        )
        self.lines = Table(
            OrderLine,
            *("id", "order_id", "position", "kind", "place_id", "performance_id"),
            *("tier_id", "concession_id", "description_en", "description_zh_hans"),
            *("list_price", "price", "fee", "tax_rate", "tax", "reasons"),
            "supplier_id",
        )
        self.tickets = Table(Ticket, "line_id", "serial", "issued_at")
        self.deliveries = Table(Delivery, "order_id", "method_id", "state", "sent_at")

    def sell(self, performance: Performance, count: int, *, until: datetime) -> int:
        """Sell so many free places; all orders are older than `until`.

        Runs in the transaction in which the performance was offered: nobody
        else knows its places yet.
        """
        if count < 1:
            return 0
        seed = f"{performance.show.slug} {performance.source_code}"
        chance = Random(seed)  # noqa: S311 the same house each time, nothing secret
        spots = _spots(performance)
        prices = dict(
            PriceTier.objects.filter(performance=performance).values_list("pk", "price")
        )
        sales = [
            Sale(
                buyer=some_buyer(chance),
                lines=[self._line(spot, prices, chance) for spot in party],
                placed_at=_moment(performance, chance, until=until),
                minutes_to_pay=chance.randint(1, LAST_MINUTES - 1),
                is_at_counter=chance.random() < AT_THE_COUNTER,
            )
            for party in parties(spots, count, chance)
        ]
        self._write(performance, sales)
        sold = [line.spot for sale in sales for line in sale.lines]
        _take(performance, sold, now=until)
        return len(sold)

    def _line(self, spot: Spot, prices: dict[int, Any], chance: Random) -> Line:
        concession: int | None = None
        rule: PriceRule | None = None
        if self.rules and chance.random() < REDUCED:
            concession, rule = chance.choice(self.rules)
        key = (spot.tier, concession)
        if key not in self.quotes:
            wanted = Wanted(spot.tier, prices[spot.tier], rule)
            self.quotes[key] = quote([wanted], self.prices).lines[0]
        return Line(spot, concession, self.quotes[key])

    def _write(self, performance: Performance, sales: Sequence[Sale]) -> None:
        lines = [line for sale in sales for line in sale.lines]
        for sale, key in zip(sales, self.orders.reserve(len(sales)), strict=True):
            sale.key = key
        for line, key in zip(lines, self.lines.reserve(len(lines)), strict=True):
            line.key = key
        self.orders.insert(_order_row(sale, performance.currency) for sale in sales)
        self.lines.insert(self._line_rows(performance, sales))
        self.money.write(sales)
        self.tickets.insert(
            (line.key, new_serial(), sale.paid) for sale in sales for line in sale.lines
        )
        if self.method is not None:
            method, sent = self.method.pk, str(DeliveryState.SENT)
            self.deliveries.insert(
                (sale.key, method, sent, sale.paid) for sale in sales
            )

    def _line_rows(
        self, performance: Performance, sales: Sequence[Sale]
    ) -> Iterator[tuple[Any, ...]]:
        version = performance.plan_version_id or 0
        if version not in self.words:
            self.words[version] = PlaceWords(version)
        words = self.words[version]
        beginnings = words.beginnings(performance)
        for sale in sales:
            for position, line in enumerate(sale.lines, start=1):
                start = (line.key, sale.key, position, PLACE, line.spot.key)
                texts = _texts(beginnings, words.of(line.spot))
                of_line = (performance.pk, line.spot.tier, line.concession)
                money = _money_of(line.quote)
                yield (*start, *of_line, *texts, *money, performance.supplier_id)


def _texts(beginnings: Pair, place: Pair) -> Pair:
    return beginnings[0] + place[0], beginnings[1] + place[1]


def _money_of(line: QuoteLine) -> tuple[Any, ...]:
    return (
        thousandths(line.list_price),
        thousandths(line.price),
        thousandths(line.fee),
        str(line.tax_rate),
        thousandths(line.tax),
        json.dumps([step.as_json() for step in line.steps]),
    )


def _order_row(sale: Sale, currency: str) -> tuple[Any, ...]:
    placed, paid = sale.placed, sale.paid
    channel = SalesChannel.BOX_OFFICE if sale.is_at_counter else SalesChannel.WEB
    keys = (sale.key, new_number(), new_secret(), secrets.token_urlsafe(32))
    pay_by = sale.pay_by if sale.total else None
    moments = (pay_by, placed, placed, placed, paid)
    name, email, language = sale.buyer
    how = (str(channel), language, currency, str(Phase.PAID))
    return (*keys, *how, *moments, name, email, thousandths(sale.total))


def _spots(performance: Performance) -> list[Spot]:
    """The performance's free places that have a price, row by row."""
    rows = (
        Place.objects.filter(
            performance=performance, state=PlaceState.FREE, tier__isnull=False
        )
        .order_by("pk")
        .values_list("pk", "section_id", "seat__row", "seat_id", "tier_id")
    )
    return [
        Spot(key, section, row or "", seat, tier)
        for key, section, row, seat, tier in rows
    ]


def _moment(performance: Performance, chance: Random, *, until: datetime) -> datetime:
    """Some moment since the sale opened; the last days sell more."""
    opened = performance.on_sale_from or until - USUAL_SALE
    minutes = int((until - opened).total_seconds() // 60) - LAST_MINUTES
    back = LAST_MINUTES + int(max(minutes, 1) * chance.random() ** 1.6)
    return until - timedelta(minutes=back)


def _take(performance: Performance, sold: Sequence[Spot], *, now: datetime) -> None:
    """Mark the places as sold, and say so in the history of the stock."""
    keys = [spot.key for spot in sold]
    for start in range(0, len(keys), CHUNK):
        taken = Place.objects.filter(pk__in=keys[start : start + CHUNK])
        taken.update(state=PlaceState.SOLD)
    moved = [(performance.pk, spot.tier) for spot in sold]
    for kind in (StockEventKind.ORDERED, StockEventKind.SOLD):
        events.record(kind, moved, now=now)
