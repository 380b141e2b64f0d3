"""The ways in which a place's state changes, holds apart (see `holds`)."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import connection, transaction

from ground.transactions import joined
from ticketing.shows.models import Performance
from ticketing.stock import events
from ticketing.stock.errors import (
    AlreadyOffered,
    NothingToOffer,
    PlacesUnavailable,
)
from ticketing.stock.models import Place, PlaceState, StockEventKind
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

    Sections that are not in `tiers_by_section` (section id to tier id) get
    places without a price, which can't be bought. Raises AlreadyOffered or
    NothingToOffer.
    """
    locked = Performance.objects.select_for_update().get(pk=performance.pk)
    if locked.offered:
        raise AlreadyOffered
    if locked.plan_version_id is None or not tiers_by_section:
        raise NothingToOffer
    sections = Section.objects.filter(version=locked.plan_version_id)
    for section in sections:
        _make_places(locked.pk, section)
    paint_sections(locked, tiers_by_section=tiers_by_section)
    Performance.objects.filter(pk=locked.pk).update(offered=True)
    PlanVersion.objects.filter(pk=locked.plan_version_id, used_at=None).update(
        used_at=now
    )
    performance.offered = True
    made = Place.objects.filter(performance=locked).values_list(
        "performance_id", "tier_id"
    )
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
    ordered place: one statement with the condition in it is enough.
    """
    wanted = set(place_ids)
    places = Place.objects.filter(pk__in=wanted)
    sold = places.filter(state=PlaceState.ORDERED).update(state=PlaceState.SOLD)
    if sold != len(wanted):
        raise PlacesUnavailable(wanted)
    moved = places.values_list("performance_id", "tier_id")
    events.record(StockEventKind.SOLD, moved, now=now)


@transaction.atomic
def give_back_places(
    place_ids: Collection[int], *, now: datetime, actor: str = "", reason: str = ""
) -> None:
    """Put ordered or sold places on sale again."""
    places = Place.objects.filter(pk__in=place_ids)
    places.lock()
    theirs = places.filter(state__in=[PlaceState.ORDERED, PlaceState.SOLD])
    moved = list(theirs.values_list("performance_id", "tier_id"))
    theirs.update(state=PlaceState.FREE, hold=None, held_until=None)
    events.record(StockEventKind.RETURNED, moved, now=now, actor=actor, reason=reason)


@transaction.atomic
def reclaim_places(place_ids: Collection[int], *, now: datetime) -> None:
    """Order free places anew for an order that had lost them.

    Raises PlacesUnavailable where one is no longer free.
    """
    wanted = set(place_ids)
    places = Place.objects.filter(pk__in=wanted)
    places.lock()
    free = {
        pk: (performance, tier)
        for pk, performance, tier in places.sellable(now).values_list(
            "pk", "performance_id", "tier_id"
        )
    }
    if free.keys() != wanted:
        raise PlacesUnavailable(wanted - free.keys())
    places.update(state=PlaceState.ORDERED, hold=None, held_until=None)
    events.record(StockEventKind.ORDERED, free.values(), now=now)
