"""Price lists: prices, and perhaps a painting, for many performances at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Exists, OuterRef

from ticketing.shows.models import Performance
from ticketing.stock import pricing
from ticketing.stock.errors import NoSuchTier, OtherCurrency, PriceNeeded, TierInUse
from ticketing.stock.models import PriceList, PriceListTier, StockEvent
from ticketing.stock.painting import (
    Painted,
    Unit,
    painting_from,
    room_without_price,
    units_of,
)
from ticketing.stock.pricing import TierPlan, tier_plans_of
from ticketing.stock.repainting import Kept, painted_of


@dataclass(frozen=True, slots=True)
class PriceChange:
    """What a letter costs before and after; nothing where it is new or goes."""

    letter: str
    before: Decimal | None
    after: Decimal | None


@dataclass(frozen=True, slots=True)
class Change:
    """What a list would change of a performance, or why it can't (`refusal`)."""

    performance: Performance
    prices: tuple[PriceChange, ...] = ()
    repainted: int = 0
    refusal: str = ""


@transaction.atomic
def write_price_list(price_list: PriceList, tiers: Sequence[TierPlan]) -> PriceList:
    """Save a list with these prices; they replace what stood there."""
    price_list.save()
    price_list.tiers.all().delete()
    PriceListTier.objects.bulk_create(
        PriceListTier(
            price_list=price_list,
            code=plan.letter,
            price=plan.price,
            suggested_price=plan.suggested,
            name_en=plan.name_en,
            name_zh_hans=plan.name_zh_hans,
            position=position,
        )
        for position, plan in enumerate(tiers, start=1)
    )
    return price_list


def keep_as_list(
    performance: Performance, *, name_en: str, name_zh_hans: str
) -> PriceList:
    """Make a list of what a performance costs and how its plan is painted."""
    version = performance.plan_version
    painted = painted_of(performance, units_of(performance.plan_version_id))
    made = PriceList(
        name_en=name_en,
        name_zh_hans=name_zh_hans,
        currency=performance.currency,
        plan_id=version.plan_id if version is not None else None,
        content=painted.as_json(),
    )
    return write_price_list(made, tier_plans_of(performance))


def preview(price_list: PriceList, performances: Iterable[Performance]) -> list[Change]:
    """Say of each performance what the list would change; changes nothing."""
    tiers = tier_plans_of(price_list)
    return [_change(price_list, tiers, p) for p in performances]


def _change(
    price_list: PriceList, tiers: Sequence[TierPlan], performance: Performance
) -> Change:
    if performance.currency != price_list.currency:
        refusal = OtherCurrency(currency=performance.currency)
        return Change(performance, refusal=str(refusal))
    units = units_of(performance.plan_version_id)
    before = painted_of(performance, units)
    after = painting_from(_painting(price_list, performance, before).brushes(units))
    return Change(
        performance,
        prices=tuple(_prices(performance, tiers)),
        repainted=sum(u.room for u in units if before.brush(u) != after.brush(u)),
        refusal=_refusal(performance, after, units, {plan.letter for plan in tiers}),
    )


def _painting(
    price_list: PriceList, performance: Performance, before: Painted
) -> Painted:
    """The list's own painting where it was painted on the same plan."""
    version = performance.plan_version
    is_same = version is not None and version.plan_id == price_list.plan_id
    return price_list.painted if is_same else before


def _prices(
    performance: Performance, tiers: Sequence[TierPlan]
) -> Iterable[PriceChange]:
    had = {tier.code: tier.price for tier in performance.tiers.all()}
    will = {plan.letter: plan.price for plan in tiers}
    for letter in sorted(had.keys() | will.keys()):
        if had.get(letter) != will.get(letter):
            yield PriceChange(letter, had.get(letter), will.get(letter))


def _refusal(
    performance: Performance,
    painted: Painted,
    units: Sequence[Unit],
    letters: set[str],
) -> str:
    """What `apply_price_list` would say no to, told beforehand.

    A tier that was ever on offer stays: the stock's events name it.
    """
    unknown = painted.letters() - letters
    if unknown:
        return str(NoSuchTier(letter=", ".join(sorted(unknown))))
    gone = performance.tiers.exclude(code__in=letters)
    in_use = gone.filter(Exists(StockEvent.objects.filter(tier=OuterRef("pk"))))
    if tier := in_use.first():
        return str(TierInUse(letter=tier.code))
    bare = room_without_price(units, painted) if performance.offered else 0
    return str(PriceNeeded(count=bare)) if bare else ""


@transaction.atomic
def apply_price_list(
    price_list: PriceList,
    performances: Iterable[Performance],
    *,
    now: datetime,
    actor: str = "",
) -> list[tuple[Performance, list[Kept]]]:
    """Give these performances the list's prices, all of them or none.

    Those on the plan that the list was painted on are painted with it; others
    keep their painting. Return each with the taken places that keep their
    price. Raises OtherCurrency, and what `pricing.paint` raises.
    """
    tiers = tier_plans_of(price_list)
    done = []
    for performance in sorted(performances, key=lambda p: p.pk):
        if performance.currency != price_list.currency:
            raise OtherCurrency(currency=performance.currency)
        units = units_of(performance.plan_version_id)
        painted = _painting(price_list, performance, painted_of(performance, units))
        fitted = painting_from(painted.brushes(units))
        kept = pricing.paint(performance, fitted, tiers=tiers, now=now, actor=actor)
        done.append((performance, kept))
    return done
