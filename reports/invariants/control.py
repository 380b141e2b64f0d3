"""Caps, withholdings, allotments: each as its places say."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Count, Exists, F, OuterRef, Q

from reports.invariants import Offender, invariant
from ticketing.desk.models import Comp, CompState
from ticketing.orders.phases import WITH_TICKETS, Phase
from ticketing.stock.models import (
    Allotment,
    Cap,
    CapSlot,
    OnReached,
    Place,
    PlaceState,
    PriceTier,
)

# Allotments are released every quarter of a minute or so; this is far more.
RELEASE_GRACE: Final = timedelta(minutes=10)


@invariant("A cap of N has N slots.")
def cap_has_its_slots(_now: datetime) -> Iterator[Offender]:
    caps = Cap.objects.annotate(slot_count=Count("slots")).order_by("pk")
    wrong = caps.exclude(slot_count=F("number"))
    yield from wrong.values("performance", "number", "slot_count", cap=F("pk"))


@invariant("A slot that is taken is a taken place's, of a type that its cap covers.")
def slot_is_of_a_taken_place(_now: datetime) -> Iterator[Offender]:
    covered = Cap.tiers.through.objects.filter(
        cap=OuterRef("cap"), pricetier=OuterRef("place__tier")
    )
    taken = [PlaceState.HELD, PlaceState.ORDERED, PlaceState.SOLD]
    slots = CapSlot.objects.filter(place__isnull=False).order_by("pk")
    wrong = slots.filter(~Q(place__state__in=taken) | ~Exists(covered))
    yield from wrong.values("cap", "n", "place", state=F("place__state"))


@invariant("Each taken place has a slot of each cap that stops, unless that is over.")
def taken_place_has_its_slots(now: datetime) -> Iterator[Offender]:
    for cap in Cap.objects.filter(on_reached=OnReached.STOP, is_over=False):
        slot = CapSlot.objects.filter(cap=cap, place=OuterRef("pk"))
        taken = Place.objects.filter(tier__in=cap.tiers.all()).taken(now)
        lost = taken.filter(~Exists(slot)).order_by("pk")
        for place, state in lost.values_list("pk", "state"):
            yield {"cap": cap.pk, "place": place, "state": state}


@invariant("A ticket type knows whether caps cover it, and whether one is reached.")
def type_knows_its_caps(_now: datetime) -> Iterator[Offender]:
    caps = Cap.objects.filter(tiers=OuterRef("pk"))
    reached = caps.filter(on_reached=OnReached.STOP, reached_at__isnull=False)
    tiers = PriceTier.objects.annotate(covered=Exists(caps), full=Exists(reached))
    right = Q(is_capped=F("covered")) & (
        Q(full=True, full_at__isnull=False) | Q(full=False, full_at=None)
    )
    wrong = tiers.exclude(right).order_by("pk")
    yield from wrong.values(
        "performance", "code", "is_capped", "covered", "full", "full_at"
    )


@invariant("A withheld place has a withholding of its performance that goes on.")
def withheld_place_has_a_withholding(_now: datetime) -> Iterator[Offender]:
    live = Q(withholding__released_at=None, withholding__performance=F("performance"))
    right = Q(state=PlaceState.WITHHELD, withholding__isnull=False) & live
    right |= ~Q(state=PlaceState.WITHHELD) & Q(withholding=None)
    wrong = Place.objects.exclude(right).order_by("pk")
    yield from wrong.values("performance", "state", "withholding", place=F("pk"))


@invariant("A place is in no allotment that has ended, nor in another performance's.")
def allotted_place_has_a_live_allotment(_now: datetime) -> Iterator[Offender]:
    ended = Q(allotment__released_at__isnull=False)
    strange = ~Q(allotment__performance=F("performance"))
    wrong = Place.objects.filter(ended | strange, allotment__isnull=False)
    yield from wrong.order_by("pk").values("performance", "allotment", place=F("pk"))


@invariant("No allotment goes on long after its release.")
def due_allotment_has_ended(now: datetime) -> Iterator[Offender]:
    stuck = Allotment.objects.filter(
        released_at=None, release_at__lt=now - RELEASE_GRACE
    )
    yield from stuck.order_by("pk").values(
        "performance", "release_at", allotment=F("pk")
    )


@invariant("Free tickets that were granted are an order without a price.")
def granted_comp_has_a_free_order(_now: datetime) -> Iterator[Offender]:
    right = Q(order__total=0, order__phase__in=[*WITH_TICKETS, Phase.REFUNDED])
    wrong = Comp.objects.filter(state=CompState.GRANTED).exclude(right)
    yield from wrong.order_by("pk").values(
        comp=F("pk"), number=F("order__number"), phase=F("order__phase")
    )
