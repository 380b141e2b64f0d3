"""Carts: the key that a cart was made with is the right to it."""

from datetime import datetime

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Router, Status
from ninja.errors import HttpError

from ground.api.errors import Error
from members.api_auth import anyone, caller
from members.models import TokenScope
from members.services import personal_account
from ticketing.checkout import carts, codes
from ticketing.checkout.api import answers, schemas
from ticketing.checkout.best_choice import choose_best, tiers_at
from ticketing.checkout.delivering import choices
from ticketing.checkout.presale import enter_code
from ticketing.checkout.selectors import cart_contents
from ticketing.delivery.areas import area_of
from ticketing.house.models import the_house
from ticketing.orders.models import Cart, SalesChannel
from ticketing.rush.api import token_shown
from ticketing.rush.networks import network_of

router = Router(tags=["carts"], auth=anyone(TokenScope.BUY))
REFUSALS = dict.fromkeys((403, 404, 409, 422, 429, 503), Error)


@router.post(
    "/carts", response={201: schemas.CartOut, **REFUSALS}, summary="Begin a cart"
)
def make_cart(request: HttpRequest, data: schemas.CartIn) -> Status[schemas.CartOut]:
    """A person's open cart is found again; a guest gets a new one."""
    user = caller(request)
    account = personal_account(user) if user else None
    cart = carts.cart_of_account(account, None) if account else None
    if cart is None:
        cart = carts.new_cart(
            currency=the_house().currency,
            language=data.language,
            account=account,
            channel=SalesChannel.API,
        )
        cart.save()
    return Status(201, _answer(cart, now=timezone.now()))


@router.get(
    "/carts/{key}", response={200: schemas.CartOut, **REFUSALS}, summary="Read a cart"
)
def read_cart(request: HttpRequest, key: str) -> schemas.CartOut:
    return _answer(cart_of(request, key), now=timezone.now())


@router.post(
    "/carts/{key}/places",
    response={200: schemas.CartOut, **REFUSALS},
    summary="Hold places",
)
def choose(request: HttpRequest, key: str, data: schemas.ChooseIn) -> schemas.CartOut:
    """Named places (all or none), or a number of places of a section and tier.

    Before the sale opens, `presale_code` lets who has one in. It is refused
    where it is not known, not now, or used.
    """
    cart, now = cart_of(request, key), timezone.now()
    _enter(cart, request, data, now=now)
    if data.places:
        carts.choose_places(
            cart,
            data.performance,
            data.places,
            now=now,
            knows_view=data.knows_view,
        )
    elif data.section and data.tier and data.quantity:
        carts.choose_any(
            cart,
            data.performance,
            section_id=data.section,
            tier_id=data.tier,
            quantity=data.quantity,
            now=now,
        )
    else:
        raise HttpError(422, "Give places, or section, tier and quantity.")
    return _answer(cart, now=now)


@router.post(
    "/carts/{key}/best",
    response={200: schemas.BestOut, **REFUSALS},
    summary="Hold the best places",
)
def choose_the_best(
    request: HttpRequest, key: str, data: schemas.BestIn
) -> schemas.BestOut:
    """Numbered seats beside one another, nearest to the focal point.

    Where so many are not free together, they come in smaller groups: `groups`
    are their sizes. A `presale_code` counts as where places are named.
    """
    cart, now = cart_of(request, key), timezone.now()
    _enter(cart, request, data, now=now)
    tiers = None
    if data.price is not None:
        tiers = tiers_at(data.performance, data.price, now=now)
    best = choose_best(
        cart,
        data.performance,
        quantity=data.quantity,
        tier_ids=[data.tier] if data.tier is not None else tiers,
        now=now,
    )
    return schemas.BestOut(
        places=list(best.places),
        groups=list(best.groups),
        together=best.is_together,
        cart=_answer(cart, now=now),
    )


@router.delete(
    "/carts/{key}/places/{place_id}",
    response={200: schemas.CartOut, **REFUSALS},
    summary="Give a place back",
)
def drop(request: HttpRequest, key: str, place_id: int) -> schemas.CartOut:
    cart, now = cart_of(request, key), timezone.now()
    carts.drop_places(cart, [place_id], now=now)
    return _answer(cart, now=now)


@router.patch(
    "/carts/{key}/places/{place_id}",
    response={200: schemas.CartOut, **REFUSALS},
    summary="Choose a concession for a place, or name its price",
)
def change(
    request: HttpRequest, key: str, place_id: int, data: schemas.PlaceChangeIn
) -> schemas.CartOut:
    cart = cart_of(request, key)
    if "concession" in data.model_fields_set:
        carts.set_concession(cart, place_id, data.concession)
    if data.price is not None:
        carts.name_prices(cart, {place_id: data.price})
    return _answer(cart, now=timezone.now())


@router.post(
    "/carts/{key}/hold-again",
    response={200: schemas.CartOut, **REFUSALS},
    summary="Hold again what has lapsed",
)
def hold_again(
    request: HttpRequest, key: str, data: schemas.PerformanceIn
) -> schemas.CartOut:
    cart, now = cart_of(request, key), timezone.now()
    carts.hold_again(cart, data.performance, now=now)
    return _answer(cart, now=now)


@router.get(
    "/carts/{key}/deliveries",
    response={200: list[schemas.DeliveryOut], **REFUSALS},
    summary="Ways of delivery for a cart",
)
def read_deliveries(
    request: HttpRequest, key: str, country: str = "", region: str = ""
) -> list[schemas.DeliveryOut]:
    """With a country (and in China a province) each way has its price."""
    cart, now = cart_of(request, key), timezone.now()
    contents = cart_contents(cart, the_house(), now=now)
    area = area_of(country, region) if country else ()
    return answers.deliveries(choices(contents, now=now, area=area))


@router.post(
    "/carts/{key}/codes",
    response={200: schemas.CartOut, **REFUSALS},
    summary="Enter a code of an offer",
)
def enter_offer_code(
    request: HttpRequest, key: str, data: schemas.CodeIn
) -> schemas.CartOut:
    """One that is another's is not known."""
    cart, now = cart_of(request, key), timezone.now()
    codes.enter_code(cart, data.code, user=caller(request), now=now)
    return _answer(cart, now=now)


@router.delete(
    "/carts/{key}/codes/{code}",
    response={200: schemas.CartOut, **REFUSALS},
    summary="Take a code off",
)
def drop_offer_code(request: HttpRequest, key: str, code: str) -> schemas.CartOut:
    cart, now = cart_of(request, key), timezone.now()
    codes.drop_code_named(cart, code)
    return _answer(cart, now=now)


def cart_of(request: HttpRequest, key: str) -> Cart:
    """Raises Http404 where the cart is closed, or is another person's."""
    cart = Cart.objects.filter(key=key, closed_at=None).first()
    if cart is None:
        raise Http404
    cart.network = network_of(request)
    user = caller(request)
    if cart.account_id is not None and (
        user is None or personal_account(user).pk != cart.account_id
    ):
        raise Http404
    cart.admission = token_shown(request)
    return cart


def _enter(
    cart: Cart,
    request: HttpRequest,
    data: schemas.ChooseIn | schemas.BestIn,
    *,
    now: datetime,
) -> None:
    """Show the cart's presale code, if one is sent. Raises what `enter_code` does."""
    if data.presale_code:
        code = enter_code(request, data.performance, data.presale_code, now=now)
        cart.presale_codes = (code.pk,)


def _answer(cart: Cart, *, now: datetime) -> schemas.CartOut:
    return answers.cart(cart_contents(cart, the_house(), now=now), now=now)
