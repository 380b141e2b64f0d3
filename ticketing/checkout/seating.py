"""What the seat page says of a performance: sections, tiers, free places."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Final

from django.db.models import Count, Q

from ground.money import ZERO
from ticketing.checkout.seat_views import NOTHING_TO_TELL, SeatView, seat_views
from ticketing.shows.models import Performance
from ticketing.stock.asking import Asked, asked_now
from ticketing.stock.models import Place, PriceTier
from ticketing.stock.querysets import THE_SITE, Seller, is_free, is_open_to
from ticketing.venues.models import SeatFlag, Section, SectionKind

# The design has five tier colours; further tiers share the last one.
COLOURS: Final = "abcde"


@dataclass(frozen=True, slots=True)
class TierChoice:
    """A price tier with what is free of it; `colour` is a letter of the design.

    `price` is what one place costs everybody now, `before` what it did.
    """

    tier: PriceTier
    colour: str
    free: int
    price: Decimal
    before: Decimal | None = None


@dataclass(frozen=True, slots=True)
class SectionChoice:
    """A section with its free places by tier, cheapest tier last."""

    section: Section
    tiers: tuple[TierChoice, ...]

    @property
    def free(self) -> int:
        return sum(tier.free for tier in self.tiers)

    @property
    def on_sale(self) -> list[TierChoice]:
        return [tier for tier in self.tiers if tier.free]

    @property
    def is_seated(self) -> bool:
        return self.section.kind == SectionKind.SEATED


@dataclass(frozen=True, slots=True)
class Seating:
    """All sections of a performance, as they were at one moment."""

    sections: tuple[SectionChoice, ...]
    tiers: tuple[TierChoice, ...]
    # Those of numbered seats, which the map shows.
    on_map: tuple[TierChoice, ...] = ()
    # Free, but for one channel or account alone.
    kept: int = 0

    @property
    def seated(self) -> list[SectionChoice]:
        return [s for s in self.sections if s.is_seated]

    @property
    def standing(self) -> list[SectionChoice]:
        return [s for s in self.sections if not s.is_seated]

    @property
    def free(self) -> int:
        return sum(tier.free for tier in self.tiers)

    @property
    def free_seats(self) -> int:
        """Free places with a number."""
        return sum(tier.free for tier in self.on_map)

    def price_of(self, place: Place) -> Decimal:
        """What the place costs everybody now."""
        found = (
            choice.price for choice in self.tiers if choice.tier.pk == place.tier_id
        )
        return next(found, place.tier.price if place.tier else ZERO)

    def section(self, wanted: int | None) -> SectionChoice | None:
        """The seated section asked for, or else the first that has free seats."""
        asked = [s for s in self.seated if s.section.pk == wanted]
        with_seats = [s for s in self.seated if s.free]
        return next(iter(asked or with_seats or self.seated), None)


def seating_of(performance: Performance, *, now: datetime) -> Seating:
    """Read sections, tiers and what is free of each, with three queries."""
    counts = (
        Place.objects.filter(performance=performance, tier__isnull=False)
        .order_by()
        .values_list("section_id", "tier_id")
        .annotate(
            free=Count("pk", filter=is_free(now) & is_open_to(THE_SITE)),
            kept=Count("pk", filter=is_free(now) & Q(allotment__isnull=False)),
        )
    )
    free: defaultdict[int, dict[int, int]] = defaultdict(dict)
    kept = 0
    for section, tier, count, kept_here in counts:
        free[section][tier] = count
        kept += kept_here
    sections = list(Section.objects.filter(version=performance.plan_version_id))
    seated = {t for s in sections if s.kind == SectionKind.SEATED for t in free[s.pk]}
    found = list(PriceTier.objects.filter(performance=performance))
    prices = asked_now(performance, found, now)
    tiers = _coloured(found, seated, prices)
    return Seating(
        sections=tuple(SectionChoice(s, _of(tiers, free[s.pk])) for s in sections),
        tiers=_of(tiers, _sums(free.values())),
        on_map=_of(
            tiers, {t: n for t, n in _sums(free.values()).items() if t in seated}
        ),
        kept=kept,
    )


def _coloured(
    tiers: Sequence[PriceTier], seated: Collection[int], prices: Mapping[int, Asked]
) -> list[TierChoice]:
    """Give the tiers on the map the first colours, in their order, as it does."""
    drawn = [t.pk for t in tiers if t.pk in seated]
    order = drawn + [t.pk for t in tiers if t.pk not in seated]
    return [
        TierChoice(
            tier=t,
            colour=colour_of(order.index(t.pk)),
            free=0,
            price=prices[t.pk].price,
            before=prices[t.pk].before,
        )
        for t in tiers
    ]


def _of(tiers: Iterable[TierChoice], free: Mapping[int, int]) -> tuple[TierChoice, ...]:
    """The tiers that are painted there, with what is on sale of them."""
    return tuple(
        replace(choice, free=0 if choice.tier.is_halted else free[choice.tier.pk])
        for choice in tiers
        if choice.tier.pk in free
    )


def _sums(counts: Iterable[Mapping[int, int]]) -> dict[int, int]:
    sums: defaultdict[int, int] = defaultdict(int)
    for by_tier in counts:
        for tier, count in by_tier.items():
            sums[tier] += count
    return sums


def colour_of(position: int) -> str:
    return COLOURS[min(position, len(COLOURS) - 1)]


@dataclass(frozen=True, slots=True)
class ListedSeat:
    """One free seat as the list shows it."""

    place: int
    row: str
    label: str
    tier: TierChoice
    flags: SeatFlag
    view: SeatView

    @property
    def has_restricted_view(self) -> bool:
        return SeatFlag.RESTRICTED in self.flags

    @property
    def is_wheelchair_place(self) -> bool:
        return SeatFlag.WHEELCHAIR in self.flags

    @property
    def is_companion_place(self) -> bool:
        return SeatFlag.COMPANION in self.flags


def free_seats(
    performance: Performance, section_id: int, seating: Seating, *, now: datetime
) -> list[ListedSeat]:
    """List the free seats of a section in the order of its rows."""
    tiers = {choice.tier.pk: choice for choice in seating.tiers}
    rows = list(
        Place.objects.filter(performance=performance, section=section_id)
        .sellable(now)
        .order_by("seat")
        .values_list("seat", "pk", "seat__row", "seat__label", "tier_id", "seat__flags")
    )
    version_id = performance.plan_version_id
    is_told = version_id and any(row[-1] & SeatFlag.RESTRICTED for row in rows)
    views = seat_views(version_id) if version_id and is_told else {}
    return [
        ListedSeat(
            place,
            row,
            label,
            tiers[tier],
            SeatFlag(flags),
            views.get(seat, NOTHING_TO_TELL),
        )
        for seat, place, row, label, tier, flags in rows
        if tier in tiers
    ]


def free_among(
    performance_id: int, place_ids: Collection[int], *, now: datetime
) -> list[Place]:
    """Those of the places that can still be had, with what names them."""
    wanted = Place.objects.filter(performance=performance_id, pk__in=place_ids)
    return list(
        wanted.sellable(now).select_related("section", "seat", "tier").order_by("seat")
    )


def kept_for(
    performance_id: int, account_id: int, *, now: datetime, most: int = 200
) -> list[Place]:
    """Free places that are allotted to this account, with what names them."""
    found = Place.objects.filter(performance=performance_id, allotment__isnull=False)
    theirs = found.sellable(now, Seller(account=account_id))
    named = theirs.select_related("section", "seat", "tier")
    return list(named.order_by("section", "seat", "pk")[:most])
