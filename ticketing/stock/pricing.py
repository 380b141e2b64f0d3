"""What a performance costs where: its tiers, and the sections painted with them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.db import transaction
from django.db.models import ProtectedError

from ticketing.shows.models import Performance
from ticketing.stock.errors import NoSuchTier, TierInUse
from ticketing.stock.models import Place, PlaceState, PriceTier, SectionTier
from ticketing.stock.services import paint_sections
from ticketing.venues.models import Section

# A section whose places have several tiers: nobody painted it as a whole.
MIXED: Final = "*"


@dataclass(frozen=True, slots=True)
class TierPlan:
    """A tier as it is to be; the letter says which one."""

    letter: str
    price: Decimal
    name_en: str = ""
    name_zh_hans: str = ""


def painting_of(performance: Performance) -> dict[int, str]:
    """Return section id to letter; MIXED where its free places differ."""
    if performance.offered:
        return _painting_of_places(performance)
    rows = performance.section_tiers.values_list("section_id", "tier__code")
    return dict(rows)


def _painting_of_places(performance: Performance) -> dict[int, str]:
    """Free places tell what a section costs now; else those that are taken."""
    found = (
        Place.objects.filter(performance=performance)
        .order_by()
        .values_list("section_id", "state", "tier__code")
        .distinct()
    )
    free: defaultdict[int, set[str]] = defaultdict(set)
    taken: defaultdict[int, set[str]] = defaultdict(set)
    for section, state, letter in found:
        letters = free if state == PlaceState.FREE else taken
        letters[section].add(letter or "")
    told = {**taken, **free}
    return {
        section: letters.pop() if len(letters) == 1 else MIXED
        for section, letters in told.items()
    }


@transaction.atomic
def set_prices(
    performance: Performance,
    tiers: Sequence[TierPlan],
    painting: Mapping[int, str],
) -> None:
    """Let the performance have these tiers, and its sections these letters.

    A section without a letter (or with an empty one) has no price; a MIXED one
    stays as it is. Of an offered performance free places are painted anew and
    taken ones keep their tier. Raises TierInUse where a tier that is left out
    has places, NoSuchTier where a letter is no tier's.
    """
    locked = Performance.objects.select_for_update().get(pk=performance.pk)
    before = painting_of(locked)
    by_letter = _write_tiers(locked, tiers)
    ids: dict[int, int | None] = {}
    for section, letter in painting.items():
        if letter == MIXED:
            continue
        if letter and letter not in by_letter:
            raise NoSuchTier(letter=letter)
        ids[section] = by_letter[letter].pk if letter else None
    if locked.offered:
        changed = {s: t for s, t in ids.items() if painting[s] != before.get(s, "")}
        paint_sections(locked, tiers_by_section=changed)
    _keep_painting(locked, ids)
    _drop_tiers(locked, keep=by_letter)


def _write_tiers(
    performance: Performance, tiers: Sequence[TierPlan]
) -> dict[str, PriceTier]:
    written = {}
    for position, plan in enumerate(tiers, start=1):
        written[plan.letter], _made = PriceTier.objects.update_or_create(
            performance=performance,
            code=plan.letter,
            defaults={
                "price": plan.price,
                "name_en": plan.name_en,
                "name_zh_hans": plan.name_zh_hans,
                "position": position,
            },
        )
    return written


def _keep_painting(performance: Performance, ids: Mapping[int, int | None]) -> None:
    SectionTier.objects.filter(performance=performance).delete()
    SectionTier.objects.bulk_create(
        SectionTier(performance=performance, section_id=section, tier_id=tier)
        for section, tier in sorted(ids.items())
        if tier is not None
    )


def _drop_tiers(performance: Performance, *, keep: Mapping[str, PriceTier]) -> None:
    for tier in performance.tiers.exclude(code__in=keep):
        try:
            tier.delete()
        except ProtectedError as error:
            raise TierInUse(letter=tier.code) from error


def tier_plans_of(performance: Performance) -> list[TierPlan]:
    return [
        TierPlan(
            letter=tier.code,
            price=tier.price,
            name_en=tier.name_en,
            name_zh_hans=tier.name_zh_hans,
        )
        for tier in performance.tiers.all()
    ]


def copy_prices(source: Performance, target: Performance) -> None:
    """Give a performance the tiers and the painting of one on the same plan.

    Sections are told by their code, so that another version of the plan does
    as well; one that is unknown there, or of several prices, stays unpainted.
    """
    letters = painting_of(source)
    by_code = {
        code: letters[pk]
        for pk, code in _codes_of(source)
        if letters.get(pk, MIXED) != MIXED
    }
    painting = {pk: by_code.get(code, "") for pk, code in _codes_of(target)}
    set_prices(target, tier_plans_of(source), painting)


def _codes_of(performance: Performance) -> list[tuple[int, str]]:
    sections = Section.objects.filter(version=performance.plan_version_id)
    return list(sections.values_list("pk", "code"))
