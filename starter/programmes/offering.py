"""Putting a season on sale at list prices."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from django.db import transaction

from starter.programmes.planning import SOURCE, PlannedShow
from starter.programmes.tables import table
from ticketing.shows.models import Performance
from ticketing.stock.models import PriceTier
from ticketing.stock.services import offer_performance
from ticketing.venues.models import Section

# The sections of the home hall, dearest first; a hall without a plan has one.
DRAWN: Final = {
    "orchestra": "A",
    "first-tier": "B",
    "second-tier": "C",
    "third-tier": "D",
}
ADMISSION: Final = {"admission": "A"}
# A currency without a list of its own is sold at the figures of this one.
USUAL: Final = "USD"


def to_offer(shows: Iterable[PlannedShow], *, now: datetime) -> list[tuple[int, bool]]:
    """Return (performance, is free) of what is public, ahead and not offered."""
    planned = {
        (show.code, one.code): one for show in shows for one in show.performances
    }
    rows = (
        Performance.objects.filter(show__source=SOURCE, offered=False)
        .public()
        .ahead(now)
        .order_by("starts_at", "pk")
        .values_list("pk", "show__source_code", "source_code")
    )
    return [
        (pk, one.is_free)
        for pk, show, code in rows
        if (one := planned.get((show, code))) and one.is_public
    ]


class Offering:
    """Offers performances one by one; plan versions are looked up once."""

    def __init__(self, *, now: datetime) -> None:
        self.now = now
        self.sections: dict[int, dict[str, int]] = {}

    @transaction.atomic
    def offer(self, performance_id: int, *, is_free: bool) -> None:
        """Give a performance its list prices and its places; on sale from now."""
        performance = Performance.objects.get(pk=performance_id)
        performance.on_sale_from = self.now
        performance.save(update_fields=["on_sale_from"])
        sections = self._sections(performance.plan_version_id)
        letters = ADMISSION if "admission" in sections else DRAWN
        tiers = _tiers(performance, letters, is_free=is_free)
        offer_performance(
            performance,
            tiers_by_section={
                pk: tiers[letters[code]] for code, pk in sections.items()
            },
            now=self.now,
            actor="import",
        )

    def _sections(self, version_id: int | None) -> dict[str, int]:
        """The keys of a plan version's sections by their codes."""
        if version_id is None:
            return {}
        if version_id not in self.sections:
            rows = Section.objects.filter(version=version_id)
            self.sections[version_id] = dict(rows.values_list("code", "pk"))
        return self.sections[version_id]


def _tiers(
    performance: Performance, letters: dict[str, str], *, is_free: bool
) -> dict[str, int]:
    """Make the performance's tiers; a free concert has one, at nothing."""
    codes = ["A"] if is_free else sorted(set(letters.values()))
    prices = _prices(performance.currency, is_admission=letters is ADMISSION)
    tiers = PriceTier.objects.bulk_create(
        PriceTier(
            performance=performance,
            code=code,
            name_en="Free" if is_free else f"Tier {code}",
            name_zh_hans="免费" if is_free else f"{code}档",
            price=Decimal(0) if is_free else prices[code],
            position=position,
        )
        for position, code in enumerate(codes)
    )
    made = {tier.code: tier.pk for tier in tiers}
    return {code: made.get(code, made["A"]) for code in letters.values()}


def _prices(currency: str, *, is_admission: bool) -> dict[str, Decimal]:
    lists = table("prices")
    chosen: dict[str, Any] = lists.get(currency, lists[USUAL])
    if is_admission:
        return {"A": Decimal(chosen["admission"])}
    return {code: Decimal(price) for code, price in chosen["drawn"].items()}
