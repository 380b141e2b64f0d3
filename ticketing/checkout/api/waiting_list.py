"""The waiting list over JSON: joining, proving the address, taking an offer."""

from datetime import datetime
from typing import Annotated

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Field, Router, Schema, Status
from ninja.errors import HttpError

from ground.api.errors import Error
from members.api_auth import anyone
from members.models import TokenScope
from ticketing.checkout.api import answers, schemas
from ticketing.checkout.api.carts import cart_of
from ticketing.checkout.descriptions import describe_place
from ticketing.checkout.seat_page import most_of, offered_or_404
from ticketing.checkout.selectors import cart_contents
from ticketing.checkout.waiting_list import ask_to_confirm, put_offer_into
from ticketing.house.models import the_house
from ticketing.rush import waiting_list
from ticketing.rush.errors import TooManyOfThis
from ticketing.rush.models import WaitingEntry, WaitingOffer
from ticketing.rush.networks import network_of
from ticketing.rush.waiting_tasks import serve_one
from ticketing.shows.models import Performance
from ticketing.stock.models import Place, PriceTier

router = Router(tags=["waiting list"], auth=anyone(TokenScope.BUY))
REFUSALS = dict.fromkeys((403, 404, 409, 422), Error)
Secret = Annotated[str, Field(max_length=64)]


class WishIn(Schema):
    """`tiers` are ids of prices that suit; none means any."""

    email: schemas.Address
    quantity: schemas.Quantity
    together: bool = True
    tiers: Annotated[list[int], Field(max_length=50)] = []
    language: Annotated[str, Field(pattern="^(en|zh-hans)$")] = "en"


class WrittenOut(Schema):
    """The address gets a link; its last part is the entry's secret."""

    written_to: str


class OfferOut(Schema):
    deadline: datetime
    places: list[schemas.Names]


class EntryOut(Schema):
    """`state`: unproved, waiting, offered, or how it ended: left, taken, lapsed.

    `position` counts from 1, as long as the entry is on the list.
    """

    performance: int
    quantity: int
    together: bool
    tiers: list[int]
    state: str
    position: int | None
    offer: OfferOut | None


class TakeIn(Schema):
    cart: Annotated[str, Field(max_length=64)]


@router.post(
    "/performances/{performance_id}/waiting-list",
    response={202: WrittenOut, **REFUSALS},
    summary="Ask for places that come back",
)
def join_waiting_list(
    request: HttpRequest, performance_id: int, data: WishIn
) -> Status[WrittenOut]:
    """The answer is the same whether the address is on the list already or not."""
    found = offered_or_404(performance_id)
    entry = waiting_list.join_list(
        found,
        _wish(found, data),
        email=data.email,
        language=data.language,
        now=timezone.now(),
    )
    ask_to_confirm(entry, network=network_of(request))
    return Status(202, WrittenOut(written_to=data.email))


@router.get(
    "/waiting-list/{secret}",
    response={200: EntryOut, **REFUSALS},
    summary="Where somebody stands, and what is offered to them",
)
def read_waiting(request: HttpRequest, secret: Secret) -> EntryOut:
    return _told(_entry(secret), now=timezone.now())


@router.post(
    "/waiting-list/{secret}/confirmation",
    response={200: EntryOut, **REFUSALS},
    summary="Prove the address",
)
def confirm_waiting(request: HttpRequest, secret: Secret) -> EntryOut:
    """From now on the entry has its place on the list."""
    entry, now = _entry(secret), timezone.now()
    waiting_list.confirm(entry, now=now)
    serve_one.enqueue(entry.performance_id)
    return _told(_entry(secret), now=now)


@router.post(
    "/waiting-list/{secret}/taking",
    response={200: schemas.CartOut, **REFUSALS},
    summary="Put the offered places into a cart",
)
def take_waiting(request: HttpRequest, secret: Secret, data: TakeIn) -> schemas.CartOut:
    entry, now = _entry(secret), timezone.now()
    cart = cart_of(request, data.cart)
    put_offer_into(cart, entry, now=now)
    return answers.cart(cart_contents(cart, the_house(), now=now), now=now)


@router.delete(
    "/waiting-list/{secret}",
    response={200: EntryOut, **REFUSALS},
    summary="Leave the list",
)
def leave_waiting(request: HttpRequest, secret: Secret) -> EntryOut:
    """What was offered goes to the next."""
    entry, now = _entry(secret), timezone.now()
    waiting_list.leave(entry, now=now)
    serve_one.enqueue(entry.performance_id)
    return _told(_entry(secret), now=now)


def _wish(performance: Performance, data: WishIn) -> waiting_list.Wish:
    """Raises TooManyOfThis, or HttpError for a price of another performance."""
    most = most_of(performance, the_house())
    if data.quantity > most:
        raise TooManyOfThis(most=most)
    tiers = PriceTier.objects.filter(performance=performance, pk__in=data.tiers)
    if len(set(data.tiers)) > tiers.count():
        raise HttpError(422, "A tier is not of this performance.")
    return waiting_list.Wish(data.quantity, data.together, tuple(set(data.tiers)))


def _entry(secret: str) -> WaitingEntry:
    entry = WaitingEntry.objects.filter(secret=secret).first()
    if entry is None:
        raise Http404
    return entry


def _told(entry: WaitingEntry, *, now: datetime) -> EntryOut:
    is_live = entry.ended_at is None
    offer = waiting_list.open_offer(entry, now=now) if is_live else None
    waits = is_live and entry.confirmed_at is not None
    state = entry.outcome or ("waiting" if waits else "unproved")
    return EntryOut(
        performance=entry.performance_id,
        quantity=entry.quantity,
        together=entry.together,
        tiers=sorted(entry.tiers.values_list("pk", flat=True)),
        state="offered" if offer else state,
        position=waiting_list.position(entry) if waits else None,
        offer=_offered(offer) if offer else None,
    )


def _offered(offer: WaitingOffer) -> OfferOut:
    places = Place.objects.filter(pk__in=waiting_list.offered_places(offer))
    named = places.select_related(
        "section", "seat", "performance__show", "performance__hall__venue"
    ).order_by("pk")
    told = [describe_place(place) for place in named]
    return OfferOut(
        deadline=offer.deadline,
        places=[schemas.Names(en=en, zh_hans=zh) for en, zh in told],
    )
