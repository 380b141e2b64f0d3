"""Exchanging tickets: new places are held, priced and ordered in place of old ones."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from django.db import transaction
from django.utils.crypto import salted_hmac

from ground.crash import crash_point
from ground.inserting import add
from ground.money import ZERO, money, rounded
from ticketing.checkout.best_choice import Beside, choose_best
from ticketing.checkout.carts import choose_places, new_cart
from ticketing.checkout.errors import ExchangeChanged, NotOnSale, SeatsNotChosen
from ticketing.checkout.paying import tell_how_to_pay
from ticketing.checkout.picked_seats import must_be_free
from ticketing.checkout.selectors import CartLine, cart_contents
from ticketing.checkout.services import Placed, held_lines, order_line
from ticketing.checkout.standing_choice import choose_standing
from ticketing.delivery.models import Delivery
from ticketing.house.models import the_house
from ticketing.offers.taxes import tax_in
from ticketing.orders import services as orders
from ticketing.orders.models import Cart, Order, OrderEventKind, OrderLine, SalesChannel
from ticketing.orders.phases import Phase
from ticketing.payments import gateways
from ticketing.payments.errors import MethodNotOffered
from ticketing.payments.methods.offering import Purchase, offered, pay_by
from ticketing.payments.opening import write_payment
from ticketing.returns.after_exchanges import bind_terms
from ticketing.returns.errors import AnotherShow
from ticketing.returns.exchange_terms import ExchangeQuote
from ticketing.returns.exchanges import (
    Exchangeable,
    chosen_for_exchange,
    exchange_quote,
    exchangeables,
    is_any_show,
    shows_of,
)
from ticketing.returns.fee_lines import EXCHANGE_FEE
from ticketing.returns.quoting import live_tickets
from ticketing.rush.limits import keep_limits
from ticketing.rush.presale import use_presale
from ticketing.shows.models import Performance
from ticketing.stock import returns as coming_back
from ticketing.stock.errors import NotEnoughPlaces, PlacesUnavailable
from ticketing.stock.holds import order_places
from ticketing.stock.models import Place

SALT: Final = "ticketing.checkout.exchanging"
# What of a delivery says where it goes.
ADDRESS: Final = (
    "address",
    "recipient",
    "phone",
    "country",
    "region",
    "city",
    "district",
    "postcode",
)


@dataclass(frozen=True, slots=True)
class Wish:
    """Which lines, for which performance and tier; places where seats are chosen.

    `key` makes a wish that is sent twice one exchange. `admission` is what the
    visitor shows at the gate of a waiting room.
    """

    lines: Collection[int]
    performance: int
    tier: int
    key: str
    method: str = ""
    places: Collection[int] = ()
    admission: str = ""


@dataclass(frozen=True, slots=True)
class DeskWord:
    """What the desk says instead of the terms: the fee for all, and why."""

    fee: Decimal
    reason: str
    keeps_difference: bool = False


@dataclass(frozen=True, slots=True)
class Swap:
    """The new places and, in the same order, the tickets that they replace.

    `tickets` are all that the old order has.
    """

    lines: Sequence[CartLine]
    chosen: Sequence[Exchangeable]
    quote: ExchangeQuote
    tickets: Sequence[OrderLine]


@transaction.atomic
def exchange_tickets(
    order_id: int,
    wish: Wish,
    *,
    shown: Decimal | None,
    now: datetime,
    actor: str,
    desk: DeskWord | None = None,
) -> Placed:
    """Order new places in place of tickets; without anything to pay, it is done.

    `shown` is what the buyer was told to pay, less than nothing where it comes back.
    The old tickets stay valid until the new order is paid. Raises what
    `chosen_for_exchange` and `choose_places` do, AnotherShow, NotOnSale,
    NotEnoughPlaces, MethodNotOffered, ExchangeChanged; nothing is changed then.
    """
    source = orders.lock_order(order_id)
    key = salted_hmac(SALT, f"{source.pk}:{wish.key}").hexdigest()
    before = Order.objects.filter(cart_key=key).first()
    if before is not None:
        return Placed(before, before.payments.order_by("-pk").first())
    by_desk, tickets = desk is not None, live_tickets(source)
    chosen = _chosen(source, tickets, wish, by_desk=by_desk, now=now)
    cart = _held(source, wish, chosen, key=key, now=now)
    lines = held_lines(cart_contents(cart, the_house(), now=now))
    quote = _quote(chosen, lines, source.currency, desk)
    if shown is not None and quote.worth > shown:
        raise ExchangeChanged(amount=money(quote.worth, source.currency))
    swap = Swap(lines, chosen, quote, tickets)
    order = _write(source, cart, swap, wish.method, by_desk=by_desk, now=now)
    if desk is not None:
        note, told = OrderEventKind.NOTE, desk.reason[:300]
        orders.record(order, note, now=now, actor=actor, after=told)
    crash_point("exchange-written")
    return _accept(order, wish.method, now=now, actor=actor)


def _quote(
    chosen: Sequence[Exchangeable],
    lines: Sequence[CartLine],
    currency: str,
    desk: DeskWord | None,
) -> ExchangeQuote:
    quote = exchange_quote(chosen, [line.quote.price for line in lines], currency)
    if desk is None:
        return quote
    fee = rounded(desk.fee, currency)
    rest = max(quote.old - quote.new - fee, ZERO)
    kept = rest if desk.keeps_difference else ZERO
    return ExchangeQuote(quote.old, quote.new, fee, kept)


def _chosen(
    source: Order,
    tickets: Sequence[OrderLine],
    wish: Wish,
    *,
    by_desk: bool,
    now: datetime,
) -> list[Exchangeable]:
    offered = exchangeables(source, tickets, now=now)
    chosen = chosen_for_exchange(offered, wish.lines, by_desk=by_desk)
    if not by_desk and not is_any_show(chosen):
        dates = Performance.objects.filter(pk=wish.performance)
        if not dates.filter(show__in=shows_of(chosen)).exists():
            raise AnotherShow
    return chosen


def _held(
    source: Order,
    wish: Wish,
    chosen: Sequence[Exchangeable],
    *,
    key: str,
    now: datetime,
) -> Cart:
    """Hold the new places in a cart of their own, which is closed from the start.

    What may come back in this same transaction is locked along with them, for then
    nobody who locks both waits in a circle.
    """
    cart = new_cart(
        currency=source.currency,
        language=source.language,
        account=source.account,
        channel=SalesChannel.WEB,
    )
    cart.key, cart.closed_at, cart.admission = key, now, wish.admission
    freed = [one.line.place_id for one in chosen if one.line.place_id is not None]
    coming_back.prepare(freed)
    _choose(cart, wish, len(chosen), freed=freed, now=now)
    places = cart.cart_places.order_by("place")
    for wished, one in zip(places, chosen, strict=True):
        wished.concession = one.line.concession
        wished.save(update_fields=["concession"])
    return cart


def _choose(
    cart: Cart, wish: Wish, count: int, *, freed: Collection[int], now: datetime
) -> None:
    """These seats and for the rest the best; else any of a section where one stands.

    Whether all that was picked is of that kind is looked at before, for it says which
    price they have.
    """
    picked = set(wish.places)
    known = Place.objects.filter(
        pk__in=picked, tier=wish.tier, performance=wish.performance
    )
    if len(picked) > count or known.count() < len(picked):
        raise SeatsNotChosen
    if len(picked) == count:
        _choose_picked(cart, wish, freed=freed, now=now)
        return
    try:
        choose_best(
            cart,
            wish.performance,
            quantity=count,
            now=now,
            tier_ids=[wish.tier],
            beside=Beside(picked, freed),
        )
    except NotEnoughPlaces:
        if picked:
            raise
        standing: dict[str, Any] = {"tier_id": wish.tier, "quantity": count}
        choose_standing(cart, wish.performance, along=freed, now=now, **standing)


def _choose_picked(
    cart: Cart, wish: Wish, *, freed: Collection[int], now: datetime
) -> None:
    told: dict[str, Any] = {"now": now, "knows_view": True, "along": freed}
    try:
        choose_places(cart, wish.performance, set(wish.places), **told)
    except PlacesUnavailable as error:
        must_be_free(wish.places, error)
        raise


def _write(
    source: Order, cart: Cart, swap: Swap, method: str, *, by_desk: bool, now: datetime
) -> Order:
    if cart.currency != source.currency:
        raise NotOnSale
    order_places([line.place.pk for line in swap.lines], cart_key=cart.key, now=now)
    order = _order(source, cart, swap.quote)
    order.drafted_at = now
    order.pay_by = _pay_by(order, swap, method, by_desk=by_desk, now=now)
    written = _write_lines(add(order), source, swap, now=now)
    # A ticket for the same performance counts in place of its own old one.
    keep_limits(order, [line for line in written if not _is_same_date(line)])
    use_presale(order, cart, written, now=now)
    _deliver_alike(source, order)
    return order


def _is_same_date(line: OrderLine) -> bool:
    return line.replaces is not None and (
        line.replaces.performance_id == line.performance_id
    )


def _deliver_alike(source: Order, order: Order) -> None:
    """The new tickets come as the old ones did; that was paid for with those."""
    for delivery in source.deliveries.order_by("pk")[:1]:
        kept = {name: getattr(delivery, name) for name in ADDRESS}
        add(Delivery(order=order, method=delivery.method, **kept))


def _order(source: Order, cart: Cart, quote: ExchangeQuote) -> Order:
    return Order(
        number=orders.new_number(),
        secret=orders.new_secret(),
        cart_key=cart.key,
        account=source.account,
        user=source.user,
        channel=cart.channel,
        language=source.language,
        currency=source.currency,
        phase=Phase.DRAFT,
        buyer_name=source.buyer_name,
        buyer_email=source.buyer_email,
        buyer_phone=source.buyer_phone,
        total=quote.total,
        replaces=source,
        carried=quote.carried,
    )


def _write_lines(
    order: Order, source: Order, swap: Swap, *, now: datetime
) -> list[OrderLine]:
    written = []
    pairs = zip(swap.lines, swap.chosen, strict=True)
    for position, (line, one) in enumerate(pairs, start=1):
        made = order_line(order, line, position)
        made.replaces, made.attendee = one.line, one.line.attendee
        written.append(made)
    bind_terms(source, swap.tickets, written, now=now)
    OrderLine.objects.bulk_create(written)
    _write_fees(order, swap)
    return written


def _write_fees(order: Order, swap: Swap) -> None:
    """The fee, and what is kept of a dearer ticket, as lines of their own."""
    quote, first = swap.quote, swap.chosen[0].line
    for position, (amount, english, chinese) in enumerate(
        (
            (quote.fee, "Fee for exchanging", "换票手续费"),
            (quote.kept, "Difference that is kept", "不退的差价"),
        ),
        start=len(swap.lines) + 1,
    ):
        tax = tax_in(amount, first.tax_rate, order.currency)
        if amount > ZERO:
            OrderLine.objects.create(
                order=order,
                position=position,
                kind=EXCHANGE_FEE,
                description_en=english,
                description_zh_hans=chinese,
                list_price=amount,
                price=amount,
                fee=amount - tax,
                tax_rate=first.tax_rate,
                tax=tax,
                supplier_id=first.supplier_id,
            )


def _pay_by(
    order: Order, swap: Swap, method: str, *, by_desk: bool, now: datetime
) -> datetime | None:
    """As the method says, but before the old performance or the new one begins.

    The desk may choose what the house's rules do not offer.
    """
    if swap.quote.due == ZERO:
        return None
    new = [line.place.performance.starts_at for line in swap.lines]
    purchase = Purchase(
        channel=order.channel,
        amount=swap.quote.due,
        currency=order.currency,
        account_id=order.account_id,
        starts_at=min(new),
    )
    known = gateways.available() if by_desk else offered(purchase, now=now)
    way = next((way for way in known if way.code == method), None)
    if way is None:
        raise MethodNotOffered
    old = [one.line.performance for one in swap.chosen if one.line.performance]
    begins = [start for start in [*new, *(p.starts_at for p in old)] if start > now]
    return min([pay_by(way, purchase, now=now), *begins])


def _accept(order: Order, method: str, *, now: datetime, actor: str) -> Placed:
    due = order.total - order.carried
    if due == ZERO:
        steps = (Phase.PLACED, Phase.ACCEPTED, Phase.PAID)
        orders.advance(order, *steps, now=now, actor=actor)
        return Placed(order, None)
    orders.advance(order, Phase.PLACED, Phase.ACCEPTED, now=now, actor=actor)
    payment = write_payment(order, method, due=due, now=now)
    tell_how_to_pay(payment)
    return Placed(order, payment)
