"""Setting a cap on ticket types, changing it, and taking it away."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from ticketing.shows.models import Performance
from ticketing.stock import full
from ticketing.stock.errors import NothingChosen, UnknownStock, WarnsTooLate
from ticketing.stock.models import (
    Cap,
    CapSlot,
    OnReached,
    Place,
    PriceTier,
    StockEvent,
    StockEventKind,
)


@dataclass(frozen=True, slots=True)
class CapSet:
    """A cap as it is now; more is taken than its number by `over` places."""

    cap: Cap
    taken: int

    @property
    def over(self) -> int:
        return max(0, self.taken - self.cap.number)


@transaction.atomic
def set_cap(  # noqa: PLR0913 a cap is as many things
    performance: Performance,
    *,
    tier_ids: Collection[int],
    number: int,
    on_reached: str = OnReached.STOP,
    warn_at: int | None = None,
    actor: str,
    now: datetime,
    reason: str = "",
) -> CapSet:
    """Let these ticket types sell `number` places together, and no more.

    The cap over just these types is changed where there is one. Places that
    are held, ordered or sold count; where they are the number or more, the
    types stop at once. Raises NothingChosen or WarnsTooLate.
    """
    if warn_at is not None and warn_at > number:
        raise WarnsTooLate
    tiers = _lock_places(performance, tier_ids)
    cap = _same_cap(performance, tiers) or Cap(performance=performance)
    cap.number, cap.on_reached, cap.warn_at = number, on_reached, warn_at
    cap.warned_at = cap.told_at = cap.reached_at = None
    cap.save()
    cap.tiers.set(tiers)
    taken = _make_slots(cap, now=now)
    covered = PriceTier.objects.filter(pk__in=tiers)
    full.lock_tiers(covered)
    covered.update(is_capped=True)
    _record(cap, StockEventKind.CAPPED, actor=actor, reason=reason, now=now)
    full.look_again([cap.pk], now=now)
    full.mark_tiers([cap], now=now)
    cap.refresh_from_db()
    return CapSet(cap, taken)


@transaction.atomic
def remove_cap(
    performance: Performance,
    cap_id: int,
    *,
    actor: str,
    now: datetime,
    reason: str = "",
) -> None:
    """Take a cap away; its types sell on unless another cap or a person stopped them.

    Raises UnknownStock.
    """
    cap = Cap.objects.filter(pk=cap_id, performance=performance).first()
    if cap is None:
        raise UnknownStock
    tiers = _lock_places(performance, cap.tiers.values_list("pk", flat=True))
    if not Cap.objects.filter(pk=cap_id).exists():
        # Somebody took it away while we waited.
        raise UnknownStock
    _record(cap, StockEventKind.UNCAPPED, actor=actor, reason=reason, now=now)
    cap.reached_at = None
    cap.save(update_fields=["reached_at"])
    full.mark_tiers([cap], now=now)
    cap.slots.all().delete()
    cap.delete()
    others = Cap.objects.filter(tiers=OuterRef("pk"))
    PriceTier.objects.filter(~Exists(others), pk__in=tiers).update(is_capped=False)


def _lock_places(performance: Performance, tier_ids: Collection[int]) -> list[int]:
    """Wait for every hold on these types; return those that are of the performance.

    Who holds a place after us reads under its lock that there is a cap.
    """
    found = PriceTier.objects.filter(performance=performance, pk__in=tier_ids)
    tiers = list(found.order_by("pk").values_list("pk", flat=True))
    if not tiers:
        raise NothingChosen
    Place.objects.filter(tier__in=tiers).lock()
    return tiers


def _same_cap(performance: Performance, tiers: list[int]) -> Cap | None:
    wanted = set(tiers)
    caps = Cap.objects.filter(performance=performance).prefetch_related("tiers")
    return next((c for c in caps if {t.pk for t in c.tiers.all()} == wanted), None)


def _make_slots(cap: Cap, *, now: datetime) -> int:
    """Make the cap's slots anew, with what is taken in the first; return how many."""
    cap.slots.all().delete()
    taken = list(
        Place.objects.filter(tier__in=cap.tiers.all())
        .taken(now)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    CapSlot.objects.bulk_create(
        (
            CapSlot(cap=cap, n=n, place_id=taken[n - 1] if n <= len(taken) else None)
            for n in range(1, cap.number + 1)
        ),
        batch_size=2000,
    )
    cap.is_over = len(taken) > cap.number
    cap.save(update_fields=["is_over"])
    return len(taken)


def _record(
    cap: Cap, kind: StockEventKind, *, actor: str, reason: str, now: datetime
) -> None:
    """Keep who did it: the types and the reason in one line."""
    StockEvent.objects.create(
        performance_id=cap.performance_id,
        kind=kind,
        count=cap.number,
        actor=actor,
        reason=" · ".join(filter(None, [full.letters(cap), reason]))[:300],
        at=now,
    )
