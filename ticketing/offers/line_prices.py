"""The best price of each place by itself: which rules it takes, and which not."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from ticketing.offers.kinds import Combines, OfferKind
from ticketing.offers.rules import (
    PriceRule,
    Rule,
    Terms,
    Wanted,
    hundredths,
    share,
    thousandths,
)

# Under one rule: its reason, and the thousandths that it takes off.
Cut = tuple[PriceRule | Rule, int]


@dataclass(frozen=True, slots=True)
class Way:
    """One way to a price, in thousandths, and what leads there."""

    price: int
    cuts: tuple[Cut, ...] = ()


@dataclass(slots=True)
class Line:
    """A wish while it is priced: where rules of each kind begin, and the best way.

    `plain` is the list price, `reduced` has the concession taken off, `stacked`
    all rules that combine with one another as well.
    """

    item: Wanted
    plain: Way
    reduced: Way
    stacked: Way
    best: Way
    rules: list[Rule] = field(default_factory=list)

    def start(self, rule: Rule) -> Way:
        """What this rule is counted from."""
        if rule.combines == Combines.ALONE:
            return self.plain
        return self.reduced if rule.combines == Combines.CONCESSIONS else self.stacked


def lines_of_rules(lines: Sequence[Line]) -> dict[str, list[int]]:
    """Which lines each rule is for: the index of each, by the rule's code."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        for rule in line.rules:
            found[rule.code].append(index)
    return found


def priced_lines(
    wanted: Sequence[Wanted], rules: Sequence[Rule], terms: Terms | None, grain: int
) -> list[Line]:
    """Price each place by itself; those of a kind are worked out once."""
    known: dict[Wanted, Line] = {}
    places = Counter(item.performance for item in wanted)
    lines = []
    for item in wanted:
        kind = Wanted(
            0,
            item.list_price,
            item.concession,
            item.show,
            item.performance,
            item.tier,
            item.starts_at,
            item.on_sale_from,
            kind=item.kind,
        )
        if kind not in known:
            can_be = terms is not None and item.list_price and item.performance
            now = terms.now if terms and can_be else None
            fitting = [r for r in rules if r.is_for(item, now)] if now else []
            known[kind] = _line(item, fitting, places[item.performance], grain)
        of = known[kind]
        lines.append(Line(item, of.plain, of.reduced, of.stacked, of.best, of.rules))
    return lines


def _line(item: Wanted, rules: list[Rule], places: int, grain: int) -> Line:
    plain = Way(thousandths(item.list_price))
    reduced = _less_concession(plain, item.concession, grain)
    single: dict[str, list[Rule]] = {combines: [] for combines in Combines}
    for rule in rules:
        if not rule.is_bundle and _has_enough(rule, places):
            single[rule.combines].append(rule)
    stacked = reduced
    for rule in sorted(single[Combines.ALL], key=_stacking):
        stacked = _less(stacked, rule, grain)
    ways = [plain, reduced, stacked]
    ways += _lowest(plain, single[Combines.ALONE], grain)
    ways += _lowest(reduced, single[Combines.CONCESSIONS], grain)
    return Line(item, plain, reduced, stacked, min(ways, key=_preference), rules)


def _lowest(begin: Way, rules: list[Rule], grain: int) -> list[Way]:
    """The one rule that leads lowest; of equal ones the oldest."""
    if not rules:
        return []
    ends = [(rule.reduced(begin.price, grain), rule.key) for rule in rules]
    lowest = ends.index(min(ends))
    return [_less(begin, rules[lowest], grain)]


def _has_enough(rule: Rule, places: int) -> bool:
    return rule.kind != OfferKind.GROUP or places >= rule.count


def _less_concession(way: Way, concession: PriceRule | None, grain: int) -> Way:
    if concession is None or not concession.percent_off:
        return way
    off = share(way.price, hundredths(concession.percent_off), grain)
    return Way(way.price - off, (*way.cuts, (concession, off)))


def _less(way: Way, rule: Rule, grain: int) -> Way:
    after = rule.reduced(way.price, grain)
    if after >= way.price:
        return way
    return Way(after, (*way.cuts, (rule, way.price - after)))


def _stacking(rule: Rule) -> tuple[int, int]:
    """Fixed prices first, then shares, then amounts: so the buyer pays least."""
    order = 0 if rule.price is not None else 1 if rule.percent_off is not None else 2
    return order, rule.key


def _preference(way: Way) -> tuple[int, int, list[tuple[bool, int]]]:
    """The lowest price; of equal ones the simplest, and the oldest rule's."""
    keys = [(isinstance(reason, Rule), reason.key) for reason, _off in way.cuts]
    return way.price, len(way.cuts), keys
