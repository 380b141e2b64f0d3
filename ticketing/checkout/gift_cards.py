"""Gift cards and credit that a buyer wants to use; wrong codes are counted."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from ground.money import ZERO
from members.models import Account
from ticketing.house.models import the_house
from ticketing.orders.models import Cart
from ticketing.payments.credit.balances import (
    balance,
    card_of,
    credit_of,
    house_has_credit,
    is_over,
)
from ticketing.payments.credit.errors import GiftCardUnknown
from ticketing.payments.credit.models import Credit
from ticketing.rush.guessing import count_wrong, may_guess


@dataclass(frozen=True, slots=True)
class Wish:
    """What a buyer says they pay with first."""

    card: str = ""
    of_account: Account | None = None


def credits_to_use(
    wish: Wish, cart_key: str, *, network: str, now: datetime
) -> list[int]:
    """Keys of the credits that a buyer asks for, the account's own first.

    None where the cart is an order already: pressing twice is once, and what
    the card had may be used up by then. Raises TooManyGuesses, or as `card_of`.
    """
    if not wish.card and wish.of_account is None:
        return []
    cart = Cart.objects.filter(key=cart_key).first()
    if cart is not None and cart.closed_at is not None:
        return []
    currency = cart.currency if cart else the_house().currency
    own = credit_of(wish.of_account.pk, currency) if wish.of_account else None
    found = [own] if own else []
    if wish.card:
        found.append(_card(wish.card, currency, network=network, now=now))
    return [credit.pk for credit in found]


def _card(typed: str, currency: str, *, network: str, now: datetime) -> Credit:
    may_guess(network)
    try:
        return card_of(typed, currency=currency, now=now)
    except GiftCardUnknown:
        count_wrong(network)
        raise


@dataclass(frozen=True, slots=True)
class Offered:
    """Whether codes are asked for, and what the account has to use."""

    is_known: bool
    balance: Decimal = ZERO


def offered_credit(cart: Cart | None, *, now: datetime) -> Offered:
    """What the pay page offers; a house without credit asks nothing for it.

    Credit that is blocked pays nothing, so nothing of it is offered.
    """
    if cart is None or not house_has_credit():
        return Offered(is_known=False)
    own = None
    if cart.account_id is not None:
        own = credit_of(cart.account_id, cart.currency)
    if own is not None and is_over(own, now):
        own = None
    return Offered(is_known=True, balance=balance(own) if own else ZERO)
