"""The slots of caps: taken along with places, and freed with them.

Only places whose ticket type is capped come here. Locks: the places (the
caller has them), then slots by cap and number, then caps, then tiers.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from ticketing.stock import full
from ticketing.stock.errors import CapReached
from ticketing.stock.models import Cap, CapSlot


@dataclass(frozen=True, slots=True)
class Share:
    """The places of one wish that one cap counts."""

    cap: Cap
    places: tuple[int, ...]


def take_slots(
    tier_of: Mapping[int, int], *, now: datetime, over: bool = False
) -> None:
    """Take a slot of every cap that covers one of these places (place to tier).

    Raises CapReached where a cap that stops has too few left, unless it may
    go `over`.
    """
    served, newly_over = list[int](), list[int]()
    for share in _shares(tier_of):
        if not _take(share, now=now, over=over):
            served.append(share.cap.pk)
        elif not share.cap.is_over:
            newly_over.append(share.cap.pk)
    full.look_at(served, over=newly_over, now=now)


def free_slots(place_ids: Collection[int], *, now: datetime) -> None:
    """Give the slots of these places back; the caller has changed the places."""
    freed = list(
        CapSlot.objects.filter(place__in=place_ids)
        .order_by("cap_id", "n")
        .select_for_update(no_key=True)
        .values_list("pk", "cap_id")
    )
    if not freed:
        return
    CapSlot.objects.filter(pk__in=[pk for pk, _cap in freed]).update(place=None)
    full.look_again({cap for _pk, cap in freed}, now=now)


def _shares(tier_of: Mapping[int, int]) -> list[Share]:
    covers = Cap.tiers.through.objects.filter(pricetier__in=set(tier_of.values()))
    tiers: dict[int, set[int]] = {}
    for cap, tier in covers.values_list("cap_id", "pricetier_id"):
        tiers.setdefault(cap, set()).add(tier)
    return [
        Share(cap, tuple(p for p in sorted(tier_of) if tier_of[p] in tiers[cap.pk]))
        for cap in Cap.objects.filter(pk__in=tiers).order_by("pk")
    ]


def _take(share: Share, *, now: datetime, over: bool) -> bool:
    """Give each place a slot; a place that lapsed with one keeps it.

    Returns whether there were too few of them.
    """
    cap = share.cap
    kept = CapSlot.objects.filter(cap=cap, place__in=share.places)
    kept = kept.order_by("n").select_for_update(no_key=True)
    with_slot = set(kept.values_list("place_id", flat=True))
    without = [place for place in share.places if place not in with_slot]
    slots = _free_slots(share, len(without), now=now) if without else []
    short = len(without) - len(slots)
    if short and cap.stops and not over:
        raise CapReached(without, left=len(slots))
    for slot, place in zip(slots, without, strict=False):
        CapSlot.objects.filter(pk=slot).update(place=place)
    return bool(short)


def _free_slots(share: Share, count: int, *, now: datetime) -> list[int]:
    """Lock that many slots, or as many as there are.

    Passes over what others have locked; where that leaves too few, waits for
    them in key order, and then takes what lapsed holds still have.
    """
    cap = share.cap
    if cap.is_over:
        return []
    free = CapSlot.objects.filter(cap=cap, place=None).order_by("n")
    with transaction.atomic():
        found = _keys(free.select_for_update(no_key=True, skip_locked=True)[:count])
        if len(found) < count:
            # Kept, these locks could meet another's the wrong way round.
            transaction.set_rollback(True)
    if len(found) < count:
        found = _keys(free.select_for_update(no_key=True)[:count])
    return found + _lapsed(share, count - len(found), now=now)


def _lapsed(share: Share, count: int, *, now: datetime) -> list[int]:
    """Slots of lapsed holds; those of the wish's own places are theirs again."""
    if not count:
        return []
    ended = CapSlot.objects.filter(
        cap=share.cap, place__state="held", place__held_until__lte=now
    ).exclude(place__in=share.places)
    seen = _keys(ended.order_by("n"))
    locked = _keys(
        CapSlot.objects.filter(pk__in=seen)
        .order_by("n")
        .select_for_update(no_key=True, skip_locked=True)
    )
    return _keys(ended.filter(pk__in=locked).order_by("n")[:count])


def _keys(slots: QuerySet[CapSlot]) -> list[int]:
    return list(slots.values_list("pk", flat=True))
