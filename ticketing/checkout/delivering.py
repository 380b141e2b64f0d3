"""Ways of delivery for a basket: which it can have, and the chosen one in its price."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from ground.money import rounded
from ticketing.checkout.errors import EmptyCart, UnknownDelivery
from ticketing.checkout.pricing import house_prices
from ticketing.checkout.selectors import CartContents, ChosenDelivery
from ticketing.delivery.addresses import Address
from ticketing.delivery.charging import Charge, Choice, Parcelled, choice_of
from ticketing.delivery.delivery_lines import DELIVERY
from ticketing.delivery.errors import AddressMissing, DeliveryNotPossible
from ticketing.delivery.models import Delivery
from ticketing.delivery.selectors import way_coded, ways_offered
from ticketing.house.models import the_house
from ticketing.offers.quote import QuoteLine, Step
from ticketing.offers.taxes import tax_in
from ticketing.orders.models import Order, OrderLine

# No place has this key.
KEY = 0


def choices(
    contents: CartContents, *, now: datetime, area: Sequence[str] = ()
) -> list[Choice]:
    """Every way that the house offers, with its price or why this basket can't."""
    wish = _parcelled(contents, area, now=now)
    return [choice_of(way, wish) for way in ways_offered()]


def with_delivery(
    contents: CartContents, code: str, address: Address | None, *, now: datetime
) -> CartContents:
    """The basket with that way in its price.

    Raises EmptyCart, UnknownDelivery, AddressMissing, or DeliveryNotPossible.
    """
    if not contents.held:
        raise EmptyCart
    way = way_coded(code)
    if way is None:
        raise UnknownDelivery
    if way.method.needs_address and address is None:
        raise AddressMissing
    area = address.area if address else ()
    choice = choice_of(way, _parcelled(contents, area, now=now))
    if choice.why_not is not None or choice.charge is None:
        why = choice.why_not.label if choice.why_not else ""
        raise DeliveryNotPossible(method=way.method.name, why=why)
    line = _quoted(choice.charge, contents.quote.currency)
    return replace(
        contents,
        quote=replace(contents.quote, delivery=line),
        delivery=ChosenDelivery(way.method, address),
    )


def _parcelled(
    contents: CartContents, area: Sequence[str], *, now: datetime
) -> Parcelled:
    held = [group for group in contents.groups if group.held]
    cart = contents.cart
    quote = replace(contents.quote, delivery=None)
    return Parcelled(
        tickets=len(contents.held),
        total=quote.total,
        first_at=min((one.performance.starts_at for one in held), default=None),
        channel=cart.channel if cart else "",
        now=now,
        is_house_currency=quote.currency == the_house().currency,
        account=cart.account_id if cart else None,
        area=tuple(area),
    )


def _quoted(charge: Charge, currency: str) -> QuoteLine:
    """The charge as a line of the quote: tax is a part of it, as of every price."""
    rate = house_prices(the_house(), currency).tax_rate
    price = rounded(charge.price, currency)
    listed = rounded(charge.list_price, currency)
    tax = tax_in(price, rate, currency)
    less = charge.reduction
    off = price - listed
    steps = (Step(less.code, less.name_en, less.name_zh_hans, off),) if less else ()
    return QuoteLine(
        key=KEY,
        list_price=listed,
        steps=steps,
        price=price,
        fee=price - tax,
        tax_rate=rate,
        tax=tax,
    )


def delivery_lines(
    order: Order, contents: CartContents, position: int
) -> list[OrderLine]:
    """The order's line about its delivery; none where an e-ticket costs nothing."""
    chosen, price = contents.delivery, contents.quote.delivery
    if chosen is None or price is None:
        return []
    method = chosen.method
    if not (method.has_parcel or price.list_price):
        return []
    line = OrderLine(
        order=order,
        position=position,
        kind=DELIVERY,
        subject=method.pk,
        description_en=f"Delivery: {method.name_in('en')}",
        description_zh_hans=f"配送：{method.name_in('zh-hans')}",
        list_price=price.list_price,
        price=price.price,
        tax_rate=price.tax_rate,
        tax=price.tax,
        reasons=[step.as_json() for step in price.steps],
    )
    return [line]


def new_delivery(order: Order, contents: CartContents) -> Delivery:
    """How this order is delivered, with the address where it has one."""
    chosen = contents.delivery
    if chosen is None:
        raise UnknownDelivery
    has_address = chosen.method.needs_address and chosen.address
    columns = chosen.address.as_columns() if has_address and chosen.address else {}
    return Delivery(order=order, method=chosen.method, **columns)
