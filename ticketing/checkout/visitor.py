"""Who is asking: the cart that a cookie names, the account that signed in."""

import re
from typing import Final

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from ground.compiled import compiled
from ground.names import CHINESE, ENGLISH
from members.models import Account, User
from members.services import personal_account
from ticketing.checkout import carts
from ticketing.orders.models import Cart, Order
from ticketing.rush.networks import network_of

COOKIE: Final = "cart"
COOKIE_SECONDS: Final = 30 * 24 * 3600
_KEY: Final = re.compile(r"[A-Za-z0-9_-]{20,64}")


def signed_in_user(request: HttpRequest) -> User | None:
    """The person who signed in. Costs a guest no query."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    user = request.user
    return user if isinstance(user, User) else None


def own_account(request: HttpRequest) -> Account | None:
    user = signed_in_user(request)
    return personal_account(user) if user else None


def language() -> str:
    """The language of the page, as orders and carts keep it."""
    return CHINESE if (get_language() or ENGLISH).startswith("zh") else ENGLISH


def cart_of(request: HttpRequest) -> Cart | None:
    """Find the visitor's open cart.

    A guest's is the one that the cookie names. Whoever signs in takes what
    they had chosen before into their account's cart.
    """
    found = _cart_by_key(cookie_key(request))
    account = own_account(request)
    if account is None:
        return found if found and found.account_id is None else None
    if found is not None and found.account_id == account.pk:
        return found
    return carts.cart_of_account(account, found)


def cart_to_fill(request: HttpRequest, *, currency: str) -> Cart:
    """The visitor's open cart, or a new one that is not saved yet."""
    cart = cart_of(request) or carts.new_cart(
        currency=currency, language=language(), account=own_account(request)
    )
    cart.network = network_of(request)
    return cart


def order_of_cookie(request: HttpRequest) -> Order | None:
    """The order that the cookie's cart became, until its page was seen."""
    key = cookie_key(request)
    return Order.objects.filter(cart_key=key).first() if key else None


def cookie_key(request: HttpRequest) -> str:
    """The cart's key as the browser sent it; empty where it can't be one."""
    key = request.COOKIES.get(COOKIE, "")
    return key if _KEY.fullmatch(key) else ""


def keep_cart(request: HttpRequest, response: HttpResponse, cart: Cart | None) -> None:
    """Let the browser remember the cart for 30 days; the key is a secret."""
    if cart is None or not cart.pk or cookie_key(request) == cart.key:
        return
    response.set_cookie(
        COOKIE,
        cart.key,
        max_age=COOKIE_SECONDS,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )


def forget_cart(request: HttpRequest, response: HttpResponse, key: str | None) -> None:
    """Let the browser forget a cart that has become an order."""
    if key and cookie_key(request) == key:
        response.delete_cookie(COOKIE, samesite="Lax")


def _cart_by_key(key: str) -> Cart | None:
    return _open_cart.first(key) if key else None


@compiled
def _open_cart(key: str) -> QuerySet[Cart]:
    return Cart.objects.filter(key=key, closed_at=None)
