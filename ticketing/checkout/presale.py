"""Where the checkout meets presale: the codes that a visitor has entered.

They are in a signed cookie until places are held with them; from then on they
are the cart's.
"""

from contextlib import suppress
from datetime import datetime
from typing import Final

from django.core import signing
from django.http import HttpRequest, HttpResponse

from ticketing.checkout.visitor import own_account
from ticketing.orders.models import Cart
from ticketing.rush.errors import CodeUnknown
from ticketing.rush.guessing import count_wrong, may_guess
from ticketing.rush.models import PresaleCode
from ticketing.rush.networks import network_of
from ticketing.rush.presale import Early, early_for, find_code
from ticketing.shows.models import Performance
from ticketing.shows.sale import SaleState, sale_state

COOKIE: Final = "presale"
COOKIE_SECONDS: Final = 7 * 24 * 3600
_SALT: Final = "ticketing.checkout.presale"
_MOST: Final = 10


def codes_of(request: HttpRequest) -> tuple[int, ...]:
    """The keys of the codes that this browser has entered, oldest first."""
    told = request.COOKIES.get(COOKIE, "")
    found: list[int] = []
    if told:
        with suppress(signing.BadSignature):
            found = signing.loads(told, salt=_SALT, max_age=COOKIE_SECONDS)
    return tuple(found)


def with_codes(cart: Cart, request: HttpRequest) -> Cart:
    """The cart, with the codes that its visitor has entered."""
    cart.presale_codes = codes_of(request)
    return cart


def early_of(
    request: HttpRequest, performance: Performance, *, now: datetime
) -> Early | None:
    """What this visitor may buy of a performance whose sale opens later."""
    if sale_state(performance, now) != SaleState.OPENS_LATER:
        return None
    account = own_account(request)
    return early_for(
        performance.pk,
        code_ids=codes_of(request),
        account_id=account.pk if account else None,
        now=now,
    )


def enter_code(
    request: HttpRequest, performance_id: int, text: str, *, now: datetime
) -> PresaleCode:
    """Look a typed code up. Raises TooManyGuesses and what `find_code` raises."""
    network = network_of(request)
    may_guess(network)
    try:
        return find_code(text, performance_id, now=now)
    except CodeUnknown:
        count_wrong(network)
        raise


def remember(request: HttpRequest, response: HttpResponse, code: PresaleCode) -> None:
    """Let the browser keep the code for a week."""
    kept = [pk for pk in codes_of(request) if pk != code.pk][1 - _MOST :]
    response.set_cookie(
        COOKIE,
        signing.dumps([*kept, code.pk], salt=_SALT),
        max_age=COOKIE_SECONDS,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )
