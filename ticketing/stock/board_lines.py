"""What the live board knows of a performance: its types, its caps, its pace."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ticketing.shows.models import Performance
from ticketing.shows.sale import SaleState
from ticketing.stock.board_counts import Tally
from ticketing.stock.models import Cap, PriceTier


@dataclass(frozen=True)
class TypeLine:
    """A ticket type (None: places without a price) and where its places are.

    `capped` of the free ones are kept back by a cap: where several types
    share one, what it keeps back is counted at the last of them, so that the
    types add up. `sellable` is what could still be sold of this one, which may
    be all that a shared cap has left.
    """

    tier: PriceTier | None
    tally: Tally
    capped: int
    last_hour: int
    sellable: int

    @property
    def free(self) -> int:
        """On general sale, as far as caps let them; adds up over the types."""
        return self.tally.free - self.capped

    @property
    def behind_caps(self) -> int:
        return self.tally.free - self.sellable


@dataclass(frozen=True)
class CapLine:
    """A cap, its types, and how many places it counts."""

    cap: Cap
    tiers: tuple[PriceTier, ...]
    taken: int

    @property
    def letters(self) -> str:
        return " + ".join(tier.code for tier in self.tiers)

    @property
    def over(self) -> int:
        return max(0, self.taken - self.cap.number)

    @property
    def left(self) -> int:
        return max(0, self.cap.number - self.taken)

    @property
    def is_reached(self) -> bool:
        return self.left == 0

    @property
    def is_near(self) -> bool:
        """Past the number at which the controller wants to be warned."""
        at = self.cap.warn_at
        return at is not None and self.taken >= at and not self.is_reached

    @property
    def asks(self) -> bool:
        """Reached, sells on, and somebody has to decide."""
        sells = any(tier.stopped_at is None for tier in self.tiers)
        return self.is_reached and not self.cap.stops and sells

    @property
    def warns(self) -> bool:
        return self.is_reached or self.is_near


@dataclass(frozen=True)
class Line:
    """One performance as it was counted; `performance` has its show and venue."""

    performance: Performance
    sale: SaleState
    types: tuple[TypeLine, ...]
    caps: tuple[CapLine, ...]

    @cached_property
    def tally(self) -> Tally:
        return sum((row.tally for row in self.types), Tally())

    @cached_property
    def capped(self) -> int:
        return sum(row.capped for row in self.types)

    @property
    def free(self) -> int:
        return self.tally.free - self.capped

    @property
    def sellable(self) -> int:
        """As of a type; of all of them together it is what adds up."""
        return self.free

    @property
    def behind_caps(self) -> int:
        return self.capped

    @cached_property
    def last_hour(self) -> int:
        return sum(row.last_hour for row in self.types)

    @property
    def warns(self) -> bool:
        return any(cap.warns for cap in self.caps)

    @property
    def asks(self) -> bool:
        return any(cap.asks for cap in self.caps)

    @cached_property
    def print(self) -> tuple[object, ...]:
        """What a viewer could see: two lines with the same print look alike."""
        return (
            *_of_performance(self.performance),
            self.sale,
            tuple(_of_type(row) for row in self.types),
            tuple(_of_cap(row) for row in self.caps),
        )


def _of_performance(performance: Performance) -> tuple[object, ...]:
    show, hall = performance.show, performance.hall
    return (
        performance.starts_at,
        performance.on_sale_from,
        performance.off_sale_at,
        *(show.name_en, show.name_zh_hans, hall.name_en, hall.name_zh_hans),
    )


def _of_type(row: TypeLine) -> tuple[object, ...]:
    tier, t = row.tier, row.tally
    of_tier = tier and (tier.pk, tier.code, tier.stopped_at, tier.full_at)
    counts = (t.sold, t.ordered, t.held, t.free, t.allotted, t.withheld, t.blocked)
    return (of_tier, counts, row.capped, row.last_hour)


def _of_cap(row: CapLine) -> tuple[object, ...]:
    cap = row.cap
    return (cap.pk, cap.number, cap.warn_at, cap.on_reached, row.letters, row.taken)


def types_of(
    tiers: Sequence[PriceTier],
    tallies: Mapping[int | None, Tally],
    caps: Iterable[CapLine],
    last_hour: Mapping[int | None, int],
) -> tuple[TypeLine, ...]:
    """Put the types of a performance together, in their order."""
    caps = list(caps)
    capped = _capped({tier.pk: tallies.get(tier.pk, Tally()) for tier in tiers}, caps)
    listed: list[PriceTier | None] = list(tiers)
    if None in tallies:
        listed.append(None)
    return tuple(
        TypeLine(
            tier,
            tallies.get(pk, Tally()),
            capped.get(pk, 0),
            last_hour.get(pk, 0),
            _sellable(tier, tallies.get(pk, Tally()), caps),
        )
        for tier in listed
        for pk in [tier.pk if tier else None]
    )


def _sellable(tier: PriceTier | None, tally: Tally, caps: Iterable[CapLine]) -> int:
    """What of a type is free and within each cap that stops."""
    lefts = [cap.left for cap in caps if tier in cap.tiers and cap.cap.stops]
    return min([tally.free, *lefts])


def caps_of(
    caps: Iterable[Cap],
    tiers_by_cap: Mapping[int, Sequence[PriceTier]],
    tallies: Mapping[int | None, Tally],
) -> tuple[CapLine, ...]:
    made = []
    for cap in caps:
        tiers = tuple(tiers_by_cap.get(cap.pk, ()))
        taken = sum(tallies[tier.pk].taken for tier in tiers if tier.pk in tallies)
        made.append(CapLine(cap, tiers, taken))
    return tuple(made)


def _capped(
    tallies: Mapping[int, Tally], caps: Iterable[CapLine]
) -> dict[int | None, int]:
    """How many free places of each type caps that stop keep from sale."""
    allowed = {pk: tally.free for pk, tally in tallies.items()}
    stopping = [cap for cap in caps if cap.cap.stops]
    for cap in sorted(stopping, key=lambda cap: len(cap.tiers)):
        over = sum(allowed[tier.pk] for tier in cap.tiers) - cap.left
        for tier in reversed(cap.tiers):
            less = max(0, min(over, allowed[tier.pk]))
            allowed[tier.pk] -= less
            over -= less
    return {pk: tally.free - allowed[pk] for pk, tally in tallies.items()}
