"""A performance's ticket types with all that the sales controller must know."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q

from ticketing.shows.models import Performance
from ticketing.stock.models import Allotment, Cap, Place, PriceTier
from ticketing.stock.models import Withholding as Withheld
from ticketing.stock.querysets import is_free


@dataclass(frozen=True, slots=True)
class TypeCounts:
    """One tier's places by what became of them; they add up to `total`.

    `free` ones are those on general sale: what is free and allotted is told
    apart. Without a tier (None) places have no price.
    """

    tier: PriceTier | None
    total: int
    free: int
    allotted: int
    held: int
    ordered: int
    sold: int
    withheld: int
    blocked: int


@dataclass(frozen=True, slots=True)
class CapCounts:
    """A cap, the letters of its types, and how many places it counts."""

    cap: Cap
    letters: str
    taken: int

    @property
    def over(self) -> int:
        return max(0, self.taken - self.cap.number)

    @property
    def left(self) -> int:
        return max(0, self.cap.number - self.taken)


def types_of(performance: Performance, *, now: datetime) -> list[TypeCounts]:
    """Count the places of each tier, in the tiers' order, with two queries."""
    free = is_free(now)
    by_state = {
        state: Count("pk", filter=Q(state=state))
        for state in ("ordered", "sold", "withheld", "blocked")
    }
    rows: Any = (
        Place.objects.filter(performance=performance)
        .order_by()
        .values("tier")
        .annotate(
            total=Count("pk"),
            free=Count("pk", filter=free & Q(allotment=None)),
            allotted=Count("pk", filter=free & Q(allotment__isnull=False)),
            held=Count("pk", filter=Q(state="held") & ~free),
            **by_state,
        )
    )
    counted: dict[int | None, dict[str, int]] = {row.pop("tier"): row for row in rows}
    tiers: list[PriceTier | None] = list(performance.tiers.all())
    if None in counted:
        tiers.append(None)
    nothing = dict.fromkeys(("total", "free", "allotted", "held", *by_state), 0)
    return [
        TypeCounts(tier, **counted.get(tier.pk if tier else None, nothing))
        for tier in tiers
    ]


def caps_of(performance: Performance, *, now: datetime) -> list[CapCounts]:
    """Return the caps of a performance with what each of them counts."""
    found = []
    for cap in performance.caps.prefetch_related("tiers"):
        tiers = sorted(cap.tiers.all(), key=lambda tier: (tier.position, tier.pk))
        taken = Place.objects.filter(tier__in=[tier.pk for tier in tiers]).taken(now)
        letters = " + ".join(tier.code for tier in tiers)
        found.append(CapCounts(cap, letters, taken.count()))
    return found


def withholdings_of(performance: Performance) -> list[tuple[Withheld, int]]:
    """Withholdings that still have places, with how many."""
    live = performance.withholdings.filter(released_at=None)
    counted = live.annotate(count=Count("places")).filter(count__gt=0)
    return [(one, one.count) for one in counted]


def allotments_of(
    performance: Performance, *, now: datetime
) -> list[tuple[Allotment, int, int]]:
    """Allotments that have not ended: places in all, and free of them."""
    free = Count("places", filter=_of_places(now))
    live = performance.allotments.filter(released_at=None).select_related("account")
    counted = live.annotate(total=Count("places"), free=free)
    return [(one, one.total, one.free) for one in counted]


def _of_places(now: datetime) -> Q:
    return Q(places__state="free") | Q(
        places__state="held", places__held_until__lte=now
    )
