"""Placing an order: one cart, one order, whatever is pressed twice."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import QuerySet

from ground.compiled import compiled
from ground.crash import crash_point
from ground.inserting import add, add_all
from ground.money import ZERO, money
from members.models import Account, User
from ticketing.checkout.code_errors import OfferCodeOfAnother
from ticketing.checkout.code_uses import use_codes
from ticketing.checkout.codes import is_for
from ticketing.checkout.delivering import (
    delivery_lines,
    new_delivery,
    with_delivery,
)
from ticketing.checkout.descriptions import describe_place
from ticketing.checkout.errors import (
    ConcessionStopped,
    DeliveryAdded,
    EmptyCart,
    PriceChanged,
)
from ticketing.checkout.paying import purchase_of_cart, tell_how_to_pay
from ticketing.checkout.selectors import CartContents, CartLine, cart_contents
from ticketing.checkout.told_terms import check_terms, terms_of
from ticketing.delivery.addresses import Address
from ticketing.house.models import the_house
from ticketing.orders import services as orders
from ticketing.orders.models import Cart, Order, OrderLine
from ticketing.orders.phases import Phase
from ticketing.orders.place_lines import PLACE
from ticketing.payments.credit.spending import spend
from ticketing.payments.gateways import Gateway, gateway
from ticketing.payments.gateways.on_account import OnAccount
from ticketing.payments.methods.offering import Purchase, offered_way, pay_by
from ticketing.payments.models import Payment
from ticketing.payments.on_account.charging import charge
from ticketing.payments.on_account.offering import must_be_offered, tab_of
from ticketing.payments.opening import write_payment
from ticketing.rush.limits import keep_limits
from ticketing.rush.presale import use_presale
from ticketing.stock.errors import HoldLapsed
from ticketing.stock.holds import order_places


@dataclass(frozen=True, slots=True)
class Buyer:
    """Who buys; `account` and `user` are empty for a guest.

    `language` is the one they are written to in, the cart's where it is empty;
    `address` where the tickets go, for ways of delivery that need one; `credits` are
    keys of the gift cards and credit that they pay with first.
    """

    name: str
    email: str
    phone: str = ""
    account: Account | None = None
    user: User | None = None
    language: str = ""
    address: Address | None = None
    credits: Collection[int] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """What the buyer saw: the places (none: not told), and the total of them.

    `terms` is the sign of the terms for giving back; empty is not told.
    """

    places: Collection[int] = ()
    total: Decimal | None = None
    terms: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """What placing made: `payment` is None where nothing is to be paid."""

    order: Order
    payment: Payment | None


@transaction.atomic
def place_order(
    cart_key: str,
    buyer: Buyer,
    *,
    delivery: str,
    method: str,
    now: datetime,
    shown: Shown | None = None,
) -> Placed:
    """Make the cart's held places an order that waits for its money.

    The same cart gives the same order, however often it is asked for. Where it is
    not as it was shown, nothing is ordered. The buyer's credits pay as far as they
    go, the method pays the rest. Raises EmptyCart, HoldLapsed, PriceChanged,
    DeliveryAdded, TermsChanged, MethodNotOffered, TooManyOfThis, LimitReached,
    OfferCodeOfAnother, or what `with_delivery`, `order_places`, `use_presale`,
    `use_codes`, `charge` raise.
    """
    cart = _locked_cart.first(cart_key)
    if cart is None or not _is_theirs(cart, buyer):
        raise EmptyCart
    if cart.closed_at is not None:
        return _placed_before(cart_key)
    contents = cart_contents(cart, the_house(), now=now)
    lines = held_lines(contents, shown)
    contents = with_delivery(contents, delivery, buyer.address, now=now)
    _check_total(contents, shown)
    order_places([line.place.pk for line in lines], cart_key=cart_key, now=now)
    order, written = _write_order(cart, buyer, contents, lines, method=method, now=now)
    check_terms(written, shown.terms if shown else "")
    _use_codes(order, contents, now=now)
    add(new_delivery(order, contents))
    crash_point("order-written")
    cart.closed_at = now
    cart.save(update_fields=["closed_at"])
    return accept_order(order, method, buyer.credits, now=now)


@compiled
def _locked_cart(cart_key: str) -> QuerySet[Cart]:
    return Cart.objects.filter(key=cart_key).select_for_update(no_key=True)


def _is_theirs(cart: Cart, buyer: Buyer) -> bool:
    """Whoever signed out has an account's key in the browser, and no right to it."""
    account = buyer.account.pk if buyer.account else None
    return cart.account_id in {None, account}


def _placed_before(cart_key: str) -> Placed:
    order = Order.objects.filter(cart_key=cart_key).first()
    if order is None:
        raise EmptyCart
    return Placed(order, order.payments.order_by("-pk").first())


def held_lines(contents: CartContents, shown: Shown | None = None) -> list[CartLine]:
    """What is ordered of a cart, if it still is as it was shown.

    Raises HoldLapsed, EmptyCart or ConcessionStopped.
    """
    held = contents.held
    ids = {line.place.pk for line in held}
    lapsed = set(shown.places) - ids if shown else set()
    if lapsed or (not held and contents.lapsed):
        raise HoldLapsed(lapsed or {line.place.pk for line in contents.lapsed})
    if not held:
        raise EmptyCart
    stopped = [line for line in held if line.is_stopped]
    if stopped and stopped[0].concession:
        raise ConcessionStopped(name=stopped[0].concession.name)
    return held


def _check_total(contents: CartContents, shown: Shown | None) -> None:
    """Nobody pays more than they saw; what delivery adds is said as such."""
    quote = contents.quote
    if shown is None or shown.total is None or shown.total >= quote.total:
        return
    brought = quote.delivery.price if quote.delivery else ZERO
    is_delivery = shown.total >= quote.total - brought
    refusal = DeliveryAdded if is_delivery else PriceChanged
    raise refusal(total=money(quote.total, quote.currency))


def _write_order(
    cart: Cart,
    buyer: Buyer,
    contents: CartContents,
    lines: Sequence[CartLine],
    *,
    method: str,
    now: datetime,
) -> tuple[Order, list[OrderLine]]:
    order = Order(
        number=orders.new_number(),
        secret=orders.new_secret(),
        cart_key=cart.key,
        account=buyer.account,
        user=buyer.user,
        channel=cart.channel,
        language=buyer.language or cart.language,
        currency=cart.currency,
        phase=Phase.DRAFT,
        drafted_at=now,
        pay_by=_pay_by(cart, buyer, contents, method, now=now),
        buyer_name=buyer.name,
        buyer_email=buyer.email,
        buyer_phone=buyer.phone,
        total=contents.quote.total,
    )
    add(order)
    return order, _write_lines(order, cart, contents, lines, now=now)


def _write_lines(
    order: Order,
    cart: Cart,
    contents: CartContents,
    lines: Sequence[CartLine],
    *,
    now: datetime,
) -> list[OrderLine]:
    numbered = enumerate(lines, start=1)
    written = [order_line(order, line, n) for n, line in numbered]
    brought = delivery_lines(order, contents, len(lines) + 1)
    members = add_all([*written, *brought])[: len(lines)]
    keep_limits(order, members)
    use_presale(order, cart, members, now=now)
    return written


def _use_codes(order: Order, contents: CartContents, *, now: datetime) -> None:
    """Use up the codes that made the order cheaper; mostly there are none."""
    used = contents.codes_used
    if not used:
        return
    for one in contents.codes:
        if one.code.pk in used and not is_for(one.code, order.user):
            raise OfferCodeOfAnother(code=one.code.code)
    use_codes(order, used, now=now)


def _pay_by(
    cart: Cart, buyer: Buyer, contents: CartContents, method: str, *, now: datetime
) -> datetime | None:
    if contents.quote.total == ZERO:
        return None
    account = buyer.account.pk if buyer.account else None
    purchase = purchase_of_cart(cart.channel, account, contents)
    way = _way(method, purchase, now=now)
    # What has begun already sets no time to pay.
    begins = [start for start in contents.starts if start > now]
    return min([pay_by(way, purchase, now=now), *begins])


def _way(method: str, purchase: Purchase, *, now: datetime) -> Gateway:
    """How it is paid. Raises MethodNotOffered."""
    if tab_of(method) is None:
        return offered_way(method, purchase, now=now)
    must_be_offered(method, purchase, now=now)
    return gateway(OnAccount.code)


def order_line(order: Order, line: CartLine, position: int) -> OrderLine:
    place, price = line.place, line.quote
    english, chinese = describe_place(place)
    return OrderLine(
        order=order,
        position=position,
        kind=PLACE,
        place=place,
        performance=place.performance,
        tier=place.tier,
        concession=line.concession,
        description_en=english,
        description_zh_hans=chinese,
        list_price=price.list_price,
        price=price.price,
        fee=price.fee,
        tax_rate=price.tax_rate,
        tax=price.tax,
        reasons=[step.as_json() for step in price.steps],
        refund_terms=terms_of(place.performance.show_id),
        supplier_id=place.performance.supplier_id,
    )


def accept_order(
    order: Order, method: str, credits_: Collection[int], *, now: datetime
) -> Placed:
    """Let an order that was just written wait for its money; these credits pay first.

    Inside the caller's transaction.
    """
    if order.total == ZERO:
        orders.advance(order, Phase.PLACED, Phase.ACCEPTED, Phase.PAID, now=now)
        return Placed(order, None)
    orders.advance(order, Phase.PLACED, Phase.ACCEPTED, now=now)
    # Nothing has come for an order that is this new: all of it is due.
    due = order.total
    if credits_:
        paid = spend(order.pk, credits_, now=now)
        order.refresh_from_db()
        if not order.is_unpaid:
            return Placed(order, None)
        due -= sum((payment.amount for payment in paid), ZERO)
    if (tab := tab_of(method)) is not None:
        charge(order.pk, tab, now=now)
        order.refresh_from_db()
        return Placed(order, None)
    payment = write_payment(order, method, due=due, now=now)
    tell_how_to_pay(payment)
    return Placed(order, payment)
