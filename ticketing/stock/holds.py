"""Holding places: one short transaction, all or nothing."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import OperationalError, connection, transaction
from django.db.models import QuerySet

from ground.compiled import compiled
from ground.crash import crash_point
from ground.inserting import add
from ground.transactions import joined
from ticketing.stock import caps, events
from ticketing.stock.choosing import ChoiceRules, Chosen, lock_places
from ticketing.stock.errors import (
    HoldLapsed,
    NotEnoughPlaces,
    NothingChosen,
    NotPlayed,
    PlacesUnavailable,
    StockBusy,
    TypeStopped,
)
from ticketing.stock.models import Hold, Place, PlaceState, StockEventKind
from ticketing.stock.querysets import ANYBODY, PlaceQuerySet, Seller, is_open_to

LOCK_TIMEOUT: Final = "'1s'"


@joined
def hold_places(  # noqa: PLR0913 all that a hold depends on
    performance_id: int,
    place_ids: Collection[int],
    *,
    cart_key: str,
    minutes: int,
    now: datetime,
    seller: Seller = ANYBODY,
    rules: ChoiceRules | None = None,
) -> Hold:
    """Hold every place asked for, or none of them.

    Adds to the hold that the cart already has on this performance, whose end
    stays as it was. Places the cart holds already are fine. Raises
    NothingChosen, PlacesUnavailable or TypeStopped before anything is written;
    CapReached where the places are more than a cap has left (undo what this
    wrote); IntegrityError where a second request of the same cart made the hold at the
    same moment (try once more).
    """
    wanted = set(place_ids)
    if not wanted:
        raise NothingChosen
    hold = _live_hold(performance_id, cart_key, wanted, rules, now=now)
    free = _free_ones(performance_id, wanted, hold, seller, now=now, rules=rules)
    if hold is None:
        hold = Hold(
            performance_id=performance_id,
            cart_key=cart_key,
            created_at=now,
            expires_at=now + timedelta(minutes=minutes),
        )
        add(hold)
    if free:
        _take(free, hold, now=now)
    crash_point("hold-written")
    return hold


def _take(free: dict[int, tuple[int, bool]], hold: Hold, *, now: datetime) -> None:
    """Put locked places into the hold, their caps' slots along with them."""
    capped = {pk: tier for pk, (tier, is_capped) in free.items() if is_capped}
    if capped:
        caps.take_slots(capped, now=now)
    Place.objects.filter(pk__in=free).update(
        state=PlaceState.HELD, hold=hold, held_until=hold.expires_at
    )
    moved = [(hold.performance_id, tier) for tier, _capped in free.values()]
    events.record(StockEventKind.HELD, moved, now=now)


def _free_ones(
    performance_id: int,
    wanted: set[int],
    hold: Hold | None,
    seller: Seller,
    *,
    now: datetime,
    rules: ChoiceRules | None,
) -> dict[int, tuple[int, bool]]:
    """Lock the places; return those to take: their tier, and whether it is capped.

    Raises PlacesUnavailable where one is neither free nor in the hold,
    TypeStopped where its ticket type is, and what the rules refuse. One query
    asks both: what is theirs already, and what is free.
    """
    _lock_places(performance_id, wanted, rules)
    mine = [hold.pk] if hold else []
    rows = _rows(performance_id, sorted(wanted), mine, now)
    free = [row for row in rows if row[2] not in mine]
    allotted = {pk for pk, _tier, _hold, allotment, *_rest in free if allotment}
    lost = wanted - {row[0] for row in rows}
    if allotted:
        lost |= allotted - Place.objects.filter(pk__in=allotted).open_to(seller)
    if lost:
        raise PlacesUnavailable(lost)
    if stopped := [row[0] for row in free if row[4]]:
        raise TypeStopped(stopped)
    if rules is not None:
        rules.check([Chosen(row[0], row[1], *row[6:]) for row in free], hold, now=now)
    return {row[0]: (row[1], row[5]) for row in free}


_ROW: Final = (
    "pk",
    "tier_id",
    "hold_id",
    "allotment_id",
    "tier__stopped_at",
    "tier__is_capped",
    "seat_id",
    "seat__flags",
)


@compiled
def _rows(
    performance_id: int, wanted: Collection[int], mine: Collection[int], now: datetime
) -> QuerySet[Place, tuple[Any, ...]]:
    places = Place.objects.filter(performance=performance_id, pk__in=wanted)
    return (places.priced(now) | places.held_by(mine, now)).values_list(*_ROW)


def _lock_places(
    performance_id: int, wanted: set[int], rules: ChoiceRules | None
) -> None:
    if rules is None:
        lock_places(performance_id, wanted)
    else:
        rules.lock(performance_id, wanted)


@joined
def any_free_places(
    performance_id: int,
    *,
    section_id: int,
    tier_id: int,
    quantity: int,
    now: datetime,
    seller: Seller = ANYBODY,
) -> list[int]:
    """Lock that many free places of a section and tier; the caller holds them.

    Passes over places that others have locked; where that leaves too few,
    waits for them in key order, at most a second, before saying no. Raises
    NothingChosen, NotEnoughPlaces or StockBusy.
    """
    if quantity < 1:
        raise NothingChosen
    fitting = Place.objects.filter(
        is_open_to(seller),
        performance=performance_id,
        section=section_id,
        tier=tier_id,
    ).order_by("pk")
    found = _at_once(fitting.free(now), quantity)
    if len(found) < quantity:
        found = _wait_for(fitting.free(now), quantity)
    if len(found) < quantity:
        raise NotEnoughPlaces(left=fitting.free(now).count())
    return found


def _at_once(free: PlaceQuerySet, quantity: int) -> list[int]:
    """Lock that many that nobody has locked; where they are fewer, lock none."""
    rows = free.select_for_update(no_key=True, skip_locked=True)
    with transaction.atomic():
        found = list(rows.values_list("pk", flat=True)[:quantity])
        if len(found) < quantity:
            # Kept, these locks could meet another's the wrong way round.
            transaction.set_rollback(True)
    return found


def _wait_for(free: PlaceQuerySet, quantity: int) -> list[int]:
    rows = free.select_for_update(no_key=True)
    try:
        with transaction.atomic():
            _be_patient(LOCK_TIMEOUT)
            found = list(rows.values_list("pk", flat=True)[:quantity])
            _be_patient("DEFAULT")
    except OperationalError as error:
        raise StockBusy from error
    return found


def _be_patient(how_long: str) -> None:
    """For the rest of the transaction, wait for a lock so long at most."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout TO {how_long}")


def lock_holds(performance_id: int, *cart_keys: str) -> None:
    """Wait for the live holds of several carts, before any of their places."""
    live = Hold.objects.filter(performance=performance_id, ended_at=None)
    rows = live.filter(cart_key__in=cart_keys).order_by("pk")
    list(rows.select_for_update(no_key=True).values_list("pk"))


def _live_hold(
    performance_id: int,
    cart_key: str,
    wanted: set[int],
    rules: ChoiceRules | None,
    *,
    now: datetime,
) -> Hold | None:
    """Lock and return the cart's hold that still runs; end one that does not."""
    hold = _live_one.first(performance_id, cart_key)
    if hold is None or hold.expires_at > now:
        return hold
    # What it had and what is wanted: together, for two locks are no key order.
    had = set(hold.places.values_list("pk", flat=True))
    _lock_places(performance_id, wanted | had, rules)
    _end([hold], now=now)
    return None


@compiled
def _live_one(performance_id: int, cart_key: str) -> QuerySet[Hold]:
    live = Hold.objects.filter(performance=performance_id, cart_key=cart_key)
    return live.filter(ended_at=None).select_for_update(no_key=True)


@transaction.atomic
def release_places(place_ids: Collection[int], *, cart_key: str, now: datetime) -> None:
    """Give back what this cart holds among these places; others are left alone."""
    holds = _lock_holds(cart_key)
    places = Place.objects.filter(pk__in=place_ids, hold__in=[h.pk for h in holds])
    _free(places, StockEventKind.RELEASED, now=now)
    for hold in holds:
        if not hold.places.exists():
            hold.ended_at = now
            hold.save(update_fields=["ended_at"])


@transaction.atomic
def end_lapsed_holds(*, now: datetime, most: int = 500) -> int:
    """Put on sale again what lapsed holds still have; return how many ended.

    Not needed for a place to be had (a lapsed hold claims nothing): it keeps
    states tidy and tells the readers of the events.
    """
    lapsed = Hold.objects.filter(ended_at=None, expires_at__lte=now).order_by("pk")
    holds = list(lapsed.select_for_update(no_key=True, skip_locked=True)[:most])
    _end(holds, now=now)
    return len(holds)


@transaction.atomic
def adopt_holds(*, from_key: str, to_key: str) -> None:
    """Move a guest's holds to the account's cart; the earlier clock stays.

    Where both have a hold on one performance, the guest's places join the
    account's hold and both end with the earlier of the two.
    """
    theirs = {h.performance_id: h for h in _lock_holds(to_key)}
    for hold in _lock_holds(from_key):
        other = theirs.get(hold.performance_id)
        if other is None:
            hold.cart_key = to_key
            hold.save(update_fields=["cart_key"])
        else:
            _join(hold, other)


def _join(hold: Hold, other: Hold) -> None:
    earlier = min(hold.expires_at, other.expires_at)
    places = Place.objects.filter(hold__in=[hold.pk, other.pk])
    places.lock()
    places.update(hold=other, held_until=earlier)
    other.expires_at = earlier
    other.save(update_fields=["expires_at"])
    hold.ended_at = earlier
    hold.save(update_fields=["ended_at"])


@joined
def order_places(place_ids: Collection[int], *, cart_key: str, now: datetime) -> None:
    """Turn held places into ordered ones and end the cart's holds.

    Raises HoldLapsed where this cart does not hold every one of them now, NotPlayed
    where a performance was cancelled or moved meanwhile.
    """
    wanted = set(place_ids)
    hold_ids = [hold.pk for hold in _lock_holds(cart_key)]
    _lock_held(hold_ids)
    rows = _still_held(hold_ids, now)
    held = {pk: (performance, tier) for pk, performance, tier, *_rest in rows}
    if not wanted <= held.keys():
        raise HoldLapsed(wanted - held.keys())
    if any(pk in wanted and (off or moved) for pk, _p, _t, off, moved in rows):
        raise NotPlayed
    Place.objects.filter(pk__in=wanted).update(
        state=PlaceState.ORDERED, hold=None, held_until=None
    )
    events.record(StockEventKind.ORDERED, [held[pk] for pk in sorted(wanted)], now=now)
    if held.keys() != wanted:
        theirs = Place.objects.filter(hold__in=hold_ids)
        _free(theirs, StockEventKind.RELEASED, now=now)
    Hold.objects.filter(pk__in=hold_ids).update(ended_at=now)
    crash_point("places-ordered")


@compiled
def _lock_holds(cart_key: str) -> QuerySet[Hold]:
    live = Hold.objects.filter(cart_key=cart_key, ended_at=None)
    return live.order_by("pk").select_for_update(no_key=True)


@compiled
def _lock_held(hold_ids: Collection[int]) -> QuerySet[Place, Any]:
    return Place.objects.filter(hold__pk__in=hold_ids).under_lock()


@compiled
def _still_held(
    hold_ids: Collection[int], now: datetime
) -> QuerySet[Place, tuple[Any, ...]]:
    held = Place.objects.held_by(hold_ids, now)
    return held.values_list(
        "pk",
        "performance_id",
        "tier_id",
        "performance__cancelled_at",
        "performance__moved_to_id",
    )


def _end(holds: Collection[Hold], *, now: datetime) -> None:
    if not holds:
        return
    ids = [hold.pk for hold in holds]
    _free(Place.objects.filter(hold__in=ids), StockEventKind.LAPSED, now=now)
    Hold.objects.filter(pk__in=ids).update(ended_at=now)


def _free(places: PlaceQuerySet, kind: StockEventKind, *, now: datetime) -> None:
    """Free what these holds still have; costs one query where that is nothing."""
    if not places.exists():
        return
    places.lock()
    held = places.filter(state=PlaceState.HELD)
    moved = list(held.values_list("pk", "performance_id", "tier_id", "tier__is_capped"))
    Place.objects.filter(pk__in=[pk for pk, *_rest in moved]).update(
        state=PlaceState.FREE, hold=None, held_until=None
    )
    if capped := [pk for pk, _performance, _tier, is_capped in moved if is_capped]:
        caps.free_slots(capped, now=now)
    pairs = [(performance, tier) for _, performance, tier, _capped in moved]
    events.record(kind, pairs, now=now)
