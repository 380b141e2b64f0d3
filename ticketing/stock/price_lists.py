"""Price lists: prices, and perhaps a painting, for many performances at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from ticketing.shows.models import Performance
from ticketing.stock import pricing
from ticketing.stock.errors import NoSuchTier, OtherCurrency, PriceNeeded, TierInUse
from ticketing.stock.models import Place, PriceList, PriceListTier
from ticketing.stock.painting import BARE, Painted, painting_from, units_of
from ticketing.stock.pricing import TierPlan
from ticketing.stock.repainting import OPEN, Kept, painted_of


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

    @property
    def is_nothing(self) -> bool:
        return not (self.prices or self.repainted or self.refusal)


def tier_plans_of(price_list: PriceList) -> list[TierPlan]:
    return [
        TierPlan(
            letter=tier.code,
            price=tier.price,
            name_en=tier.name_en,
            name_zh_hans=tier.name_zh_hans,
        )
        for tier in price_list.tiers.all()
    ]


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
    painted = Painted()
    if version is not None:
        painted = painted_of(performance, units_of(version))
    made = PriceList(
        name_en=name_en,
        name_zh_hans=name_zh_hans,
        currency=performance.currency,
        plan_id=version.plan_id if version is not None else None,
        content=painted.as_json(),
    )
    return write_price_list(made, pricing.tier_plans_of(performance))


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
    units = units_of(performance.plan_version_id or 0)
    before = painted_of(performance, units)
    after = painting_from(_painting(price_list, performance, before).brushes(units))
    refusal_of = _refusal(performance, after, {plan.letter for plan in tiers})
    return Change(
        performance,
        prices=tuple(_prices(performance, tiers)),
        repainted=sum(u.room for u in units if before.brush(u) != after.brush(u)),
        refusal=refusal_of,
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


def _refusal(performance: Performance, painted: Painted, letters: set[str]) -> str:
    """What `apply_price_list` would say no to, told beforehand."""
    unknown = painted.letters() - letters
    if unknown:
        return str(NoSuchTier(letter=", ".join(sorted(unknown))))
    if not performance.offered:
        return ""
    taken = Place.objects.filter(performance=performance).exclude(state__in=OPEN)
    gone = taken.exclude(tier__code__in=letters).exclude(tier=None)
    letter = gone.values_list("tier__code", flat=True).order_by("tier").first()
    if letter:
        return str(TierInUse(letter=letter))
    units = units_of(performance.plan_version_id or 0)
    bare = sum(u.room for u, brush in painted.brushes(units) if brush == BARE)
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
        units = units_of(performance.plan_version_id or 0)
        painted = _painting(price_list, performance, painted_of(performance, units))
        fitted = painting_from(painted.brushes(units))
        kept = pricing.paint(performance, fitted, tiers=tiers, now=now, actor=actor)
        done.append((performance, kept))
    return done
