"""Gift cards and credit that a buyer wants to use; wrong codes are counted."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from ground.crash import crash_point
from ground.errors import Refusal
from ground.money import ZERO
from members.models import Account
from ticketing.house.models import the_house
from ticketing.orders.models import Cart, Order
from ticketing.payments.credit.balances import (
    balance,
    card_of,
    credit_of,
    house_has_credit,
    is_over,
)
from ticketing.payments.credit.errors import GiftCardEmpty, GiftCardUnknown
from ticketing.payments.credit.models import GIFT_CARD, Credit
from ticketing.payments.credit.spending import spend
from ticketing.payments.errors import NothingToPay
from ticketing.payments.services import change_method
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
    return _found(wish, currency, network=network, now=now)


def _found(wish: Wish, currency: str, *, network: str, now: datetime) -> list[int]:
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
    return _offered(cart.account_id, cart.currency, now=now)


def offered_for_order(
    order: Order, account: Account | None, *, now: datetime
) -> Offered:
    """What the page of an unpaid order offers to whoever looks at it.

    Its address may have been passed on: the account's credit is for the account alone.
    """
    if not house_has_credit() or order.lines.filter(kind=GIFT_CARD).exists():
        return Offered(is_known=False)
    is_theirs = account is not None and account.pk == order.account_id
    of = order.account_id if is_theirs else None
    return _offered(of, order.currency, now=now)


def pay_with_credit(order: Order, wish: Wish, *, network: str, now: datetime) -> None:
    """Let credit pay what it can of an order that waits for its money.

    What was begun for more than is left is begun anew for the rest; its time to pay
    stays. Raises NothingToPay, TooManyGuesses, or as `card_of`.
    """
    is_late = order.pay_by is not None and order.pay_by <= now
    if not order.is_unpaid or is_late:
        raise NothingToPay
    credits_ = _found(wish, order.currency, network=network, now=now)
    if not spend(order.pk, credits_, now=now):
        raise GiftCardEmpty
    crash_point("credit-paid-a-part")
    order.refresh_from_db()
    begun = order.payments.open().order_by("-pk").first()
    if order.is_unpaid and begun is not None:
        # What is left may be too little for the way: the page offers others.
        with suppress(Refusal):
            change_method(order.pk, begun.method, now=now)


def _offered(account_id: int | None, currency: str, *, now: datetime) -> Offered:
    own = None
    if account_id is not None:
        own = credit_of(account_id, currency)
    if own is not None and is_over(own, now):
        own = None
    return Offered(is_known=True, balance=balance(own) if own else ZERO)
