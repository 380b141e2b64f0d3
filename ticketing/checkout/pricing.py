"""What a cart is quoted with: the house's prices, and what holds for its buyer."""

from datetime import datetime
from decimal import Decimal

from ticketing.checkout.codes import Entered, entered_codes
from ticketing.house.models import House, TaxRounding
from ticketing.offers.asked import tax_rate_of, wanted_place
from ticketing.offers.levels import level_price
from ticketing.offers.quote import HousePrices
from ticketing.offers.rules import Terms, Wanted
from ticketing.offers.selectors import rules_now
from ticketing.orders.models import Cart, CartPlace
from ticketing.shows.models import ShowKind


def house_prices(
    house: House, currency: str = "", kind: ShowKind | None = None
) -> HousePrices:
    """What is in each price; the house's fee is in its own currency only."""
    is_own = currency in {"", house.currency}
    return HousePrices(
        currency=currency or house.currency,
        ticket_fee=house.ticket_fee if is_own else Decimal(0),
        tax_rate=tax_rate_of(house, kind),
        rounds_together=house.tax_rounding == TaxRounding.DOCUMENT,
    )


def terms_of(cart: Cart, *, now: datetime) -> tuple[Terms, tuple[Entered, ...]]:
    """What holds for this cart, and the codes that were entered in it."""
    rules = rules_now(now)
    codes = entered_codes(cart, rules, now=now)
    terms = Terms(
        now=now,
        rules=rules,
        unlocked=frozenset(one.code.offer_id for one in codes if one.holds),
        level=level_price(cart.account_id, now),
        channel=cart.channel,
    )
    return terms, codes


def wanted(wish: CartPlace, house: House) -> Wanted:
    """A wish whose place has its tier, its performance, and the kind of its show."""
    place = wish.place
    return wanted_place(
        wish.place_id,
        place.performance,
        place.tier,
        wish.concession,
        tax_rate_of(house, place.performance.show.kind),
        wish.named_price,
    )
