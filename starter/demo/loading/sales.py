"""Sales of the past, written in bulk, as if the services had made them.

Tens of thousands of tickets through the checkout would take many minutes.
Every row that a sale at the counter leaves behind is here too: order, lines,
payment, ledger, tickets, delivery, history. `manage.py check_invariants` finds
nothing to say of it.
"""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Final

from django.utils import translation

from ground.money import ZERO
from ground.names import CHINESE, ENGLISH
from starter.demo.loading.buyers import some_buyer
from starter.demo.loading.choosing import parties
from starter.demo.loading.rows import write_history, write_ledger, write_payments
from ticketing.checkout.descriptions import describe_place, place_name
from ticketing.checkout.selectors import house_prices, price_rule
from ticketing.delivery.models import Delivery, DeliveryState, Method
from ticketing.house.models import the_house
from ticketing.offers.models import Concession
from ticketing.offers.quote import QuoteLine, Wanted, quote
from ticketing.orders.models import Order, OrderLine, SalesChannel
from ticketing.orders.phases import Phase
from ticketing.orders.place_lines import PLACE
from ticketing.orders.services import new_number, new_secret
from ticketing.shows.models import Performance
from ticketing.stock import events
from ticketing.stock.models import Place, PlaceState, StockEventKind
from ticketing.tickets.codes import new_serial
from ticketing.tickets.models import Ticket

BATCH: Final = 400
REDUCED: Final = 0.12
AT_THE_COUNTER: Final = 0.35


@dataclass(slots=True)
class Sale:
    """One order with its lines, before and after they are written."""

    order: Order
    lines: list[OrderLine]


class Sales:
    """Sells places of one performance after the other."""

    def __init__(self) -> None:
        self.prices = house_prices(the_house())
        self.rules = [
            (one, price_rule(one)) for one in Concession.objects.filter(is_active=True)
        ]
        self.method = Method.objects.filter(is_active=True).order_by("position").first()

    def sell(self, performance: Performance, count: int, *, until: datetime) -> int:
        """Sell so many free places; all orders are older than `until`."""
        if count < 1:
            return 0
        seed = f"{performance.show.slug} {performance.source_code}"
        chance = Random(seed)  # noqa: S311 the same house each time, nothing secret
        places = list(
            performance.places.select_related("section", "seat", "tier").order_by("pk")
        )
        texts = _descriptions(performance, places)
        sales = [
            self._sale(performance, party, texts, chance, until=until)
            for party in parties(places, count, chance)
        ]
        self._write(sales)
        sold = [place for sale in sales for place in _places(sale)]
        _take(performance, places, sold, now=until)
        return len(sold)

    def _sale(
        self,
        performance: Performance,
        party: Sequence[Place],
        texts: dict[int, tuple[str, str]],
        chance: Random,
        *,
        until: datetime,
    ) -> Sale:
        quoted = self._quote(party, chance)
        order = _order(performance, quoted, chance, until=until)
        lines = [
            _line(performance, place, concession, price, texts[place.pk], position)
            for position, (place, concession, price) in enumerate(quoted, start=1)
        ]
        return Sale(order, lines)

    def _quote(
        self, party: Sequence[Place], chance: Random
    ) -> list[tuple[Place, Concession | None, QuoteLine]]:
        chosen = [
            chance.choice(self.rules) if chance.random() < REDUCED else (None, None)
            for _place in party
        ]
        wanted = [
            Wanted(place.pk, place.tier.price if place.tier else ZERO, rule)
            for place, (_concession, rule) in zip(party, chosen, strict=True)
        ]
        lines = quote(wanted, self.prices).lines
        return [
            (place, concession, line)
            for place, (concession, _rule), line in zip(
                party, chosen, lines, strict=True
            )
        ]

    def _write(self, sales: Sequence[Sale]) -> None:
        Order.objects.bulk_create([sale.order for sale in sales], batch_size=BATCH)
        for sale in sales:
            for line in sale.lines:
                line.order = sale.order
        OrderLine.objects.bulk_create(
            [line for sale in sales for line in sale.lines], batch_size=BATCH
        )
        pairs = [(sale.order, sale.lines) for sale in sales]
        write_ledger(pairs, write_payments(order for order, _lines in pairs))
        write_history(order for order, _lines in pairs)
        Ticket.objects.bulk_create(
            (
                Ticket(line=line, serial=new_serial(), issued_at=order.paid_at)
                for order, lines in pairs
                for line in lines
            ),
            batch_size=BATCH,
        )
        self._deliver(order for order, _lines in pairs)

    def _deliver(self, orders: Iterable[Order]) -> None:
        if self.method is None:
            return
        Delivery.objects.bulk_create(
            (
                Delivery(
                    order=order,
                    method=self.method,
                    state=DeliveryState.SENT,
                    sent_at=order.paid_at,
                )
                for order in orders
            ),
            batch_size=BATCH,
        )


def _places(sale: Sale) -> list[int]:
    return [line.place_id for line in sale.lines if line.place_id is not None]


def _order(
    performance: Performance,
    quoted: Sequence[tuple[Place, Concession | None, QuoteLine]],
    chance: Random,
    *,
    until: datetime,
) -> Order:
    buyer = some_buyer(chance)
    placed = _moment(performance, chance, until=until)
    paid = placed + timedelta(minutes=chance.randint(1, 9))
    total = sum((price.price for _place, _rule, price in quoted), Decimal(0))
    at_counter = chance.random() < AT_THE_COUNTER
    return Order(
        number=new_number(),
        secret=new_secret(),
        cart_key=secrets.token_urlsafe(32),
        channel=SalesChannel.BOX_OFFICE if at_counter else SalesChannel.WEB,
        language=buyer.language,
        currency=performance.currency,
        phase=Phase.PAID,
        pay_by=placed + timedelta(days=1) if total else None,
        drafted_at=placed,
        placed_at=placed,
        accepted_at=placed,
        paid_at=paid if total else placed,
        buyer_name=buyer.name,
        buyer_email=buyer.email,
        total=total,
    )


def _moment(performance: Performance, chance: Random, *, until: datetime) -> datetime:
    """Some moment since the sale opened; the last days sell more."""
    opened = performance.on_sale_from or until - timedelta(days=30)
    minutes = max(int((until - opened).total_seconds() // 60) - 10, 1)
    return until - timedelta(minutes=10 + int(minutes * chance.random() ** 1.6))


def _line(
    performance: Performance,
    place: Place,
    concession: Concession | None,
    price: QuoteLine,
    texts: tuple[str, str],
    position: int,
) -> OrderLine:
    return OrderLine(
        position=position,
        kind=PLACE,
        place=place,
        performance=performance,
        tier_id=place.tier_id,
        concession=concession,
        description_en=texts[0],
        description_zh_hans=texts[1],
        list_price=price.list_price,
        price=price.price,
        fee=price.fee,
        tax_rate=price.tax_rate,
        tax=price.tax,
        reasons=[step.as_json() for step in price.steps],
        supplier_id=performance.supplier_id,
    )


def _descriptions(
    performance: Performance, places: Sequence[Place]
) -> dict[int, tuple[str, str]]:
    """What order lines say of each place; the words are the checkout's own."""
    first = places[0]
    first.performance = performance
    english, chinese = (
        _named(text, language, first, places)
        for text, language in zip(
            describe_place(first), (ENGLISH, CHINESE), strict=True
        )
    )
    return {
        place.pk: (en, zh)
        for place, en, zh in zip(places, english, chinese, strict=True)
    }


def _named(
    text: str, language: str, first: Place, places: Sequence[Place]
) -> list[str]:
    with translation.override(language):
        before = text.removesuffix(place_name(first))
        return [before + place_name(place) for place in places]


def _take(
    performance: Performance,
    places: Sequence[Place],
    sold: Sequence[int],
    *,
    now: datetime,
) -> None:
    """Mark the places as sold, and say so in the history of the stock."""
    taken = set(sold)
    for start in range(0, len(sold), BATCH):
        Place.objects.filter(pk__in=sold[start : start + BATCH]).update(
            state=PlaceState.SOLD
        )
    moved = [(performance.pk, place.tier_id) for place in places if place.pk in taken]
    for kind in (StockEventKind.ORDERED, StockEventKind.SOLD):
        events.record(kind, moved, now=now)
