"""Choosing: the seat page, the map's data, and the hold."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from ground.errors import Refusal
from ground.keeping import MINUTE, SECOND, kept
from ground.row_keys import is_key
from members.levels import level_of
from ticketing.checkout import carts, plans
from ticketing.checkout.best_choice import apart_words, choose_best
from ticketing.checkout.forms import BestForm, PlacesForm, QuantityForm
from ticketing.checkout.fragments import WEEK, compressed, json_answer
from ticketing.checkout.presale import early_of, with_codes
from ticketing.checkout.pricing import house_prices
from ticketing.checkout.seat_page import (
    Asked,
    map_texts,
    most_of,
    offered_or_404,
    seat_page,
    seating_now,
    without_places,
)
from ticketing.checkout.seating import kept_for
from ticketing.checkout.selectors import cart_contents
from ticketing.checkout.views.posting import REFUSED, acting
from ticketing.checkout.visitor import cart_of, cart_to_fill, keep_cart, own_account
from ticketing.checkout.waiting import must_wait, showing, to_the_line
from ticketing.house.models import the_house
from ticketing.orders.models import Cart
from ticketing.rush.level_lead import levels_before
from ticketing.rush.models import PresaleWindow
from ticketing.rush.presale import Early, coming_windows
from ticketing.rush.room_errors import RoomRefusal
from ticketing.shows.models import Performance
from ticketing.shows.sale import SaleState, sale_state
from ticketing.stock.errors import PlacesUnavailable, RestrictedView
from ticketing.stock.models import Place
from ticketing.venues.models import PlanVersion, Section

# More than any order can have; keeps a made-up query short.
MOST_TICKED: Final = 100
# Stand in a page that is built once for many for what is one visitor's own.
TOKEN: Final = "the-token-of-this-visitor"  # noqa: S105 it stands for one
SAID: Final = "what-is-said-to-this-visitor"

ChoiceForm = BestForm | PlacesForm | QuantityForm


@never_cache
@require_GET
def performance(request: HttpRequest, pk: int) -> HttpResponse:
    """The seat page, or one section of its list where htmx asks for that."""
    asked, now = _asked(request.GET), timezone.now()
    part = request.headers.get("HX-Target") == "seat-list"
    if not part and _is_newcomer(request):
        page = _page_for_newcomers(request, pk, asked, now=now)
        return HttpResponse(page) if page else redirect("rush:room", pk=pk)
    found = offered_or_404(pk)
    early = early_of(request, found, now=now)
    if not early and must_wait(request, found, now=now):
        return redirect("rush:line", pk=pk)
    return _page(request, found, asked, now=now, part=part)


@acting("checkout:performance")
def hold(request: HttpRequest, pk: int) -> HttpResponse:
    """Hold what was chosen and go on to the basket, or say why not."""
    now = timezone.now()
    form = _form(request.POST)
    if not form.is_valid():
        if _nothing_new(request, pk, now=now):
            return redirect(_next(request))
        return _refused(request, pk, form, now=now)
    cart = cart_to_fill(request, currency=the_house().currency)
    try:
        showing(with_codes(cart, request), request, pk)
        apart = _choose(cart, pk, form, now=now)
    except RoomRefusal as refusal:
        return to_the_line(request, pk, refusal)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return _refused(request, pk, form, now=now, refusal=refusal)
    if apart:
        messages.info(request, apart)
    response = redirect(_next(request))
    keep_cart(request, response, cart)
    return response


def _next(request: HttpRequest) -> str:
    """The basket, or the payment at once where the button says so."""
    return "checkout:checkout" if "pay" in request.POST else "checkout:cart"


def _form(data: QueryDict) -> ChoiceForm:
    """The best of so many, a number of any, or those that were ticked."""
    if "best" in data:
        return BestForm(data)
    return QuantityForm(data) if "quantity" in data else PlacesForm(data)


def _nothing_new(request: HttpRequest, pk: int, *, now: datetime) -> bool:
    """Nothing was ticked, but places of it are in the basket: going on is fine."""
    if {"place", "quantity", "best"} & request.POST.keys():
        return False
    contents = cart_contents(cart_of(request), the_house(), now=now)
    return any(line.place.performance_id == pk for line in contents.held)


def _refused(
    request: HttpRequest,
    pk: int,
    form: ChoiceForm,
    *,
    now: datetime,
    refusal: Refusal | None = None,
) -> HttpResponse:
    """The page again, with the sentences and with all that can still be had."""
    asked = replace(
        _asked(request.POST),
        better=tuple(getattr(refusal, "better", ())),
        gone=tuple(refusal.taken) if isinstance(refusal, PlacesUnavailable) else (),
        must_know_view=isinstance(refusal, RestrictedView),
    )
    status = refusal.status if refusal else REFUSED
    errors = [str(error) for errors in form.errors.values() for error in errors]
    if _is_newcomer(request) and asked.has_lost_all:
        page = _page_for_newcomers(request, pk, asked, now=now, error=errors[0])
        if page:
            return HttpResponse(page, status=status)
    return _page(
        request, offered_or_404(pk), asked, now=now, errors=errors, status=status
    )


def _choose(cart: Cart, pk: int, form: ChoiceForm, *, now: datetime) -> str:
    """Hold what the form asks for; returns what must be told of it, or nothing."""
    wish = form.cleaned_data
    if isinstance(form, PlacesForm):
        carts.choose_places(
            cart, pk, wish["place"], now=now, knows_view=wish["knows_view"]
        )
    elif isinstance(form, BestForm):
        return _choose_best(cart, pk, form, now=now)
    else:
        carts.choose_any(
            cart,
            pk,
            section_id=wish["section"],
            tier_id=wish["tier"],
            quantity=wish["quantity"],
            now=now,
        )
    return ""


def _choose_best(cart: Cart, pk: int, form: BestForm, *, now: datetime) -> str:
    tier = form.cleaned_data["tier"]
    best = choose_best(
        cart,
        pk,
        quantity=form.cleaned_data["best"],
        tier_ids=[tier] if tier else None,
        now=now,
    )
    return apart_words(best)


def _is_newcomer(request: HttpRequest) -> bool:
    """Whoever has chosen nothing and signed in nowhere sees what all see."""
    strangers = {settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME}
    return request.COOKIES.keys() <= strangers and request.GET.keys() <= {"section"}


def _page_for_newcomers(
    request: HttpRequest, pk: int, asked: Asked, *, now: datetime, error: str = ""
) -> str:
    """The page kept for a second; the form's token is each visitor's own.

    So is the sentence to one who lost all that was chosen. In a rush most of those
    who are refused are such newcomers: their page costs no more than the first look.
    Empty where there is a waiting room: that is the newcomers' page.
    """

    def build() -> str:
        found = offered_or_404(pk)
        if must_wait(request, found, now=now):
            return ""
        shown = Asked(section=section)
        context = _context(found, None, shown, now=now, errors=[SAID] if error else [])
        context["csrf_token"] = TOKEN
        return render_to_string("checkout/seats.html", context, request)

    site = f"{request.scheme}://{request.get_host()}"
    section = asked.section if asked.section in _sections_of(pk) else None
    key = f"seat-page:{site}:{pk}:{get_language()}:{section}:{bool(error)}"
    # Whoever lost a race tries again at once: from what is younger.
    seconds = SECOND / 4 if error else SECOND
    page = without_places(kept(key, seconds, build), asked.gone)
    page = page.replace(SAID, escape(error), 1) if error else page
    return page.replace(TOKEN, get_token(request))


def _sections_of(pk: int) -> frozenset[int]:
    """The sections of its plan: a made-up number makes no page of its own."""

    def build() -> frozenset[int]:
        plan = Performance.objects.filter(pk=pk).values("plan_version")
        found = Section.objects.filter(version__in=plan).values_list("pk", flat=True)
        return frozenset(found)

    return kept(f"sections-of:{pk}", MINUTE, build)


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
    cart = None if part else cart_of(request)
    early = early_of(request, found, now=now)
    asked = replace(asked, most=_most_of_level(request, now=now))
    context = _context(found, cart, asked, now=now, errors=errors or (), early=early)
    if not part and context["page"].seating.kept:
        context["kept"] = _kept_for(request, found, now=now)
    name = "checkout/seats/section.html" if part else "checkout/seats.html"
    response = render(request, name, context, status=status)
    keep_cart(request, response, cart)
    return response


def _kept_for(
    request: HttpRequest, found: Performance, *, now: datetime
) -> list[Place]:
    """What is allotted to an account of the visitor's."""
    account = own_account(request)
    return kept_for(found.pk, account.pk, now=now) if account else []


def _most_of_level(request: HttpRequest, *, now: datetime) -> int | None:
    account = own_account(request)
    level = level_of(account.pk, now) if account else None
    return level.most_places if level else None


def _context(
    found: Performance,
    cart: Cart | None,
    asked: Asked,
    *,
    now: datetime,
    errors: Iterable[str] = (),
    early: Early | None = None,
) -> dict[str, Any]:
    house = the_house()
    asked = replace(asked, is_early=early is not None)
    return {
        "page": seat_page(found, cart, house, asked=asked, now=now, errors=errors),
        "early": early,
        "presales": _presales(found, now=now),
        "levels_before": _levels_before(found, now=now),
        "performance": found,
        "included": house_prices(house, found.currency, found.show.kind),
        "texts": map_texts(),
        "most": most_of(found, house, asked.most),
        "now": now,
    }


def _presales(found: Performance, *, now: datetime) -> list[PresaleWindow]:
    """What is told of presale, where the sale opens later."""
    if sale_state(found, now) != SaleState.OPENS_LATER:
        return []
    return list(coming_windows(found.pk, now=now))


def _levels_before(found: Performance, *, now: datetime) -> list[Any]:
    """Which members choose when, where the sale opens later."""
    if sale_state(found, now) != SaleState.OPENS_LATER:
        return []
    return levels_before(found)


def _asked(data: QueryDict) -> Asked:
    """Read what a page was asked for; what is ill formed was not asked."""
    section = next(iter(_keys(data, "section")), None)
    return Asked(
        section=None if "quantity" in data else section,
        places=tuple(_keys(data, "place")[:MOST_TICKED]),
        quantity=data.get("quantity", "")[:20],
        best=data.get("best", "")[:20],
        knows_view="knows_view" in data,
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
        on_sale = sale_state(found, now) == SaleState.ON_SALE or any(
            window.begins_at <= now for window in _presales(found, now=now)
        )
        tiers = seating_now(found, now=now).on_map if on_sale else ()
        return compressed(plans.free_places(found, tiers, now=now))

    body = kept(f"places:{pk}:{get_language()}", SECOND, build)
    response = json_answer(request, body)
    response["Cache-Control"] = "public, max-age=1"
    return response
