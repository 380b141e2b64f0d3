"""Keeping places from sale: withheld for somebody, or blocked."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction

from ticketing.shows.models import Performance
from ticketing.stock import caps, events
from ticketing.stock.errors import NotFreeForThat, NothingChosen, UnknownStock
from ticketing.stock.models import (
    Place,
    PlaceState,
    StockEventKind,
    Withholding,
    WithholdingKind,
)


@transaction.atomic
def withhold_places(
    performance: Performance,
    place_ids: Collection[int],
    *,
    kind: str,
    reason: str,
    actor: str,
    now: datetime,
) -> Withholding:
    """Withhold free places for the house, the press or technical reasons.

    All or none. Raises NothingChosen or NotFreeForThat.
    """
    tiers = take_free(performance, place_ids, now=now)
    made = Withholding.objects.create(
        performance=performance, kind=kind, reason=reason, actor=actor, made_at=now
    )
    Place.objects.filter(pk__in=tiers).update(
        state=PlaceState.WITHHELD, withholding=made, hold=None, held_until=None
    )
    moved = [(performance.pk, tier) for tier in tiers.values()]
    events.record(StockEventKind.WITHHELD, moved, now=now, actor=actor, reason=reason)
    return made


@transaction.atomic
def release_withholding(
    performance: Performance,
    withholding_id: int,
    *,
    actor: str,
    now: datetime,
    reason: str = "",
    place_ids: Collection[int] | None = None,
) -> int:
    """Put withheld places on sale: all of a withholding, or those named.

    Returns how many. Raises UnknownStock where it has been released.
    """
    found = Withholding.objects.select_for_update(no_key=True).filter(
        pk=withholding_id, performance=performance, released_at=None
    )
    if not (withholding := found.first()):
        raise UnknownStock
    places = Place.objects.filter(withholding=withholding)
    if place_ids is not None:
        places = places.filter(pk__in=place_ids)
    places.lock()
    moved = list(places.values_list("performance_id", "tier_id"))
    places.update(state=PlaceState.FREE, withholding=None)
    if not Place.objects.filter(withholding=withholding).exists():
        withholding.released_at = now
        withholding.save(update_fields=["released_at"])
    events.record(StockEventKind.UNWITHHELD, moved, now=now, actor=actor, reason=reason)
    return len(moved)


@transaction.atomic
def set_aside(
    performance: Performance,
    place_ids: Collection[int],
    *,
    reason: str,
    actor: str,
    now: datetime,
) -> tuple[Withholding, dict[int, int | None]]:
    """Keep free or withheld places for free tickets.

    Returns the new withholding, and by place the one it came from (None where
    it was free). All or none. Raises NothingChosen or NotFreeForThat, also
    where a place is kept for other free tickets.
    """
    places = Place.objects.filter(performance=performance, pk__in=place_ids)
    places.lock()
    withheld = places.filter(state=PlaceState.WITHHELD)
    others = withheld.exclude(withholding__kind=WithholdingKind.COMP)
    before = dict(others.values_list("pk", "withholding_id"))
    free = set(place_ids) - before.keys()
    if free or not before:
        take_free(performance, free, now=now)
    made = Withholding.objects.create(
        performance=performance,
        kind=WithholdingKind.COMP,
        reason=reason,
        actor=actor,
        made_at=now,
    )
    moved = list(places.values_list("performance_id", "tier_id"))
    places.update(
        state=PlaceState.WITHHELD, withholding=made, hold=None, held_until=None
    )
    events.record(StockEventKind.WITHHELD, moved, now=now, actor=actor, reason=reason)
    return made, {pk: before.get(pk) for pk in sorted(set(place_ids))}


@transaction.atomic
def put_back(
    withholding: Withholding,
    came_from: Mapping[int, int | None],
    *,
    actor: str,
    now: datetime,
    reason: str = "",
) -> None:
    """Undo `set_aside`: to the withholdings the places came from, or on sale."""
    formers = {pk for pk in came_from.values() if pk is not None}
    rows = Withholding.objects.filter(pk__in={withholding.pk, *formers}).order_by("pk")
    list(rows.select_for_update(no_key=True).values_list("pk"))
    places = Place.objects.filter(withholding=withholding)
    places.lock()
    for former in sorted(formers):
        theirs = [place for place, pk in came_from.items() if pk == former]
        places.filter(pk__in=theirs).update(withholding=former)
        Withholding.objects.filter(pk=former).update(released_at=None)
    release_withholding(
        withholding.performance, withholding.pk, actor=actor, reason=reason, now=now
    )


@transaction.atomic
def block_places(
    performance: Performance,
    place_ids: Collection[int],
    *,
    reason: str,
    actor: str,
    now: datetime,
) -> int:
    """Block free places: nobody can have them. All or none; returns how many.

    Raises NothingChosen or NotFreeForThat.
    """
    tiers = take_free(performance, place_ids, now=now)
    Place.objects.filter(pk__in=tiers).update(
        state=PlaceState.BLOCKED, hold=None, held_until=None
    )
    moved = [(performance.pk, tier) for tier in tiers.values()]
    events.record(StockEventKind.BLOCKED, moved, now=now, actor=actor, reason=reason)
    return len(tiers)


@transaction.atomic
def unblock_places(
    performance: Performance,
    place_ids: Collection[int],
    *,
    reason: str = "",
    actor: str,
    now: datetime,
) -> int:
    """Put blocked places on sale; others are left alone. Returns how many."""
    places = Place.objects.filter(performance=performance, pk__in=place_ids)
    places.lock()
    blocked = places.filter(state=PlaceState.BLOCKED)
    moved = list(blocked.values_list("performance_id", "tier_id"))
    blocked.update(state=PlaceState.FREE)
    events.record(StockEventKind.UNBLOCKED, moved, now=now, actor=actor, reason=reason)
    return len(moved)


def take_free(
    performance: Performance, place_ids: Collection[int], *, now: datetime
) -> dict[int, int | None]:
    """Lock places that are free and in no allotment; return their tiers.

    What a lapsed hold still had of caps is given back. Raises NothingChosen
    or NotFreeForThat, which says how many are not.
    """
    wanted = set(place_ids)
    if not wanted:
        raise NothingChosen
    places = Place.objects.filter(performance=performance, pk__in=wanted)
    places.lock()
    rows = list(
        places.free(now)
        .filter(allotment=None)
        .values_list("pk", "tier_id", "tier__is_capped", "state")
    )
    if lost := wanted - {pk for pk, *_rest in rows}:
        raise NotFreeForThat(lost, count=len(lost))
    lapsed = [pk for pk, _t, capped, state in rows if capped and state != "free"]
    if lapsed:
        caps.free_slots(lapsed, now=now)
    return {pk: tier for pk, tier, _capped, _state in rows}
