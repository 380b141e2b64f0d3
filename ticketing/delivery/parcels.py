"""Parcels: made with the paid order, moved step by step, each step written down.

The order is locked before its parcel: whether a ticket is still valid is decided
under that lock.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import F

from ground.crash import crash_point
from ground.errors import Refusal
from ticketing.delivery.errors import NothingToPack, NotThatStep, NumberTaken
from ticketing.delivery.models import (
    Carrier,
    Delivery,
    DeliveryState,
    Parcel,
    ParcelLine,
    ParcelState,
    ParcelStep,
)
from ticketing.delivery.models.parcels import NEXT, TOLD
from ticketing.orders.models import Order, OrderLine
from ticketing.orders.place_lines import PLACE

# Of these the buyer is told; of a step taken back they never heard, or will soon.
MAILED: Final = frozenset(
    {
        ParcelState.PACKED,
        ParcelState.HANDED_OVER,
        ParcelState.IN_TRANSIT,
        ParcelState.DELIVERED,
        ParcelState.RETURNED,
    }
)

HERE: Final = (ParcelState.WAITING, ParcelState.PACKED)


@dataclass(frozen=True, slots=True)
class Moved:
    """What became of a batch: parcels that moved, and those that could not, why."""

    done: tuple[Parcel, ...]
    refused: tuple[tuple[Parcel, str], ...]


def make_parcels(order_ids: Collection[int], *, now: datetime) -> None:
    """A parcel for each delivery that has none; the caller holds the orders' locks."""
    found = Delivery.objects.filter(order__in=order_ids, parcel=None)
    for delivery in found.select_related("method"):
        if delivery.method.has_parcel:
            Parcel.objects.create(delivery=delivery, made_at=now)
            crash_point("parcel-made")


def drop_parcels(order_ids: Collection[int], *, now: datetime) -> None:
    """What has not left is not to be sent any more; under the orders' locks.

    The price of the way of a packed one is used up, so that its line ends only where
    nothing at all is to be sent: after a dispute that the buyer won.
    """
    here = Parcel.objects.filter(delivery__order__in=order_ids, state__in=HERE)
    for parcel in here.order_by("pk"):
        _step(parcel, ParcelState.DROPPED, now=now, actor="")


def move(
    parcel_ids: Collection[int],
    to: ParcelState,
    *,
    now: datetime,
    actor: str,
    receiver: str = "",
) -> Moved:
    """Take this step with each of the parcels; those that can't are told with why."""
    done: list[Parcel] = []
    refused: list[tuple[Parcel, str]] = []
    for pk in sorted(set(parcel_ids)):
        try:
            done.append(move_one(pk, to, now=now, actor=actor, receiver=receiver))
        except Refusal as refusal:
            refused.append((_shown(pk), str(refusal)))
    return Moved(tuple(done), tuple(refused))


@transaction.atomic
def move_one(
    parcel_id: int, to: ParcelState, *, now: datetime, actor: str, receiver: str = ""
) -> Parcel:
    """One step of one parcel. Raises NotThatStep or NothingToPack."""
    parcel, order = _locked(parcel_id)
    if to not in NEXT[parcel.state]:
        before = ParcelState(parcel.state).label
        raise NotThatStep(before=before, after=to.label)
    if to == ParcelState.PACKED:
        _pack(parcel, order)
        crash_point("parcel-packed")
    if to == ParcelState.DELIVERED and receiver:
        parcel.receiver = receiver[:100]
        parcel.save(update_fields=["receiver"])
    _step(parcel, to, now=now, actor=actor, note=receiver)
    crash_point("parcel-stepped")
    return parcel


@transaction.atomic
def undo(
    parcel_id: int, *, now: datetime, actor: str, expected: str | None = None
) -> Parcel:
    """Take the last step back.

    `expected` is the state that the person saw: asked twice, it is done once. Raises
    NotThatStep where it differs, or where there is no step to take back.
    """
    parcel, order = _locked(parcel_id)
    steps = parcel.steps.filter(after=parcel.state, is_undo=False)
    # A number that was written down is in the history, and is no step.
    steps = steps.exclude(before=F("after"))
    last = steps.order_by("-at", "-pk").first()
    is_seen = expected is None or expected == parcel.state
    if last is None or not is_seen or parcel.state == ParcelState.DROPPED:
        label = ParcelState(parcel.state).label
        raise NotThatStep(before=label, after=ParcelState.WAITING.label)
    if last.before == ParcelState.WAITING:
        parcel.lines.all().delete()
    _step(parcel, ParcelState(last.before), now=now, actor=actor, is_undo=True)
    if last.before == ParcelState.WAITING and not _valid_lines(order):
        _step(parcel, ParcelState.DROPPED, now=now, actor=actor)
    return parcel


@transaction.atomic
def set_number(
    parcel_id: int, number: str, carrier: Carrier | None, *, now: datetime, actor: str
) -> Parcel:
    """Write the tracking number down, whoever carries it. Raises NumberTaken."""
    parcel, _order = _locked(parcel_id)
    number = "".join(number.split()).upper()[:60]
    if (parcel.tracking, parcel.carrier_id) == (
        number,
        carrier.pk if carrier else None,
    ):
        return parcel
    others = Parcel.objects.filter(carrier=carrier, tracking=number)
    other = others.exclude(pk=parcel.pk).select_related("delivery__order").first()
    if number and carrier and other is not None:
        raise NumberTaken(order=other.delivery.order.number)
    parcel.tracking, parcel.carrier = number, carrier
    parcel.save(update_fields=["tracking", "carrier"])
    state = ParcelState(parcel.state)
    note = f"{carrier or ''} {number}".strip()
    said = {"at": now, "actor": actor[:200], "note": note[:300]}
    _write_step(parcel, state, state, **said)
    return parcel


def _locked(parcel_id: int) -> tuple[Parcel, Order]:
    """The order first, then its parcel, both read anew under their locks."""
    order_id = Parcel.objects.values_list("delivery__order", flat=True).get(
        pk=parcel_id
    )
    order = Order.objects.locked().get(pk=order_id)
    parcels = Parcel.objects.select_for_update(no_key=True, of=("self",))
    parcel = parcels.get(pk=parcel_id)
    parcel.delivery = Delivery.objects.select_related("method").get(
        pk=parcel.delivery_id
    )
    parcel.delivery.order = order
    return parcel, order


def _shown(parcel_id: int) -> Parcel:
    return Parcel.objects.select_related("delivery__order").get(pk=parcel_id)


def _valid_lines(order: Order) -> list[OrderLine]:
    return list(order.lines.live().filter(kind=PLACE)) if order.has_tickets else []


def _pack(parcel: Parcel, order: Order) -> None:
    lines = _valid_lines(order)
    if not lines:
        raise NothingToPack
    ParcelLine.objects.bulk_create(ParcelLine(parcel=parcel, line=li) for li in lines)


def _step(
    parcel: Parcel,
    to: ParcelState,
    *,
    now: datetime,
    actor: str,
    note: str = "",
    is_undo: bool = False,
) -> None:
    before = ParcelState(parcel.state)
    parcel.state = to
    parcel.save(update_fields=["state"])
    crash_point("parcel-moved")
    _tell_delivery(parcel, to, now=now)
    said = {"at": now, "actor": actor[:200], "note": note[:300], "is_undo": is_undo}
    step = _write_step(parcel, before, to, **said)
    if to in MAILED and not is_undo:
        from ticketing.delivery.tasks import mail_step  # noqa: PLC0415 the task calls us

        mail_step.enqueue(step.pk)


def _write_step(
    parcel: Parcel, before: ParcelState, after: ParcelState, **said: Any
) -> ParcelStep:
    """Add to the history; `said` is when, by whom, and what besides."""
    return ParcelStep.objects.create(parcel=parcel, before=before, after=after, **said)


def _tell_delivery(parcel: Parcel, to: ParcelState, *, now: datetime) -> None:
    """The order's page and the interface tell the delivery's state."""
    delivery = Delivery.objects.get(pk=parcel.delivery_id)
    delivery.state = TOLD.get(to, DeliveryState.WAITING)
    is_sent = delivery.state != DeliveryState.WAITING
    delivery.sent_at = (delivery.sent_at or now) if is_sent else None
    delivery.save(update_fields=["state", "sent_at"])
