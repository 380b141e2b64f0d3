"""Places: all there, each in one hand."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any, Final, cast

from django.db.models import Count, Exists, F, OuterRef, Q, Sum

from reports.invariants import Offender, invariant
from ticketing.orders.models import OrderLine
from ticketing.orders.phases import ENDED, UNPAID, WITH_TICKETS, Phase
from ticketing.shows.models import Performance
from ticketing.stock.models import Hold, Place, PlaceState
from ticketing.venues.models import Seat, Section, SectionKind

# Holds are ended every minute or so; this is far more.
HOLD_GRACE: Final = timedelta(minutes=10)


@invariant("Places by state add up to the capacity of each performance.")
def places_add_up_to_the_capacity(_now: datetime) -> Iterator[Offender]:
    states = {s: Count("pk", filter=Q(state=s)) for s in PlaceState.values}
    # A seat that the version moved to has not got is blocked, and counts no more.
    here = Q(section__version=F("performance__plan_version"))
    played = Place.objects.filter(here | ~Q(state=PlaceState.BLOCKED))
    counted = played.order_by().values("performance").annotate(**states)
    placed = {
        row["performance"]: {state: row[state] for state in PlaceState.values}
        for row in cast("Iterable[dict[str, int]]", counted)
    }
    capacities = _capacities()
    performances = Performance.objects.order_by("pk").values_list(
        "pk", "plan_version", "offered"
    )
    for performance, version, offered in performances.iterator():
        by_state = placed.get(performance, {})
        capacity = capacities.get(version, 0) if offered else 0
        if sum(by_state.values()) != capacity:
            yield {
                "performance": performance,
                "capacity": capacity,
                "places": {s: n for s, n in by_state.items() if n},
            }


def _capacities() -> dict[Any, int]:
    """Seats and standing places of each plan version."""
    seats = Seat.objects.filter(section__kind=SectionKind.SEATED).order_by()
    found: dict[Any, int] = dict(
        seats.values_list("version").annotate(seats=Count("pk"))
    )
    standing = Section.objects.filter(kind=SectionKind.STANDING).order_by()
    for version, capacity in standing.values_list("version").annotate(
        room=Sum("capacity")
    ):
        found[version] = found.get(version, 0) + capacity
    return found


@invariant("No place is in two live order lines.")
def place_in_one_live_line(_now: datetime) -> Iterator[Offender]:
    lines = OrderLine.objects.live().filter(place__isnull=False).order_by()
    counted = lines.values("place").annotate(lines=Count("pk"))
    yield from counted.filter(lines__gt=1)


@invariant("The place of a live line is ordered, and sold once the order is paid.")
def place_is_as_its_line(_now: datetime) -> Iterator[Offender]:
    fitting = (
        Q(order__phase__in=UNPAID, place__state=PlaceState.ORDERED)
        | Q(order__phase__in=WITH_TICKETS, place__state=PlaceState.SOLD)
        | Q(order__phase=Phase.DRAFT)
    )
    lines = OrderLine.objects.live().filter(place__isnull=False).exclude(fitting)
    yield from lines.order_by("pk").values(
        "place",
        place_state=F("place__state"),
        number=F("order__number"),
        phase=F("order__phase"),
    )


@invariant("No ordered or sold place is without a live line.")
def taken_place_has_a_line(_now: datetime) -> Iterator[Offender]:
    line = OrderLine.objects.live().filter(place=OuterRef("pk"))
    taken = Place.objects.filter(state__in=[PlaceState.ORDERED, PlaceState.SOLD])
    lost = taken.filter(~Exists(line)).order_by("pk")
    yield from lost.values("performance", "state", place=F("pk"))


@invariant("An order that has ended has no live line.")
def ended_order_has_no_live_line(_now: datetime) -> Iterator[Offender]:
    lines = OrderLine.objects.live().filter(order__phase__in=ENDED).order_by("pk")
    yield from lines.values(
        line=F("pk"), number=F("order__number"), phase=F("order__phase")
    )


@invariant("A place is held exactly when a hold that has not ended claims it.")
def held_means_a_live_hold(_now: datetime) -> Iterator[Offender]:
    nothing = Q(hold=None, held_until=None)
    whole = Q(hold__isnull=False, held_until__isnull=False)
    of_the_hold = Q(
        hold__ended_at=None,
        hold__performance=F("performance"),
        hold__expires_at=F("held_until"),
    )
    right = Q(state=PlaceState.HELD) & whole & of_the_hold
    right |= ~Q(state=PlaceState.HELD) & nothing
    wrong = Place.objects.exclude(right).order_by("pk")
    yield from wrong.values(
        "state", "hold", "held_until", place=F("pk"), ended_at=F("hold__ended_at")
    )


@invariant("No hold goes on long after its end.")
def lapsed_hold_has_ended(now: datetime) -> Iterator[Offender]:
    stuck = Hold.objects.filter(ended_at=None, expires_at__lt=now - HOLD_GRACE)
    yield from stuck.order_by("pk").values("performance", "expires_at", hold=F("pk"))
