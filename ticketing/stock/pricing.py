"""What a performance costs where: its tiers, and its plan painted with them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from django.db import transaction
from django.db.models import ProtectedError

from ticketing.shows.models import Performance
from ticketing.stock import painting
from ticketing.stock.errors import NoSuchTier, TierInUse
from ticketing.stock.full import lock_tiers
from ticketing.stock.models import Painting, PriceList
from ticketing.stock.painting import Painted, Unit, is_blocking, units_of
from ticketing.stock.repainting import Kept, painted_of, repaint_places

# A section that was not painted as a whole with one letter.
MIXED: Final = "*"


@dataclass(frozen=True, slots=True)
class TierPlan:
    """A tier as it is to be; the letter says which one.

    With a suggested price the buyer names one, from `price` on.
    """

    letter: str
    price: Decimal
    name_en: str = ""
    name_zh_hans: str = ""
    suggested: Decimal | None = None


def painting_of(performance: Performance) -> dict[int, str]:
    """Return section id to letter; MIXED where its places differ or are blocked."""
    units = units_of(performance.plan_version_id)
    return _by_section(units, painted_of(performance, units))


def _by_section(units: Sequence[Unit], painted: Painted) -> dict[int, str]:
    found: dict[int, set[str]] = {}
    for unit, brush in painted.brushes(units):
        found.setdefault(unit.section.pk, set()).add(brush)
    return {
        section: MIXED if len(brushes) > 1 or is_blocking(min(brushes)) else brush
        for section, brushes in found.items()
        for brush in [min(brushes)]
        if brushes != {painting.BARE}
    }


def set_prices(
    performance: Performance,
    tiers: Sequence[TierPlan],
    by_section: Mapping[int, str],
    *,
    now: datetime,
    actor: str = "",
) -> list[Kept]:
    """Let the performance have these tiers, and its sections these letters.

    A section without a letter (or with an empty one) has no price; a MIXED one
    stays as it is, and so does what is blocked. Refuses as `paint` does.
    """
    units = units_of(performance.plan_version_id)
    before = painted_of(performance, units)
    told = _by_section(units, before)

    def wanted(unit: Unit, brush: str) -> str:
        letter = by_section.get(unit.section.pk, painting.BARE)
        same = letter in (MIXED, told.get(unit.section.pk, painting.BARE))
        return brush if same or is_blocking(brush) else letter

    brushed = ((unit, wanted(unit, brush)) for unit, brush in before.brushes(units))
    painted = painting.painting_from(brushed)
    return paint(performance, painted, tiers=tiers, now=now, actor=actor)


@transaction.atomic
def paint(
    performance: Performance,
    painted: Painted,
    *,
    tiers: Sequence[TierPlan] | None = None,
    now: datetime,
    actor: str = "",
) -> list[Kept]:
    """Paint a performance, with new tiers where they are given.

    Of an offered performance free and blocked places are painted anew; return
    what is taken and keeps its price. Raises NoSuchTier where a letter is no
    tier's, TierInUse where a tier that is left out has places, PriceNeeded
    where a place on offer would lose its price.
    """
    locked = Performance.objects.under_lock(performance.pk)
    if tiers is not None:
        _add_tiers(locked, tiers)
        kept_letters = {plan.letter for plan in tiers}
    else:
        kept_letters = set(locked.tiers.values_list("code", flat=True))
    _check_letters(painted, kept_letters)
    left = repaint_places(locked, painted, now=now, actor=actor)
    keep_painting(locked, painted)
    if tiers is not None:
        _change_tiers(locked, tiers)
        _drop_tiers(locked, keep=kept_letters)
    return left


def _check_letters(painted: Painted, known: set[str]) -> None:
    unknown = painted.letters() - known
    if unknown:
        raise NoSuchTier(letter=", ".join(sorted(unknown)))


def _add_tiers(performance: Performance, tiers: Sequence[TierPlan]) -> None:
    known = set(performance.tiers.values_list("code", flat=True))
    for position, plan in enumerate(tiers, start=1):
        if plan.letter not in known:
            performance.tiers.create(code=plan.letter, **_values(plan, position))


def _change_tiers(performance: Performance, tiers: Sequence[TierPlan]) -> None:
    """Only what a plan says is written: stops and caps of a tier are others'.

    After the places: a buyer who reaches a cap has places, and marks tiers.
    """
    lock_tiers(performance.tiers.all())
    for position, plan in enumerate(tiers, start=1):
        same = performance.tiers.filter(code=plan.letter)
        same.update(**_values(plan, position))


def _values(plan: TierPlan, position: int) -> dict[str, Any]:
    return {
        "price": plan.price,
        "suggested_price": plan.suggested,
        "name_en": plan.name_en,
        "name_zh_hans": plan.name_zh_hans,
        "position": position,
    }


def keep_painting(performance: Performance, painted: Painted) -> None:
    """Write down the painting, and how many places it leaves without a price.

    To be called as well where a performance moves to another version of its
    plan: the painting is told by codes and keys and holds for that one too.
    """
    units = units_of(performance.plan_version_id)
    room = painting.room_without_price(units, painted)
    Painting.objects.update_or_create(
        performance=performance,
        defaults={"content": painted.as_json(), "unpriced": room},
    )


def _drop_tiers(performance: Performance, *, keep: set[str]) -> None:
    for tier in performance.tiers.exclude(code__in=keep):
        try:
            tier.delete()
        except ProtectedError as error:
            raise TierInUse(letter=tier.code) from error


def tier_plans_of(priced: Performance | PriceList) -> list[TierPlan]:
    return [
        TierPlan(
            letter=tier.code,
            price=tier.price,
            name_en=tier.name_en,
            name_zh_hans=tier.name_zh_hans,
            suggested=tier.suggested_price,
        )
        for tier in priced.tiers.all()
    ]


def copy_prices(
    source: Performance, target: Performance, *, now: datetime, actor: str = ""
) -> list[Kept]:
    """Give a performance the tiers and the painting of one on the same plan.

    Sections are told by their code and seats by their key, so that another
    version of the plan does as well; what is unknown there stays unpainted.
    """
    painted = painted_of(source, units_of(source.plan_version_id))
    tiers = tier_plans_of(source)
    return paint(target, carried(painted, target), tiers=tiers, now=now, actor=actor)


def carried(painted: Painted, target: Performance) -> Painted:
    """The painting as it falls on the target's own plan."""
    return painting.painting_from(painted.brushes(units_of(target.plan_version_id)))
