"""Choosing: the seat page, the map's data, and the hold."""

from datetime import datetime
from typing import Final

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from ground.errors import Refusal
from ticketing.checkout import carts, plans
from ticketing.checkout.forms import PlacesForm, QuantityForm, is_key
from ticketing.checkout.fragments import (
    SECOND,
    WEEK,
    compressed,
    json_answer,
    kept,
)
from ticketing.checkout.seat_page import (
    Asked,
    map_texts,
    most_of,
    offered_or_404,
    seat_page,
    seating_now,
)
from ticketing.checkout.selectors import cart_contents, house_prices
from ticketing.checkout.views.posting import REFUSED, acting
from ticketing.checkout.visitor import cart_of, cart_to_fill, keep_cart
from ticketing.house.models import the_house
from ticketing.orders.models import Cart
from ticketing.shows.models import Performance
from ticketing.shows.sale import SaleState, sale_state
from ticketing.venues.models import PlanVersion

# More than any order can have; keeps a made-up query short.
MOST_TICKED: Final = 100


@never_cache
@require_GET
def performance(request: HttpRequest, pk: int) -> HttpResponse:
    """The seat page, or one section of its list where htmx asks for that."""
    asked = _asked(request.GET)
    part = request.headers.get("HX-Target") == "seat-list"
    return _page(request, offered_or_404(pk), asked, now=timezone.now(), part=part)


@acting("checkout:performance")
def hold(request: HttpRequest, pk: int) -> HttpResponse:
    """Hold what was chosen and go on to the basket, or say why not."""
    now = timezone.now()
    form = (QuantityForm if "quantity" in request.POST else PlacesForm)(request.POST)
    if not form.is_valid():
        if _nothing_new(request, pk, now=now):
            return redirect("checkout:cart")
        return _refused(request, pk, form, now=now)
    cart = cart_to_fill(request, currency=the_house().currency)
    try:
        _choose(cart, pk, form, now=now)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return _refused(request, pk, form, now=now, status=refusal.status)
    response = redirect("checkout:cart")
    keep_cart(request, response, cart)
    return response


def _nothing_new(request: HttpRequest, pk: int, *, now: datetime) -> bool:
    """Nothing was ticked, but places of it are in the basket: going on is fine."""
    if "place" in request.POST or "quantity" in request.POST:
        return False
    contents = cart_contents(cart_of(request), the_house(), now=now)
    return any(line.place.performance_id == pk for line in contents.held)


def _refused(
    request: HttpRequest,
    pk: int,
    form: PlacesForm | QuantityForm,
    *,
    now: datetime,
    status: int = REFUSED,
) -> HttpResponse:
    """The page again, with the sentences and with all that can still be had."""
    asked = _asked(request.POST)
    errors = [str(error) for errors in form.errors.values() for error in errors]
    return _page(
        request, offered_or_404(pk), asked, now=now, errors=errors, status=status
    )


def _choose(
    cart: Cart, pk: int, form: PlacesForm | QuantityForm, *, now: datetime
) -> None:
    wish = form.cleaned_data
    if isinstance(form, PlacesForm):
        carts.choose_places(cart, pk, wish["place"], now=now)
    else:
        carts.choose_any(
            cart,
            pk,
            section_id=wish["section"],
            tier_id=wish["tier"],
            quantity=wish["quantity"],
            now=now,
        )


def _page(  # noqa: PLR0913 everything by which this page differs
    request: HttpRequest,
    found: Performance,
    asked: Asked,
    *,
    now: datetime,
    errors: list[str] | None = None,
    status: int = 200,
    part: bool = False,
) -> HttpResponse:
    house = the_house()
    cart = None if part else cart_of(request)
    page = seat_page(found, cart, house, asked=asked, now=now, errors=errors or ())
    context = {
        "page": page,
        "performance": found,
        "included": house_prices(house, found.currency),
        "texts": map_texts(),
        "most": most_of(found, house),
        "now": now,
    }
    name = "checkout/seats/section.html" if part else "checkout/seats.html"
    response = render(request, name, context, status=status)
    keep_cart(request, response, cart)
    return response


def _asked(data: QueryDict) -> Asked:
    """Read what a page was asked for; what is ill formed was not asked."""
    section = next(iter(_keys(data, "section")), None)
    return Asked(
        section=None if "quantity" in data else section,
        places=tuple(_keys(data, "place")[:MOST_TICKED]),
        quantity=data.get("quantity", "")[:20],
        standing=section if "quantity" in data else None,
        tier=next(iter(_keys(data, "tier")), None),
    )


def _keys(data: QueryDict, name: str) -> list[int]:
    return [int(text) for text in data.getlist(name) if is_key(text)]


@require_GET
def geometry(request: HttpRequest, pk: int) -> HttpResponse:
    """The drawing of a plan version; it never changes under its address."""
    version = get_object_or_404(PlanVersion, pk=pk, used_at__isnull=False)
    key = f"geometry:{pk}:{get_language()}"
    body = kept(key, WEEK, lambda: compressed(plans.geometry(version)))
    response = json_answer(request, body)
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


@require_GET
def places(request: HttpRequest, pk: int) -> HttpResponse:
    """What is free, the same for everybody, at most a second old."""

    def build() -> bytes:
        found = offered_or_404(pk)
        now = timezone.now()
        on_sale = sale_state(found, now) == SaleState.ON_SALE
        tiers = seating_now(found, now=now).on_map if on_sale else ()
        return compressed(plans.free_places(found, tiers, now=now))

    body = kept(f"places:{pk}:{get_language()}", SECOND, build)
    response = json_answer(request, body)
    response["Cache-Control"] = "public, max-age=1"
    return response
