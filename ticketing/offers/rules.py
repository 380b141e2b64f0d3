"""What a price is made from: the wishes, the rules, and what holds at a moment.

Plain values. What a rule takes off is worked out in thousandths of the currency,
which are whole numbers, as in the column.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from ground.money import THOUSANDTHS, ZERO
from ticketing.offers.kinds import BUNDLES, Combines, OfferKind

HUNDRED: Final = Decimal(100)
# All of something, in hundredths of a per cent.
WHOLE: Final = 10_000


@dataclass(frozen=True, slots=True)
class PriceRule:
    """A share that is taken off: a concession, or what a buyer's level gives.

    `by_kind` are kinds of show for which a level gives another share.
    """

    key: int
    name_en: str
    name_zh_hans: str
    percent_off: Decimal
    by_kind: tuple[tuple[int, Decimal], ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """One place (or other thing) to be priced; `key` is the caller's own.

    Offers are for things of a performance: nothing without one is reduced by them.
    `tax_rate` in per cent; None is the house's.
    """

    key: int
    list_price: Decimal
    concession: PriceRule | None = None
    show: int | None = None
    performance: int | None = None
    tier: str = ""
    starts_at: datetime | None = None
    on_sale_from: datetime | None = None
    tax_rate: Decimal | None = None
    # The kind of show.
    kind: int | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """An offer as the quote needs it; exactly one of the three amounts is given.

    Empty `shows` and `performances` are all of them, and so are empty `tiers`.
    What costs nothing, or is of no performance, is not looked at. Nor is, where
    `kinds` are given, a show of another kind, and one of `but_kinds` never.
    """

    key: int
    name_en: str
    name_zh_hans: str
    kind: OfferKind = OfferKind.SPECIAL
    percent_off: Decimal | None = None
    amount_off: Decimal | None = None
    price: Decimal | None = None
    currency: str = ""
    combines: Combines = Combines.ALONE
    shows: frozenset[int] = frozenset()
    performances: frozenset[int] = frozenset()
    tiers: frozenset[str] = frozenset()
    kinds: frozenset[int] = frozenset()
    but_kinds: frozenset[int] = frozenset()
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    days_before: int | None = None
    hours_before: int | None = None
    count: int = 0
    free_count: int = 0
    needs_code: bool = False
    channel: str = ""
    source: str = "offer"
    # What is asked of it many times: first the same amounts as whole numbers.
    hundredths: int = field(init=False, compare=False, repr=False)
    less: int = field(init=False, compare=False, repr=False)
    most: int = field(init=False, compare=False, repr=False)
    code: str = field(init=False, compare=False, repr=False)
    is_bundle: bool = field(init=False, compare=False, repr=False)
    # How many places it takes at once.
    size: int = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        is_of_shows = self.kind == OfferKind.SHOWS
        known: tuple[tuple[str, object], ...] = (
            ("hundredths", hundredths(self.percent_off or ZERO)),
            ("less", thousandths(self.amount_off or ZERO)),
            ("most", thousandths(self.price or ZERO)),
            ("code", f"{self.source}:{self.key}"),
            ("is_bundle", self.kind in BUNDLES),
            ("size", len(self.shows) if is_of_shows else self.count + self.free_count),
        )
        for name, value in known:
            object.__setattr__(self, name, value)

    def runs_at(self, now: datetime) -> bool:
        return (self.valid_from is None or self.valid_from <= now) and (
            self.valid_until is None or now < self.valid_until
        )

    def is_for(self, item: Wanted, now: datetime) -> bool:
        """Whether the thing, which costs something, is reduced at that moment."""
        if self.tiers and item.tier not in self.tiers:
            return False
        if item.kind in self.but_kinds or (self.kinds and item.kind not in self.kinds):
            return False
        if (self.shows or self.performances) and not (
            item.show in self.shows or item.performance in self.performances
        ):
            return False
        if self.days_before is None and self.hours_before is None:
            return True
        return self._is_time_for(item.starts_at, now)

    def _is_time_for(self, starts_at: datetime | None, now: datetime) -> bool:
        if starts_at is None:
            return False
        early = self.days_before is None or (
            now < starts_at - timedelta(days=self.days_before)
        )
        late = self.hours_before is None or (
            now >= starts_at - timedelta(hours=self.hours_before)
        )
        return early and late

    def is_all_there_is(self, item: Wanted) -> bool:
        """Whether everybody has it for as long as the thing is on sale.

        Then nobody is ever asked for the list price, and it must not be shown as
        the old one.
        """
        for_everybody = not (self.needs_code or self.channel or self.size > 1)
        always = self.days_before is None and self.hours_before is None
        from_the_first = self.valid_from is None or (
            item.on_sale_from is not None and self.valid_from <= item.on_sale_from
        )
        to_the_last = self.valid_until is None or (
            item.starts_at is not None and self.valid_until >= item.starts_at
        )
        is_offer = self.source == "offer"
        return is_offer and for_everybody and always and from_the_first and to_the_last

    def reduced(self, amount: int, grain: int) -> int:
        """The amount with this taken off: thousandths, and never more or below zero."""
        if self.percent_off is not None:
            return amount - share(amount, self.hundredths, grain)
        if self.amount_off is not None:
            return max(0, amount - self.less)
        return min(amount, self.most)


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for a buyer at a moment: rules, entered codes, level, channel.

    `unlocked` are the keys of the offers that codes open. `level` is what the
    buyer's level takes off everything; it combines with concessions.
    """

    now: datetime
    rules: tuple[Rule, ...] = ()
    unlocked: frozenset[int] = frozenset()
    level: PriceRule | None = None
    channel: str = ""

    def in_force(self, currency: str) -> list[Rule]:
        found = [rule for rule in self.rules if self._has(rule, currency)]
        if self.level is not None:
            found += _of_level(self.level)
        return found

    def _has(self, rule: Rule, currency: str) -> bool:
        return (
            (not rule.needs_code or rule.key in self.unlocked)
            and (not rule.channel or rule.channel == self.channel)
            and (rule.percent_off is not None or rule.currency == currency)
            and rule.runs_at(self.now)
        )


def _of_level(level: PriceRule) -> list[Rule]:
    """One rule for each share; all of them are the same reason to a reader."""
    kinds: dict[Decimal, set[int]] = {}
    for kind, percent in level.by_kind:
        kinds.setdefault(percent, set()).add(kind)
    others = frozenset(kind for kind, _percent in level.by_kind)
    rules = [_level_rule(level, level.percent_off, but_kinds=others)]
    rules += [
        _level_rule(level, percent, kinds=frozenset(of))
        for percent, of in kinds.items()
    ]
    return [rule for rule in rules if rule.percent_off]


def _level_rule(
    level: PriceRule,
    percent: Decimal,
    *,
    kinds: frozenset[int] = frozenset(),
    but_kinds: frozenset[int] = frozenset(),
) -> Rule:
    return Rule(
        level.key,
        level.name_en,
        level.name_zh_hans,
        percent_off=percent,
        combines=Combines.CONCESSIONS,
        kinds=kinds,
        but_kinds=but_kinds,
        source="level",
    )


def thousandths(amount: Decimal) -> int:
    return int(amount * THOUSANDTHS)


def hundredths(percent: Decimal) -> int:
    return int(percent * 100)


def share(amount: int, percent: int, grain: int) -> int:
    """So many hundredths of a per cent, rounded half up to the currency's digits."""
    part = amount * percent
    return (2 * part + WHOLE * grain) // (2 * WHOLE * grain) * grain


def split(whole: int, weights: list[int], grain: int) -> list[int]:
    """Share an amount out by weights; the parts add up to it exactly.

    No part is more than its weight where the whole is no more than all weights:
    what rounding leaves goes to the largest remainders, the first of equal ones.
    """
    total = sum(weights)
    if not total:
        return [0 for _ in weights]
    parts = [whole * weight // (total * grain) * grain for weight in weights]
    missing = whole - sum(parts)
    by_remainder = sorted(
        range(len(weights)),
        key=lambda i: (parts[i] * total - whole * weights[i], i),
    )
    for index in by_remainder:
        if missing < grain:
            break
        parts[index] += grain
        missing -= grain
    return parts
