"""What is in a cart, what of it is held, and what it costs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, Min, QuerySet

from ground.compiled import compiled
from ticketing.checkout.codes import Entered
from ticketing.checkout.explained import explanations
from ticketing.checkout.named import name_places
from ticketing.checkout.pricing import house_prices, terms_of, wanted
from ticketing.delivery.addresses import Address
from ticketing.delivery.models import Method
from ticketing.house.models import House
from ticketing.offers.models import Concession
from ticketing.offers.quote import Quote, QuoteLine, quote
from ticketing.offers.rules import Terms
from ticketing.orders.models import Cart, CartPlace
from ticketing.shows.models import Performance
from ticketing.stock.models import Place, PlaceState


@dataclass(frozen=True, slots=True)
class CartLine:
    """One wish, with its price; `is_held` says whether it is still theirs."""

    place: Place
    concession: Concession | None
    quote: QuoteLine
    is_held: bool

    @property
    def is_stopped(self) -> bool:
        """Its concession is no longer sold at its price tier."""
        tier, concession = self.place.tier, self.concession
        return bool(tier and concession and concession.pk in tier.stopped_concessions)

    @property
    def is_named(self) -> bool:
        """The buyer says what it costs."""
        tier = self.place.tier
        return tier is not None and tier.suggested_price is not None


@dataclass(frozen=True, slots=True)
class CartGroup:
    """The wishes for one performance; `held_until` is the earliest end."""

    performance: Performance
    lines: tuple[CartLine, ...]

    @property
    def held(self) -> list[CartLine]:
        return [line for line in self.lines if line.is_held]

    @property
    def lapsed(self) -> list[CartLine]:
        return [line for line in self.lines if not line.is_held]

    @property
    def held_until(self) -> datetime | None:
        ends = [line.place.held_until for line in self.held if line.place.held_until]
        return min(ends, default=None)

    @property
    def total(self) -> Decimal:
        return sum((line.quote.price for line in self.held), Decimal(0))


@dataclass(frozen=True, slots=True)
class ChosenDelivery:
    """How the buyer wants the tickets, and where to."""

    method: Method
    address: Address | None


@dataclass(frozen=True, slots=True)
class CartContents:
    """A cart as it is at one moment; the quote counts what is held.

    `terms` are what it was quoted under.
    """

    cart: Cart | None
    groups: tuple[CartGroup, ...]
    quote: Quote
    terms: Terms | None = None
    codes: tuple[Entered, ...] = ()
    delivery: ChosenDelivery | None = None

    @property
    def codes_used(self) -> set[int]:
        """The codes that made something cheaper; of two for one offer the first."""
        reasons = {step.code for line in self.quote.lines for step in line.steps}
        used: dict[int, int] = {}
        for one in self.codes:
            if one.holds and f"offer:{one.code.offer_id}" in reasons:
                used.setdefault(one.code.offer_id, one.code.pk)
        return set(used.values())

    @property
    def held(self) -> list[CartLine]:
        return [line for group in self.groups for line in group.held]

    @property
    def lapsed(self) -> list[CartLine]:
        return [line for group in self.groups for line in group.lapsed]

    @property
    def starts(self) -> list[datetime]:
        """When each performance begins of which something is held."""
        return [group.performance.starts_at for group in self.groups if group.held]

    @property
    def held_until(self) -> datetime | None:
        """The moment at which the first hold ends."""
        ends = [group.held_until for group in self.groups if group.held_until]
        return min(ends, default=None)

    @property
    def explanations(self) -> list[str]:
        """Why offers that the buyer may know are not in the price."""
        return explanations(self.quote.passed)

    @property
    def is_empty(self) -> bool:
        return not self.groups


def cart_contents(cart: Cart | None, house: House, *, now: datetime) -> CartContents:
    """Read a cart with one query; what names its places is known already."""
    if cart is None or cart.pk is None:
        return CartContents(cart, (), quote([], house_prices(house)))
    wishes = _wishes(cart.pk)
    name_places(wish.place for wish in wishes)
    wishes.sort(key=_by_evening)
    return _contents(cart, wishes, house, now=now)


@compiled
def _wishes(cart_id: int) -> QuerySet[CartPlace]:
    wishes = CartPlace.objects.filter(cart=cart_id).order_by("place")
    return wishes.select_related(
        "concession", "place__hold", "place__seat", "place__tier"
    )


def _contents(
    cart: Cart, wishes: Sequence[CartPlace], house: House, *, now: datetime
) -> CartContents:
    prices = house_prices(house, cart.currency)
    terms, codes = terms_of(cart, now=now)
    held = [wish for wish in wishes if is_held_by(wish.place, cart, now)]
    priced = quote([wanted(wish, house) for wish in held], prices, terms)
    by_place = {line.key: line for line in priced.lines}
    groups: dict[int, list[CartLine]] = {}
    for wish in wishes:
        is_held = wish.place_id in by_place
        # What is no longer held makes no set, and no group.
        line = (
            by_place.get(wish.place_id) or quote([wanted(wish, house)], prices).lines[0]
        )
        mine = CartLine(wish.place, wish.concession, line, is_held)
        groups.setdefault(wish.place.performance_id, []).append(mine)
    return CartContents(
        cart=cart,
        groups=tuple(
            CartGroup(members[0].place.performance, tuple(members))
            for members in groups.values()
        ),
        quote=priced,
        terms=terms,
        codes=codes,
    )


def _by_evening(wish: CartPlace) -> tuple[datetime, int]:
    """Evenings in their order; the sort leaves the places of one as they are."""
    return wish.place.performance.starts_at, wish.place.performance_id


def is_held_by(place: Place, cart: Cart, now: datetime) -> bool:
    """Whether the place, with its hold loaded, is this cart's at that moment."""
    return (
        place.state == PlaceState.HELD
        and place.hold is not None
        and place.hold.cart_key == cart.key
        and place.held_until is not None
        and place.held_until > now
    )


def held_now(cart: Cart | None, *, now: datetime) -> tuple[int, datetime | None]:
    """How many places the cart holds, and when the first of them lapses."""
    if cart is None or not cart.pk:
        return 0, None
    held = Place.objects.filter(
        state=PlaceState.HELD, held_until__gt=now, hold__cart_key=cart.key
    ).aggregate(count=Count("pk"), until=Min("held_until"))
    return held["count"], held["until"]
