"""Filling, changing and emptying a cart: gate, limits, stock, wish."""

import secrets
from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from ground.compiled import compiled
from ground.errors import Refusal
from ground.inserting import add
from ground.money import money, rounded
from members.models import Account
from ticketing.checkout.codes import move_offer_codes
from ticketing.checkout.errors import (
    NotOnSale,
    OtherCurrency,
    PriceNotTaken,
    TooManyPlaces,
    UnknownConcession,
)
from ticketing.checkout.selectors import is_held_by
from ticketing.house.models import the_house
from ticketing.offers.models import Concession
from ticketing.orders.models import Cart, CartPlace, SalesChannel
from ticketing.rush.errors import TooManyOfThis
from ticketing.rush.hoarding import allowed_minutes, note_hold
from ticketing.rush.level_lead import early_level
from ticketing.rush.limits import most_at_once, most_for
from ticketing.rush.presale import admit_early, move_codes, windows_of
from ticketing.rush.room_gate import pass_gate
from ticketing.shows.models import Performance
from ticketing.stock.choosing import ChoiceRules, companions_of
from ticketing.stock.errors import NotEnoughPlaces, PlacesUnavailable
from ticketing.stock.holds import (
    adopt_holds,
    any_free_places,
    hold_places,
    release_places,
)
from ticketing.stock.models import Place
from ticketing.stock.querysets import Seller, is_open_to
from ticketing.venues.models import SectionKind

# A slip of the finger should not become a fortune.
MOST_NAMED: Final = Decimal(100_000)
# What of a performance's row decides how it opens.
_OPENING: Final = ("currency", "has_room", "most_per_order", "most_per_buyer")


def new_cart(
    *,
    currency: str,
    language: str,
    account: Account | None = None,
    channel: str = SalesChannel.WEB,
) -> Cart:
    """Return a cart that is not saved; its key is the secret to it."""
    return Cart(
        key=secrets.token_urlsafe(32),
        account=account,
        language=language,
        channel=channel,
        currency=currency,
    )


def choose_places(
    cart: Cart,
    performance_id: int,
    place_ids: Collection[int],
    *,
    now: datetime,
    knows_view: bool = False,
    along: Collection[int] = (),
) -> Cart:
    """Hold these places for the cart and put them into it; all or none.

    `knows_view`: the visitor ticked that they know of restricted views. `along` is
    locked with them. A cart that is new is saved. Raises NotOnSale, OtherCurrency,
    TooManyPlaces, TooManyOfThis, HeldTooOften, TooManyHolds, NothingChosen,
    PlacesUnavailable, RestrictedView, CompanionAlone or LeavesOneSeat.
    """
    house = the_house()
    rules = ChoiceRules(
        knows_view=knows_view,
        lone_seats_below=house.lone_seats_below if house.no_lone_seats else None,
        along=along,
    )
    return _once_more(
        cart, lambda: _choose(cart, performance_id, place_ids, now=now, rules=rules)
    )


def choose_any(
    cart: Cart,
    performance_id: int,
    *,
    section_id: int,
    tier_id: int,
    quantity: int,
    now: datetime,
) -> Cart:
    """Take that many places of a standing section.

    Raises what `choose_places` raises, and NotEnoughPlaces or StockBusy.
    """
    house = the_house()
    most = most_for(cart.account_id, house, now=now)
    if quantity > most:
        raise TooManyPlaces(most=most)

    def choose() -> Cart:
        found = any_free_places(
            performance_id,
            section_id=section_id,
            tier_id=tier_id,
            quantity=quantity,
            now=now,
            seller=_seller(cart),
        )
        return _choose(cart, performance_id, found, now=now)

    return _once_more(cart, choose)


def _once_more(cart: Cart, choose: Callable[[], Cart]) -> Cart:
    """Try in one transaction, and again where another tab made the hold first."""
    try:
        return _in_one_go(cart, choose)
    except IntegrityError:
        return _in_one_go(cart, choose)


def _in_one_go(cart: Cart, choose: Callable[[], Cart]) -> Cart:
    """Run in one transaction; a new cart that is refused has no row and no key."""
    is_new = not cart.pk
    try:
        with transaction.atomic():
            return choose()
    except (IntegrityError, Refusal):
        if is_new:
            cart.pk = None
        raise


def _choose(
    cart: Cart,
    performance_id: int,
    place_ids: Collection[int],
    *,
    now: datetime,
    rules: ChoiceRules | None = None,
) -> Cart:
    is_new = not cart.pk
    most, is_early = _open_sale(performance_id, cart, now=now)
    _save_and_count(cart, more=set(place_ids), now=now)
    if is_early:
        admit_early(cart, performance_id, more=place_ids, now=now)
    if most is not None:
        _count_of_this(cart, performance_id, more=set(place_ids), most=most)
    minutes = _minutes(cart, performance_id, is_new=is_new, now=now)
    hold = hold_places(
        performance_id,
        place_ids,
        cart_key=cart.key,
        minutes=minutes,
        now=now,
        seller=_seller(cart),
        rules=rules,
    )
    note_hold(hold, network=cart.network, now=now)
    wishes = (CartPlace(cart=cart, place_id=place) for place in sorted(set(place_ids)))
    CartPlace.objects.bulk_create(wishes, ignore_conflicts=True)
    return cart


@transaction.atomic
def drop_places(cart: Cart, place_ids: Collection[int], *, now: datetime) -> None:
    """Take places out of the cart and put them on sale again.

    The places of companions go with their wheelchair place.
    """
    place_ids = {*place_ids, *companions_of(place_ids)}
    cart.cart_places.filter(place__in=place_ids).delete()
    release_places(place_ids, cart_key=cart.key, now=now)


def empty_cart(cart: Cart, *, now: datetime) -> None:
    places = list(cart.cart_places.values_list("place_id", flat=True))
    drop_places(cart, places, now=now)


@transaction.atomic
def hold_again(cart: Cart, performance_id: int, *, now: datetime) -> None:
    """Hold the cart's lapsed places of a performance once more.

    Numbered seats are the same ones; of a standing section any will do. Raises
    PlacesUnavailable where a seat has gone (the wishes for those are the only
    ones that cannot come back), NotEnoughPlaces, NotOnSale, HeldTooOften or
    TooManyHolds.
    """
    wishes = list(
        cart.cart_places.filter(place__performance=performance_id)
        .select_related("place__section", "place__hold")
        .order_by("pk")
    )
    lapsed = [wish for wish in wishes if not is_held_by(wish.place, cart, now)]
    _most, is_early = _open_sale(performance_id, cart, now=now)
    if is_early:
        admit_early(cart, performance_id, more=(), now=now)
    for wish in lapsed:
        if wish.place.section.kind == SectionKind.STANDING:
            _swap_for_a_free_one(wish, now=now)
    hold = hold_places(
        performance_id,
        [wish.place_id for wish in wishes],
        cart_key=cart.key,
        minutes=_minutes(cart, performance_id, is_new=False, now=now),
        now=now,
        seller=_seller(cart),
    )
    note_hold(hold, network=cart.network, now=now)


def _minutes(cart: Cart, performance_id: int, *, is_new: bool, now: datetime) -> int:
    """For how long this cart may hold places of the performance."""
    return allowed_minutes(
        performance_id,
        cart_key="" if is_new else cart.key,
        network=cart.network,
        minutes=the_house().hold_minutes,
        now=now,
    )


def _swap_for_a_free_one(wish: CartPlace, *, now: datetime) -> None:
    others = wish.cart.cart_places.values_list("place_id", flat=True)
    place = (
        Place.objects.filter(
            performance=wish.place.performance_id,
            section=wish.place.section_id,
            tier=wish.place.tier_id,
        )
        .filter(is_open_to(_seller(wish.cart)))
        .free(now)
        .exclude(pk__in=[pk for pk in others if pk != wish.place_id])
        .order_by("pk")
        .select_for_update(no_key=True, of=("self",), skip_locked=True)
        .first()
    )
    if place is None:
        raise NotEnoughPlaces(left=0)
    wish.place = place
    wish.save(update_fields=["place"])


@transaction.atomic
def drop_lost_places(cart: Cart, error: PlacesUnavailable) -> None:
    """Take wishes out of the cart that somebody else has by now."""
    cart.cart_places.filter(place__in=error.taken).delete()


def set_concession(cart: Cart, place_id: int, concession_id: int | None) -> None:
    """Choose the ticket type of one place. Raises UnknownConcession."""
    set_concessions(cart, {place_id: concession_id})


@transaction.atomic
def set_concessions(cart: Cart, wishes: Mapping[int, int | None]) -> None:
    """Choose ticket types by place; what is not in the cart is left alone.

    Raises UnknownConcession, and then changes nothing.
    """
    wanted = {concession for concession in wishes.values() if concession is not None}
    offered = Concession.objects.filter(pk__in=wanted, is_active=True)
    if wanted and offered.count() != len(wanted):
        raise UnknownConcession
    for concession in {*wanted, None}:
        places = [place for place, wish in wishes.items() if wish == concession]
        if places:
            cart.cart_places.filter(place__in=places).update(concession=concession)


@transaction.atomic
def name_prices(cart: Cart, prices: Mapping[int, Decimal | None]) -> None:
    """Say what the buyer wants to pay for places, by place; others are left alone.

    None is what could not be read. Raises PriceNotTaken for that, where a tier asks
    for more, or nobody pays so much, and then changes nothing. Places whose price
    is fixed keep it.
    """
    mine = cart.cart_places.filter(place__in=list(prices)).select_related("place__tier")
    for wish in mine.order_by("pk"):
        tier, price = wish.place.tier, prices[wish.place_id]
        if tier is None or tier.suggested_price is None:
            continue
        if price is None or not _is_payable(price, tier.price, cart.currency):
            least, most = (money(p, cart.currency) for p in (tier.price, MOST_NAMED))
            raise PriceNotTaken(least=least, most=most)
        wish.named_price = price
        wish.save(update_fields=["named_price"])


def _is_payable(price: Decimal, least: Decimal, currency: str) -> bool:
    return least <= price <= MOST_NAMED and rounded(price, currency) == price


@transaction.atomic
def cart_of_account(account: Account, guest: Cart | None) -> Cart | None:
    """Return the account's open cart, with what the guest's cart had.

    The guest's holds move over, the earlier clock stays. The account's row is
    the lock, so that two devices signing in at once share one cart.
    """
    rows = Account.objects.filter(pk=account.pk).select_for_update(no_key=True)
    list(rows.values_list("pk"))
    own, guest = _open_carts(account, guest)
    if guest is None:
        return own
    if own is None:
        guest.account = account
        guest.save(update_fields=["account"])
        return guest
    adopt_holds(from_key=guest.key, to_key=own.key)
    known = set(own.cart_places.values_list("place_id", flat=True))
    guest.cart_places.exclude(place__in=known).update(cart=own)
    move_codes(guest, own)
    move_offer_codes(guest, own)
    guest.delete()
    return own


def _open_carts(
    account: Account, guest: Cart | None
) -> tuple[Cart | None, Cart | None]:
    """Lock and read the account's cart and the guest's; what was ordered is none."""
    wanted = Q(account=account)
    if guest is not None:
        wanted |= Q(pk=guest.pk, account=None)
    rows = Cart.objects.filter(wanted, closed_at=None).order_by("pk")
    found = list(rows.select_for_update(no_key=True))
    owned = next((cart for cart in found if cart.account_id), None)
    return owned, next((cart for cart in found if not cart.account_id), None)


def _seller(cart: Cart) -> Seller:
    """Whose allotments this cart can buy from."""
    return Seller(cart.channel, cart.account_id)


def _open_sale(
    performance_id: int, cart: Cart, *, now: datetime
) -> tuple[int | None, bool]:
    """Return how many places one order can have, and whether it is presale still.

    None is any number.
    """
    performance = _on_sale.first(performance_id, now)
    is_early = performance is None
    if performance is None and _may_be_early(performance_id, cart, now=now):
        one = Performance.objects.filter(pk=performance_id)
        performance = one.opening_after(now).values(*_OPENING).first()
    if performance is None:
        raise NotOnSale
    # A waiting room is before the sale, presale is before the room.
    if performance["has_room"] and not is_early:
        pass_gate(performance_id, cart.admission, cart_key=cart.key, now=now)
    if performance["currency"] != cart.currency:
        _change_currency(cart, performance["currency"])
    most = most_at_once(performance["most_per_order"], performance["most_per_buyer"])
    return most, is_early


def _may_be_early(performance_id: int, cart: Cart, *, now: datetime) -> bool:
    """Whether its level lets the cart in, or a presale for which it may have a code."""
    if early_level(performance_id, cart.account_id, now=now) is not None:
        return True
    return windows_of(performance_id, now=now).exists()


@compiled
def _on_sale(
    performance_id: int, now: datetime
) -> QuerySet[Performance, dict[str, Any]]:
    one = Performance.objects.filter(pk=performance_id)
    found: QuerySet[Performance, dict[str, Any]] = one.on_sale(now).values(*_OPENING)
    return found


def _count_of_this(
    cart: Cart, performance_id: int, *, more: set[int], most: int
) -> None:
    theirs = cart.cart_places.filter(place__performance=performance_id)
    if len(more.union(theirs.values_list("place_id", flat=True))) > most:
        raise TooManyOfThis(most=most)


def _change_currency(cart: Cart, currency: str) -> None:
    """A cart is in the currency of what is in it; an empty one takes any."""
    if cart.pk and cart.cart_places.exists():
        raise OtherCurrency(currency=cart.currency)
    cart.currency = currency
    if cart.pk:
        cart.save(update_fields=["currency"])


def _save_and_count(cart: Cart, *, more: set[int], now: datetime) -> None:
    """Save a new cart; refuse more places than one order may have."""
    before: set[int] = set()
    if not cart.pk:
        add(cart)
    else:
        before = set(cart.cart_places.values_list("place_id", flat=True))
    most = most_for(cart.account_id, the_house(), now=now)
    if len(before | more) > most:
        raise TooManyPlaces(most=most)
