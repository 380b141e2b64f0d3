"""The basket: what is in it, and each way to change it."""

import re
from datetime import datetime
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from ground.errors import Refusal
from ground.row_keys import is_key
from ticketing.checkout import carts, codes
from ticketing.checkout.descriptions import place_name
from ticketing.checkout.forms import OfferCodeForm
from ticketing.checkout.presale import with_codes
from ticketing.checkout.selectors import CartContents, cart_contents
from ticketing.checkout.ticket_types import basket_groups
from ticketing.checkout.views.posting import REFUSED, acting
from ticketing.checkout.visitor import (
    cart_of,
    keep_cart,
    order_of_cookie,
    signed_in_user,
)
from ticketing.checkout.waiting import showing
from ticketing.house.models import the_house
from ticketing.offers.models import Concession
from ticketing.offers.selectors import (
    offered_concessions,
    takes_codes,
)
from ticketing.orders.models import Cart
from ticketing.rush.networks import network_of
from ticketing.stock.errors import PlacesUnavailable

PAGE = "checkout:cart"


@never_cache
@require_GET
def cart(request: HttpRequest) -> HttpResponse:
    """The basket as it is now."""
    return _page(request, cart_of(request), now=timezone.now())


@acting(PAGE)
def drop(request: HttpRequest) -> HttpResponse:
    """Take one place out; it goes on sale again at once."""
    mine = cart_of(request)
    if mine is not None:
        places = [int(p) for p in request.POST.getlist("place") if is_key(p)]
        carts.drop_places(mine, places, now=timezone.now())
    return _back(request, mine)


@acting(PAGE)
def change(request: HttpRequest) -> HttpResponse:
    """Set ticket types and named prices; fields are `type-<place>`, `price-<place>`."""
    mine = cart_of(request)
    if mine is None:
        return redirect(PAGE)
    try:
        carts.set_concessions(mine, _wishes(request))
        carts.name_prices(mine, _prices(request))
    except Refusal as refusal:
        return _page(request, mine, now=timezone.now(), errors=[str(refusal)])
    return _back(request, mine)


def _wishes(request: HttpRequest) -> dict[int, int | None]:
    """Read place → concession; an empty value is the full price."""
    wishes: dict[int, int | None] = {}
    for name, value in request.POST.items():
        kind, _dash, place = name.partition("-")
        if kind == "type" and is_key(place):
            # What is no number names no concession, and is refused as such.
            wishes[int(place)] = _key(str(value)) if value else None
    return wishes


def _prices(request: HttpRequest) -> dict[int, Decimal | None]:
    """Read place → the price that the buyer named."""
    found: dict[int, Decimal | None] = {}
    for name, value in request.POST.items():
        kind, _dash, place = name.partition("-")
        if kind == "price" and is_key(place):
            found[int(place)] = _amount(str(value))
    return found


def _amount(text: str) -> Decimal | None:
    """An amount as people write it, with a point or a comma; None is none."""
    plain = text.strip().replace(",", ".")
    return Decimal(plain) if re.fullmatch(r"\d{1,9}(\.\d{0,3})?", plain) else None


def _key(text: str) -> int:
    return int(text) if is_key(text) else 0


@acting(PAGE)
def enter_code(request: HttpRequest) -> HttpResponse:
    """Put a code into the basket; one that gives nothing is answered why."""
    mine, now = cart_of(request), timezone.now()
    form = OfferCodeForm(request.POST)
    if mine is None:
        return redirect(PAGE)
    mine.network, status = network_of(request), REFUSED
    if form.is_valid():
        user, text = signed_in_user(request), form.cleaned_data["code"]
        try:
            codes.enter_code(mine, text, user=user, now=now)
        except Refusal as refusal:
            form.add_error("code", str(refusal))
            status = refusal.status
        else:
            return _back(request, mine)
    return _page(request, mine, now=now, code_form=form, status=status)


@acting(PAGE)
def drop_code(request: HttpRequest) -> HttpResponse:
    """Take a code off."""
    mine, code = cart_of(request), request.POST.get("code", "")
    if mine is not None and is_key(code):
        codes.drop_code(mine, int(code))
    return _back(request, mine)


@acting(PAGE)
def empty(request: HttpRequest) -> HttpResponse:
    """Take everything out."""
    mine = cart_of(request)
    if mine is not None:
        carts.empty_cart(mine, now=timezone.now())
    return _back(request, mine)


@acting(PAGE)
def hold_again(request: HttpRequest) -> HttpResponse:
    """Hold lapsed places of one performance anew.

    Seats that somebody else has by now are named and leave the basket; the
    others stay, to be held with the same button.
    """
    now, mine = timezone.now(), cart_of(request)
    performance = request.POST.get("performance", "")
    if mine is None or not is_key(performance):
        return redirect(PAGE)
    mine.network = network_of(request)
    try:
        showing(with_codes(mine, request), request, int(performance))
        carts.hold_again(mine, int(performance), now=now)
    except PlacesUnavailable as refusal:
        return _lost(request, mine, refusal, now=now)
    except Refusal as refusal:
        return _page(request, mine, now=now, errors=[str(refusal)])
    return _back(request, mine)


def _lost(
    request: HttpRequest, mine: Cart, refusal: PlacesUnavailable, *, now: datetime
) -> HttpResponse:
    before = cart_contents(mine, the_house(), now=now)
    gone = [line for line in before.lapsed if line.place.pk in refusal.taken]
    names = "; ".join(place_name(line.place) for line in gone)
    carts.drop_lost_places(mine, refusal)
    sentence = _(
        "Somebody else has taken: %(places)s. They have left your basket; the"
        " others can still be held."
    )
    return _page(request, mine, now=now, errors=[sentence % {"places": names}])


def _back(request: HttpRequest, mine: Cart | None) -> HttpResponse:
    response = redirect(PAGE)
    keep_cart(request, response, mine)
    return response


def _page(
    request: HttpRequest,
    mine: Cart | None,
    *,
    now: datetime,
    errors: list[str] | None = None,
    code_form: OfferCodeForm | None = None,
    status: int = 0,
) -> HttpResponse:
    house = the_house()
    contents = cart_contents(mine, house, now=now)
    context = {
        "contents": contents,
        "groups": basket_groups(contents, _concessions(contents), house),
        "ordered": order_of_cookie(request) if contents.is_empty else None,
        "errors": errors or [],
        "code_form": code_form or OfferCodeForm(),
        "takes_codes": takes_codes(now),
        "now": now,
    }
    status = status or (REFUSED if errors else 200)
    response = render(request, "checkout/cart.html", context, status=status)
    keep_cart(request, response, mine)
    return response


def _concessions(contents: CartContents) -> list[Concession]:
    """The ticket types on offer; asked for only where there is something."""
    if contents.is_empty:
        return []
    return offered_concessions()
