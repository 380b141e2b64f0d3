"""What the levels of the house take off, by kind of show."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Final

from django.db import transaction

from ground.keeping import forget, kept
from members.levels import level_of
from members.models import Level
from ticketing.offers.models import LevelDiscount
from ticketing.offers.rules import PriceRule

SECONDS: Final = 2
_KEPT: Final = "level-discounts"
Shares = tuple[tuple[int, Decimal], ...]


def price_of_level(account_id: int, now: datetime) -> PriceRule | None:
    """What the account's level takes off; one query, beside what is kept."""
    level = level_of(account_id, now)
    if level is None:
        return None
    by_kind = discounts_of(level.pk)
    if not level.percent_off and not any(share for _kind, share in by_kind):
        return None
    en, zh = level.name_en, level.name_zh_hans
    return PriceRule(level.pk, en, zh, level.percent_off, by_kind)


def discounts_of(level_id: int) -> Shares:
    """Kinds of show that have a share of their own at this level."""
    return kept(_KEPT, SECONDS, _read).get(level_id, ())


@transaction.atomic
def keep_discounts(level: Level, shares: Mapping[int, Decimal]) -> None:
    """Let just these kinds of show have a share of their own at this level."""
    LevelDiscount.objects.filter(level=level).delete()
    LevelDiscount.objects.bulk_create(
        LevelDiscount(level=level, kind_id=kind, percent_off=share)
        for kind, share in shares.items()
    )
    forget(_KEPT)


def _read() -> dict[int, Shares]:
    found: dict[int, Shares] = {}
    rows = LevelDiscount.objects.order_by("level", "kind")
    for level, kind, share in rows.values_list("level", "kind", "percent_off"):
        found[level] = (*found.get(level, ()), (kind, share))
    return found
