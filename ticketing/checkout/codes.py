"""Codes in a cart: entered, taken off, read with what they open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import QuerySet

from ground.compiled import compiled
from members.models import User
from members.proof import proved_addresses
from ticketing.checkout.code_errors import (
    OfferCodeNotNow,
    OfferCodeUnknown,
    TooManyOfferCodes,
)
from ticketing.checkout.code_uses import refuse_spent
from ticketing.checkout.models import CartCode
from ticketing.offers.models import Code
from ticketing.offers.models.codes import LONGEST, plain_code
from ticketing.offers.rules import Rule
from ticketing.orders.models import Cart
from ticketing.rush.buyers import one_email
from ticketing.rush.guessing import count_wrong, may_guess
from ticketing.rush.models import the_rules

MOST: Final = 5


@dataclass(frozen=True, slots=True)
class Entered:
    """A code of a cart; `holds` says whether it opens its offer now."""

    code: Code
    holds: bool


def entered_codes(
    cart: Cart, rules: Sequence[Rule], *, now: datetime
) -> tuple[Entered, ...]:
    """The codes of a cart, oldest first; one query, none where no offer needs one."""
    open_offers = {rule.key for rule in rules if rule.needs_code}
    if not open_offers:
        return ()
    return tuple(
        Entered(
            found.code, found.code.offer_id in open_offers and found.code.runs_at(now)
        )
        for found in _codes_of(cart.pk)
    )


@compiled
def _codes_of(cart_id: int) -> QuerySet[CartCode]:
    return CartCode.objects.filter(cart=cart_id).select_related("code").order_by("pk")


def enter_code(cart: Cart, text: str, *, user: User | None, now: datetime) -> Code:
    """Put a code into a saved cart; entering it again changes nothing.

    A personal code is known to `user`, who is signed in and has confirmed its
    address: what somebody types is no proof. Raises TooManyGuesses, OfferCodeUnknown,
    OfferCodeNotNow, OfferCodeSpent or TooManyOfferCodes.
    """
    may_guess(cart.network)
    code = _known(text, user)
    if code is None:
        count_wrong(cart.network)
        raise OfferCodeUnknown
    if not (code.offer.runs_at(now) and code.runs_at(now)):
        raise OfferCodeNotNow(code=code.code)
    refuse_spent(code)
    theirs = set(CartCode.objects.filter(cart=cart).values_list("code", flat=True))
    if len(theirs | {code.pk}) > MOST:
        raise TooManyOfferCodes(most=MOST)
    CartCode.objects.get_or_create(cart=cart, code=code)
    return code


def _known(text: str, user: User | None) -> Code | None:
    """The code that was typed, unless it is another's."""
    plain = plain_code(text)[: LONGEST + 1]
    code = Code.objects.select_related("offer").filter(code=plain).first()
    if code is None or not code.is_active:
        return None
    return code if is_for(code, user) else None


def is_for(code: Code, user: User | None) -> bool:
    """Whether this person may use the code; one that is for all asks nothing."""
    if not code.email:
        return True
    rules = the_rules()
    theirs = {one_email(address, rules) for address in proved_addresses(user)}
    return one_email(code.email, rules) in theirs


def drop_code(cart: Cart, code_id: int) -> None:
    CartCode.objects.filter(cart=cart, code=code_id).delete()


def drop_code_named(cart: Cart, text: str) -> None:
    CartCode.objects.filter(cart=cart, code__code=plain_code(text)).delete()


def move_offer_codes(from_cart: Cart, to_cart: Cart) -> None:
    """What a guest entered stays with them when they sign in."""
    codes = CartCode.objects.filter(cart=from_cart).values_list("code_id", flat=True)
    CartCode.objects.bulk_create(
        [CartCode(cart=to_cart, code_id=code) for code in codes], ignore_conflicts=True
    )
