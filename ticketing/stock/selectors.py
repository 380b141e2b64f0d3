"""What is left, and what it costs."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from math import ceil
from typing import Any

from django.db.models import Case, Count, IntegerField, QuerySet, Sum, Value, When

from ground.compiled import compiled
from ticketing.shows.models import Performance
from ticketing.shows.sale import SaleState, sale_state
from ticketing.stock.asking import Asked, asked_now
from ticketing.stock.models import Place, PriceTier
from ticketing.stock.querysets import THE_SITE, is_free, is_open_to

LAMPS = 5


@dataclass(frozen=True, slots=True)
class TierStock:
    """How many places a tier has in all and on sale; `tier` is loaded.

    Those of a ticket type that is stopped are free, and not on sale.
    """

    tier: PriceTier
    total: int
    left: int
    asked: Asked | None = None

    @property
    def price(self) -> Decimal:
        """What one place costs everybody now."""
        return self.asked.price if self.asked else self.tier.price

    @property
    def before(self) -> Decimal | None:
        """What it did cost, where it is less now."""
        return self.asked.before if self.asked else None

    @property
    def free(self) -> int:
        return 0 if self.tier.is_halted else self.left


@dataclass(frozen=True, slots=True)
class Offer:
    """When, where, how much, is there any: what every mention answers."""

    performance: Performance
    sale: SaleState
    tiers: tuple[TierStock, ...]
    few_left: int

    @property
    def total(self) -> int:
        return sum(t.total for t in self.tiers)

    @property
    def free(self) -> int:
        return sum(t.free for t in self.tiers)

    @property
    def is_on_sale(self) -> bool:
        """The sale is open and a place is left."""
        return self.sale == SaleState.ON_SALE and self.free > 0

    @property
    def is_sold_out(self) -> bool:
        return self.sale == SaleState.ON_SALE and self.free == 0

    @property
    def is_stopped(self) -> bool:
        """Nothing can be had now, but not because all of it is taken."""
        return self.is_sold_out and any(t.left for t in self.tiers)

    @property
    def has_few_left(self) -> bool:
        return self.is_on_sale and self.free <= self.few_left

    @property
    def lamps(self) -> int:
        """Five lamps, rounded up: none is lit only where nothing is left."""
        return ceil(LAMPS * self.free / self.total) if self.total else 0

    @property
    def state(self) -> str:
        """One word for the design: on, few, gone, soon, bad, past, none."""
        if self.sale == SaleState.ON_SALE:
            if not self.free:
                return "gone"
            return "few" if self.has_few_left else "on"
        return {
            SaleState.OPENS_LATER: "soon",
            SaleState.CANCELLED: "bad",
            SaleState.MOVED: "bad",
            SaleState.PAST: "past",
            SaleState.OFF_SALE: "gone",
        }.get(self.sale, "none")

    @property
    def prices(self) -> list[Decimal]:
        return sorted({t.price for t in self.tiers})

    @property
    def lowest_price(self) -> Decimal | None:
        """Of what is left, or of all where nothing is."""
        left = [t.price for t in self.tiers if t.free]
        return min(left or self.prices, default=None)

    @property
    def highest_price(self) -> Decimal | None:
        return self.prices[-1] if self.tiers else None


def offers_of(
    performances: Iterable[Performance], *, now: datetime, few_left: int
) -> list[Offer]:
    """Return the offer of each performance, in their order, with two queries.

    The performances need their show loaded (see `sale_state`).
    """
    listed = list(performances)
    stock = _stock_by_performance([p for p in listed if p.offered], now=now)
    return [
        Offer(
            performance=p,
            sale=sale_state(p, now),
            tiers=tuple(stock[p.pk]),
            few_left=few_left,
        )
        for p in listed
    ]


def _stock_by_performance(
    performances: list[Performance], *, now: datetime
) -> defaultdict[int, list[TierStock]]:
    found: defaultdict[int, list[TierStock]] = defaultdict(list)
    if not performances:
        return found
    ids = [p.pk for p in performances]
    counts = {row["tier"]: row for row in _places_by_tier(ids, now)}
    tiers: defaultdict[int, list[PriceTier]] = defaultdict(list)
    for tier in _tiers(ids):
        tiers[tier.performance_id].append(tier)
    for performance in performances:
        asked = asked_now(performance, tiers[performance.pk], now)
        for tier in tiers[performance.pk]:
            row = counts.get(tier.pk, {"total": 0, "free": 0})
            told = TierStock(tier, row["total"], row["free"], asked[tier.pk])
            found[performance.pk].append(told)
    return found


@compiled
def _places_by_tier(ids: list[int], now: datetime) -> QuerySet[Any, Any]:
    places = Place.objects.filter(performance__pk__in=ids).order_by()
    # By both, as the index has them: by tier alone SQLite walks over all places.
    by_tier = places.values("performance", "tier")
    return by_tier.annotate(total=Count("pk"), free=Sum(_free_as_one(now)))


@compiled
def _tiers(ids: list[int]) -> QuerySet[PriceTier]:
    return PriceTier.objects.filter(performance__pk__in=ids)


def _free_as_one(now: datetime) -> Case:
    free = is_free(now) & is_open_to(THE_SITE)
    return Case(
        When(free, then=Value(1)), default=Value(0), output_field=IntegerField()
    )
