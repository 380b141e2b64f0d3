"""Asking couriers for numbers, and where parcels are; outside of any transaction."""

from contextlib import suppress
from datetime import datetime
from typing import Final

from ground.errors import Refusal
from ticketing.delivery import couriers
from ticketing.delivery.addresses import Address
from ticketing.delivery.errors import NumberByHand
from ticketing.delivery.models import BY_HAND, Carrier, Parcel, ParcelState
from ticketing.delivery.models.parcels import NEXT
from ticketing.delivery.parcels import move_one, set_number
from ticketing.house.models import the_house

UNDER_WAY: Final = (ParcelState.HANDED_OVER, ParcelState.IN_TRANSIT)
# A courier asked for more at once would be asked for an hour.
MOST_ASKED: Final = 500


def book(parcel_id: int, carrier: Carrier, *, now: datetime, actor: str) -> Parcel:
    """Ask the carrier for the parcel's number and write it down.

    One that has a number of this carrier keeps it; asking twice books once, by the
    consignment's key. Raises CourierDown, NumberByHand, or NumberTaken.
    """
    parcel = Parcel.objects.for_desk().get(pk=parcel_id)
    if parcel.tracking and parcel.carrier_id == carrier.pk:
        return parcel
    number = couriers.courier(carrier.courier).book(_consignment(parcel))
    if not number:
        raise NumberByHand(carrier=carrier.name)
    return set_number(parcel_id, number, carrier, now=now, actor=actor)


def _consignment(parcel: Parcel) -> couriers.Consignment:
    delivery = parcel.delivery
    method = delivery.method
    columns = ("recipient", "phone", "country", "city", "address", "region")
    parts = {name: getattr(delivery, name) for name in columns}
    return couriers.Consignment(
        key=f"parcel-{parcel.pk}",
        order=delivery.order.number,
        sender=the_house().name,
        to=Address(**parts, district=delivery.district, postcode=delivery.postcode),
        grams=method.grams_packed + parcel.ticket_count * method.grams_each,
    )


def follow(*, now: datetime) -> int:
    """Ask where parcels under way are; how many have moved.

    A courier that does not answer is asked again next time.
    """
    connected = Carrier.objects.exclude(courier=BY_HAND)
    under_way = Parcel.objects.filter(state__in=UNDER_WAY, carrier__in=connected)
    moved = 0
    for parcel in under_way.exclude(tracking="").select_related("carrier")[:MOST_ASKED]:
        with suppress(Refusal):
            moved += _follow(parcel, now=now)
    return moved


def _follow(parcel: Parcel, *, now: datetime) -> bool:
    carrier = parcel.carrier
    if carrier is None:
        return False
    state = couriers.courier(carrier.courier).state_of(parcel.tracking)
    if state is None or state not in NEXT[parcel.state]:
        return False
    move_one(parcel.pk, state, now=now, actor=carrier.name)
    return True
