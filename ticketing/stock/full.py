"""Noticing that a cap is nearly or wholly taken, and that it no longer is."""

from collections.abc import Collection
from datetime import datetime
from typing import Final

from django.db.models import Exists, OuterRef

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


def look_at(cap_ids: Collection[int], *, now: datetime) -> None:
    """After slots were taken: warn, and say so when none is left."""
    for cap in Cap.objects.filter(pk__in=cap_ids, reached_at=None).order_by("pk"):
        warns_at = cap.number if cap.warn_at is None else cap.warn_at
        left = _left(cap, at_most=max(NEAR, cap.number - warns_at))
        if left <= NEAR or _is_near(cap, left):
            _look(cap.pk, now=now)


def look_again(cap_ids: Collection[int], *, now: datetime) -> None:
    """After slots were freed: take in what is over, and go on selling."""
    for pk in sorted(cap_ids):
        _look(pk, now=now)


def _look(cap_id: int, *, now: datetime) -> None:
    """Bring a cap and its ticket types up to date, under the cap's lock."""
    cap = Cap.objects.select_for_update(no_key=True).get(pk=cap_id)
    if cap.is_over:
        _take_in(cap, now=now)
    left = _left(cap, at_most=cap.number)
    is_full = left == 0
    if is_full != (cap.reached_at is not None):
        cap.reached_at = now if is_full else None
        cap.save(update_fields=["reached_at"])
        mark_tiers(cap, now=now)
    _tell(cap, left, now=now)


def _take_in(cap: Cap, *, now: datetime) -> None:
    """Give free slots to taken places without one; none left over: sell on."""
    slot = CapSlot.objects.filter(cap=cap, place=OuterRef("pk"))
    over = Place.objects.filter(tier__in=cap.tiers.all()).taken(now)
    waiting = over.filter(~Exists(slot)).order_by("pk").values_list("pk", flat=True)
    free = CapSlot.objects.filter(cap=cap, place=None).order_by("n")
    slots = list(free.select_for_update().values_list("pk", flat=True))
    places = list(waiting[: len(slots) + 1])
    for pk, place in zip(slots, places, strict=False):
        CapSlot.objects.filter(pk=pk).update(place=place)
    if len(places) <= len(slots):
        cap.is_over = False
        cap.save(update_fields=["is_over"])


def _left(cap: Cap, *, at_most: int) -> int:
    """Count free slots, no further than it matters."""
    return CapSlot.objects.filter(cap=cap, place=None)[: at_most + 1].count()


def _is_near(cap: Cap, left: int) -> bool:
    return (
        cap.warn_at is not None
        and cap.warned_at is None
        and cap.number - left >= cap.warn_at
    )


def mark_tiers(cap: Cap, *, now: datetime) -> None:
    """Let each type of the cap be full as long as a cap that stops is reached."""
    reached = Cap.objects.filter(
        tiers=OuterRef("pk"), on_reached=OnReached.STOP, reached_at__isnull=False
    )
    tiers = PriceTier.objects.filter(pk__in=cap.tiers.values("pk"))
    list(tiers.order_by("pk").select_for_update(no_key=True).values_list("pk"))
    tiers.filter(Exists(reached), full_at=None).update(full_at=now)
    tiers.filter(~Exists(reached)).update(full_at=None)


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
