"""The ways in which a place's state changes, holds apart (see `holds`)."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime

from django.db import connection, transaction
from django.db.models import QuerySet

from ground.compiled import compiled
from ground.transactions import joined
from ticketing.shows.models import Performance
from ticketing.stock import caps, events, returns
from ticketing.stock.errors import (
    AlreadyOffered,
    NothingToOffer,
    PlacesUnavailable,
    PriceNeeded,
)
from ticketing.stock.models import Place, PlaceState, StockEventKind
from ticketing.stock.querysets import PlaceQuerySet
from ticketing.venues.models import PlanVersion, Section, SectionKind

_SEATED = """
INSERT INTO stock_place (performance_id, section_id, seat_id, number, state)
SELECT %s, section_id, id, ROW_NUMBER() OVER (ORDER BY id), 'free'
FROM venues_seat WHERE section_id = %s ORDER BY id
"""
# Both databases know recursive queries; only one knows generate_series. Where
# WITH stands before INSERT is the one order that both accept.
_STANDING = """
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %s)
INSERT INTO stock_place (performance_id, section_id, seat_id, number, state)
SELECT %s, %s, NULL, i, 'free' FROM n
"""


@transaction.atomic
def offer_performance(
    performance: Performance,
    *,
    tiers_by_section: Mapping[int, int],
    now: datetime,
    actor: str = "",
) -> None:
    """Make the places of a performance, painted with tiers by section.

    `tiers_by_section` is section id to tier id. Raises AlreadyOffered,
    NothingToOffer, or PriceNeeded where a section is left out.
    """
    if not tiers_by_section:
        raise NothingToOffer

    def paint(locked: Performance) -> None:
        paint_sections(locked, tiers_by_section=tiers_by_section)

    make_places(performance, paint=paint, now=now, actor=actor)


@transaction.atomic
def make_places(
    performance: Performance,
    *,
    paint: Callable[[Performance], None],
    now: datetime,
    actor: str = "",
) -> None:
    """Make the places and have them painted; each has a price or is blocked.

    Raises AlreadyOffered, NothingToOffer where there is no plan, or PriceNeeded.
    """
    locked = Performance.objects.under_lock(performance.pk)
    if locked.offered:
        raise AlreadyOffered
    if locked.plan_version_id is None:
        raise NothingToOffer
    # First of all, so that whoever is saving this drawing ends before or comes after.
    PlanVersion.objects.filter(pk=locked.plan_version_id, used_at=None).update(
        used_at=now
    )
    for section in Section.objects.filter(version=locked.plan_version_id):
        _make_places(locked.pk, section)
    paint(locked)
    places = Place.objects.filter(performance=locked)
    bare = places.filter(state=PlaceState.FREE, tier=None).count()
    if bare:
        raise PriceNeeded(count=bare)
    Performance.objects.filter(pk=locked.pk).update(offered=True)
    performance.offered = True
    made = places.values_list("performance_id", "tier_id")
    events.record(StockEventKind.OFFERED, made, now=now, actor=actor)


def _make_places(performance_id: int, section: Section) -> None:
    with connection.cursor() as cursor:
        if section.kind == SectionKind.SEATED:
            cursor.execute(_SEATED, [performance_id, section.pk])
        elif section.capacity:
            cursor.execute(_STANDING, [section.capacity, performance_id, section.pk])


@transaction.atomic
def paint_sections(
    performance: Performance, *, tiers_by_section: Mapping[int, int | None]
) -> None:
    """Give the places of these sections these tiers; taken places keep theirs.

    Without a tier a place has no price and can't be bought.
    """
    for section_id, tier_id in sorted(tiers_by_section.items()):
        Place.objects.filter(
            performance=performance, section=section_id, state=PlaceState.FREE
        ).update(tier=tier_id)


@joined
def sell_places(place_ids: Collection[int], *, now: datetime) -> None:
    """Mark ordered places as sold. Raises PlacesUnavailable if one is not ordered.

    The caller holds the lock of their order, which is all that may touch an
    ordered place: one statement with the condition in it is enough. Several
    are locked before, for a statement takes them in an order of its own, and
    others lock them as neighbours of what they choose.
    """
    wanted = set(place_ids)
    places = Place.objects.filter(pk__in=wanted)
    if len(wanted) > 1:
        places.lock()
    sold = places.filter(state=PlaceState.ORDERED).update(state=PlaceState.SOLD)
    if sold != len(wanted):
        raise PlacesUnavailable(wanted)
    events.record(StockEventKind.SOLD, _tiers(sorted(wanted)), now=now)


@compiled
def _tiers(place_ids: Collection[int]) -> QuerySet[Place, tuple[int, int | None]]:
    places = Place.objects.filter(pk__in=place_ids)
    return places.values_list("performance_id", "tier_id")


@transaction.atomic
def give_back_places(
    place_ids: Collection[int], *, now: datetime, actor: str = "", reason: str = ""
) -> None:
    """Put ordered or sold places on sale again."""
    returns.prepare(place_ids)
    places = Place.objects.filter(pk__in=place_ids)
    places.lock()
    theirs = places.filter(state__in=[PlaceState.ORDERED, PlaceState.SOLD])
    rows = list(
        theirs.values_list("pk", "performance_id", "tier_id", "tier__is_capped")
    )
    theirs.update(state=PlaceState.FREE, hold=None, held_until=None)
    if capped := [pk for pk, _performance, _tier, is_capped in rows if is_capped]:
        caps.free_slots(capped, now=now)
    moved = [(performance, tier) for _pk, performance, tier, _capped in rows]
    events.record(StockEventKind.RETURNED, moved, now=now, actor=actor, reason=reason)
    returns.tell(((pk, p) for pk, p, _tier, _capped in rows), now=now)


@transaction.atomic
def reclaim_places(place_ids: Collection[int], *, now: datetime) -> None:
    """Order free places anew for an order that had lost them.

    An allotment may have them: they were bought from it. Raises
    PlacesUnavailable where one is no longer free, CapReached where a cap has
    no room left.
    """
    places = Place.objects.filter(pk__in=place_ids)
    places.lock()
    _order(set(place_ids), places.priced(now), now=now)


@joined
def order_withheld(
    place_ids: Collection[int], *, now: datetime, actor: str = "", reason: str = ""
) -> None:
    """Order withheld places for an order that the house itself makes.

    They count against caps, which never keep the house from giving them away.
    Raises PlacesUnavailable where one is not withheld.
    """
    places = Place.objects.filter(pk__in=place_ids)
    places.lock()
    withheld = places.filter(state=PlaceState.WITHHELD)
    _order(
        set(place_ids), withheld, now=now, over_caps=True, actor=actor, reason=reason
    )


def _order(
    wanted: set[int],
    found: PlaceQuerySet,
    *,
    now: datetime,
    over_caps: bool = False,
    actor: str = "",
    reason: str = "",
) -> None:
    """Order the locked places if all that are wanted are among those found."""
    columns = ("pk", "performance_id", "tier_id", "tier__is_capped")
    rows = list(found.values_list(*columns))
    if lost := wanted - {pk for pk, *_rest in rows}:
        raise PlacesUnavailable(lost)
    if capped := {pk: tier for pk, _performance, tier, is_capped in rows if is_capped}:
        caps.take_slots(capped, now=now, over=over_caps)
    Place.objects.filter(pk__in=wanted).update(
        state=PlaceState.ORDERED, hold=None, held_until=None, withholding=None
    )
    moved = [(performance, tier) for _pk, performance, tier, _capped in rows]
    events.record(StockEventKind.ORDERED, moved, now=now, actor=actor, reason=reason)
