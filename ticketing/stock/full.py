"""Noticing that a cap is nearly or wholly taken, and that it no longer is."""

from collections.abc import Collection
from datetime import datetime
from typing import Final

from django.db.models import Exists, OuterRef, QuerySet

from ticketing.stock.models import (
    Cap,
    CapSlot,
    OnReached,
    Place,
    PriceTier,
    StockEvent,
    StockEventKind,
)

# So few slots left, buyers count under a lock: together they might take the last.
NEAR: Final = 50


def look_at(
    cap_ids: Collection[int], *, now: datetime, over: Collection[int] = ()
) -> None:
    """After slots were taken: warn, and say so when none is left.

    Of the caps that are `over`, more places were taken than there are slots.
    """
    open_caps = Cap.objects.filter(pk__in=cap_ids, reached_at=None)
    near = {cap.pk for cap in open_caps if _is_worth_a_look(cap)}
    if near or over:
        _look({*near, *over}, now=now, over=over)


def _is_worth_a_look(cap: Cap) -> bool:
    warns_at = cap.number if cap.warn_at is None else cap.warn_at
    left = _left(cap, at_most=max(NEAR, cap.number - warns_at))
    return left <= NEAR or _is_near(cap, left)


def look_again(cap_ids: Collection[int], *, now: datetime) -> None:
    """After slots were freed: take in what is over, and go on selling."""
    _look(cap_ids, now=now)


def _look(
    cap_ids: Collection[int], *, now: datetime, over: Collection[int] = ()
) -> None:
    """Bring caps and their ticket types up to date: all caps' locks, then types'."""
    rows = Cap.objects.filter(pk__in=cap_ids).order_by("pk")
    caps = list(rows.select_for_update(no_key=True))
    turned = [cap for cap in caps if _look_under_lock(cap, over, now=now)]
    if turned:
        mark_tiers(turned, now=now)


def _look_under_lock(cap: Cap, over: Collection[int], *, now: datetime) -> bool:
    """Bring one cap up to date; say whether it became full, or no longer is."""
    if cap.pk in over:
        # Its places are not taken yet: there is nothing to take in.
        cap.is_over = True
        cap.save(update_fields=["is_over"])
    elif cap.is_over:
        _take_in(cap, now=now)
    left = _left(cap, at_most=cap.number)
    is_full = left == 0
    has_turned = is_full != (cap.reached_at is not None)
    if has_turned:
        cap.reached_at = now if is_full else None
        cap.save(update_fields=["reached_at"])
    _tell(cap, left, now=now)
    return has_turned


def _take_in(cap: Cap, *, now: datetime) -> None:
    """Give free slots to taken places without one; none left over: sell on.

    Slots and places come before caps, so nothing is waited for here: what
    others have at the moment is theirs, and taken in the next time.
    """
    free = CapSlot.objects.filter(cap=cap, place=None).order_by("n")
    free = free.select_for_update(no_key=True, skip_locked=True)
    slots = list(free.values_list("pk", flat=True))
    slot = CapSlot.objects.filter(cap=cap, place=OuterRef("pk"))
    taken = Place.objects.filter(tier__in=cap.tiers.values("pk")).taken(now)
    waiting = taken.filter(~Exists(slot)).order_by("pk").values_list("pk", flat=True)
    seen = list(waiting[: len(slots) + 1])
    for pk, place in zip(slots, _still(waiting, seen), strict=False):
        CapSlot.objects.filter(pk=pk).update(place=place)
    if not waiting.exists():
        cap.is_over = False
        cap.save(update_fields=["is_over"])


def _still(waiting: QuerySet[Place, int], seen: Collection[int]) -> list[int]:
    """Those that nobody changes at the moment, read once more under their lock."""
    rows = Place.objects.filter(pk__in=seen).order_by("pk")
    rows = rows.select_for_update(no_key=True, of=("self",), skip_locked=True)
    locked = list(rows.values_list("pk", flat=True))
    return list(waiting.filter(pk__in=locked))


def _left(cap: Cap, *, at_most: int) -> int:
    """Count free slots, no further than it matters."""
    return CapSlot.objects.filter(cap=cap, place=None)[: at_most + 1].count()


def _is_near(cap: Cap, left: int) -> bool:
    return (
        cap.warn_at is not None
        and cap.warned_at is None
        and cap.number - left >= cap.warn_at
    )


def mark_tiers(caps: Collection[Cap], *, now: datetime) -> None:
    """Let each type of the caps be full as long as a cap that stops is reached."""
    reached = Cap.objects.filter(
        tiers=OuterRef("pk"), on_reached=OnReached.STOP, reached_at__isnull=False
    )
    theirs = Cap.tiers.through.objects.filter(cap__in=caps)
    tiers = PriceTier.objects.filter(pk__in=theirs.values("pricetier"))
    lock_tiers(tiers)
    tiers.filter(Exists(reached), full_at=None).update(full_at=now)
    tiers.filter(~Exists(reached)).update(full_at=None)


def lock_tiers(tiers: QuerySet[PriceTier]) -> None:
    """Wait for these tiers, in key order; places and caps come before them."""
    rows = tiers.order_by("pk").select_for_update(no_key=True)
    list(rows.values_list("pk"))


def _tell(cap: Cap, left: int, *, now: datetime) -> None:
    """Tell the controller once that it is near, and once that it is reached."""
    if left == 0 and cap.told_at is None:
        cap.told_at = cap.warned_at = now
        _write(cap, StockEventKind.CAP_FULL, now=now)
    elif _is_near(cap, left):
        cap.warned_at = now
        _write(cap, StockEventKind.CAP_NEAR, now=now)


def _write(cap: Cap, kind: StockEventKind, *, now: datetime) -> None:
    from ticketing.stock.tasks import mail_cap  # noqa: PLC0415 the task calls us

    cap.save(update_fields=["warned_at", "told_at"])
    event = StockEvent.objects.create(
        performance_id=cap.performance_id,
        kind=kind,
        count=cap.number,
        reason=letters(cap),
        at=now,
    )
    mail_cap.enqueue(event.pk, cap.pk)


def letters(cap: Cap) -> str:
    """The types that a cap covers: A + B."""
    return " + ".join(tier.code for tier in cap.tiers.order_by("position", "pk"))
