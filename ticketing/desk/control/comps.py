"""Giving tickets away: within the house's quota, with a reason, by two people."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from ground.money import ZERO
from members.models import User
from ticketing.checkout.descriptions import describe_place
from ticketing.delivery.models import Delivery
from ticketing.delivery.selectors import free_e_tickets
from ticketing.desk.control.comp_mail import deciders_of
from ticketing.desk.control.errors import (
    CompDecided,
    NoEmailDelivery,
    SecondPersonNeeded,
    TooManyComps,
)
from ticketing.desk.models import Comp, CompPlace, CompState
from ticketing.desk.tasks import mail_comp_asked, mail_comp_decided
from ticketing.house.models import House, the_house
from ticketing.offers.quote import Step
from ticketing.orders import services as orders
from ticketing.orders.models import Order, OrderEventKind, OrderLine, SalesChannel
from ticketing.orders.phases import Phase
from ticketing.orders.place_lines import PLACE
from ticketing.shows.models import Performance
from ticketing.stock.models import Place
from ticketing.stock.services import order_withheld
from ticketing.stock.withholding import put_back, set_aside


@dataclass(frozen=True, slots=True)
class Guest:
    """Who gets the tickets, in which language, and why."""

    name: str
    email: str
    language: str
    reason: str


def comps_left(performance: Performance) -> int:
    """How many places of it may still be given away."""
    given = CompPlace.objects.filter(
        comp__performance=performance,
        comp__state__in=[CompState.ASKED, CompState.GRANTED],
    )
    return max(0, House.objects.get().most_comps - given.count())


def _keep_quota(performance: Performance, place_ids: Collection[int]) -> None:
    # The quota's lock: two people asking at once count one after the other.
    Performance.objects.under_lock(performance.pk)
    left = comps_left(performance)
    if len(set(place_ids)) > left:
        raise TooManyComps(most=the_house().most_comps, left=left)


@transaction.atomic
def ask_comp(
    performance: Performance,
    place_ids: Collection[int],
    *,
    guest: Guest,
    by: User,
    now: datetime,
) -> Comp:
    """Ask for free tickets; grant them at once where one person is enough.

    The places, free or withheld, are set aside until then, and all who may
    approve are written to. Raises TooManyComps, NothingChosen or NotFreeForThat.
    """
    _keep_quota(performance, place_ids)
    comp = _write_comp(performance, place_ids, guest=guest, by=by, now=now)
    if House.objects.get().comps_need_approval:
        for user in deciders_of(comp):
            mail_comp_asked.enqueue(comp.pk, user.pk)
    else:
        _grant(comp, by=by, now=now)
    return comp


def _write_comp(
    performance: Performance,
    place_ids: Collection[int],
    *,
    guest: Guest,
    by: User,
    now: datetime,
) -> Comp:
    """Set the places aside, and write down for whom and where they came from."""
    withholding, came_from = set_aside(
        performance, place_ids, reason=guest.reason, actor=str(by), now=now
    )
    comp = Comp.objects.create(
        performance=performance,
        withholding=withholding,
        name=guest.name,
        email=guest.email,
        language=guest.language,
        reason=guest.reason,
        asked_by=by,
        asked_at=now,
    )
    CompPlace.objects.bulk_create(
        CompPlace(comp=comp, place_id=place, came_from_id=former)
        for place, former in came_from.items()
    )
    return comp


@transaction.atomic
def grant_comp(comp_id: int, *, by: User, now: datetime) -> Order:
    """Approve free tickets: they are ordered, paid with nothing, and mailed.

    Raises CompDecided, or SecondPersonNeeded where the house wants two people.
    """
    comp = _undecided(comp_id)
    if House.objects.get().comps_need_approval and comp.asked_by_id == by.pk:
        raise SecondPersonNeeded
    return _grant(comp, by=by, now=now)


@transaction.atomic
def refuse_comp(comp_id: int, *, by: User, note: str, now: datetime) -> None:
    """Refuse free tickets: their places go where they came from.

    Whoever asked may take the wish back so. Raises CompDecided.
    """
    comp = _undecided(comp_id)
    came_from = dict(comp.places.values_list("place_id", "came_from_id"))
    put_back(comp.withholding, came_from, actor=str(by), reason=note, now=now)
    comp.state, comp.note = CompState.REFUSED, note
    _decide(comp, by=by, now=now)


def _undecided(comp_id: int) -> Comp:
    comp = Comp.objects.select_for_update(no_key=True).get(pk=comp_id)
    if comp.state != CompState.ASKED:
        raise CompDecided
    return comp


def _decide(comp: Comp, *, by: User, now: datetime) -> None:
    comp.decided_by, comp.decided_at = by, now
    comp.save(update_fields=["state", "note", "order", "decided_by", "decided_at"])
    if by.pk != comp.asked_by_id:
        mail_comp_decided.enqueue(comp.pk)


def _grant(comp: Comp, *, by: User, now: datetime) -> Order:
    delivery = free_e_tickets().first()
    if delivery is None:
        raise NoEmailDelivery
    places = list(
        Place.objects.filter(pk__in=comp.places.values("place"))
        .select_related(
            "performance__show", "performance__hall__venue", "section", "seat", "tier"
        )
        .order_by("pk")
    )
    order_withheld([p.pk for p in places], actor=str(by), reason=comp.reason, now=now)
    comp.withholding.released_at = now
    comp.withholding.save(update_fields=["released_at"])
    order = _write_order(comp, places, now=now)
    Delivery.objects.create(order=order, method=delivery)
    orders.record(order, OrderEventKind.NOTE, now=now, actor=str(by), after=comp.reason)
    orders.advance(
        order, Phase.PLACED, Phase.ACCEPTED, Phase.PAID, now=now, actor=str(by)
    )
    comp.state, comp.order = CompState.GRANTED, order
    _decide(comp, by=by, now=now)
    return order


def _write_order(comp: Comp, places: Sequence[Place], *, now: datetime) -> Order:
    order = Order.objects.create(
        number=orders.new_number(),
        secret=orders.new_secret(),
        channel=SalesChannel.BOX_OFFICE,
        language=comp.language,
        currency=comp.performance.currency,
        phase=Phase.DRAFT,
        drafted_at=now,
        buyer_name=comp.name,
        buyer_email=comp.email,
        total=ZERO,
    )
    OrderLine.objects.bulk_create(
        _line(order, place, position) for position, place in enumerate(places, start=1)
    )
    return order


def _line(order: Order, place: Place, position: int) -> OrderLine:
    english, chinese = describe_place(place)
    list_price = place.tier.price if place.tier else ZERO
    free = Step("comp", "Free ticket", "赠票", -list_price)
    return OrderLine(
        order=order,
        position=position,
        kind=PLACE,
        place=place,
        performance=place.performance,
        tier=place.tier,
        description_en=english,
        description_zh_hans=chinese,
        list_price=list_price,
        price=ZERO,
        reasons=[free.as_json()],
        supplier_id=place.performance.supplier_id,
    )
