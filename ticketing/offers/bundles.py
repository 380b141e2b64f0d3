"""Sets, and "buy some, get some": which places are taken together.

A place is in one bundle at most. Each rule's next bundle takes the dearest places
that are left; in which turn the rules come is tried out, as far as a purchase has
time for it. The outcome never depends on the order of the lines.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from ticketing.offers.kinds import OfferKind
from ticketing.offers.line_prices import Line, Way, lines_of_rules
from ticketing.offers.rules import WHOLE, Rule, share, split

# What is tried out: so many rules, and so many steps in all.
_RULES: Final = 3
_STEPS: Final = 16


@dataclass(frozen=True, slots=True)
class Bundle:
    """Places by their index, what each costs, and what they save together."""

    rule: Rule
    members: tuple[int, ...]
    ends: tuple[int, ...]
    saves: int

    def ways(self, lines: Sequence[Line]) -> Iterable[tuple[int, Way]]:
        """The index of each place, and the way to its price."""
        for index, end in zip(self.members, self.ends, strict=True):
            way = lines[index].start(self.rule)
            off = way.price - end
            yield index, Way(end, (*way.cuts, (self.rule, off))) if off else way


def best_bundles(lines: Sequence[Line], grain: int) -> list[Bundle]:
    """Return the bundles that save the buyer most."""
    rules = {r.key: r for line in lines for r in line.rules if r.is_bundle}
    if not rules:
        return []
    return _Search(lines, grain).best([rules[key] for key in sorted(rules)])


class _Search:
    """Tries rules in turn; what a set of remaining places gives is known once."""

    def __init__(self, lines: Sequence[Line], grain: int) -> None:
        self.lines, self.grain = lines, grain
        self.eligible: dict[int, list[int]] = {}
        self.steps = 0
        self.nexts: dict[tuple[int, frozenset[int]], Bundle | None] = {}
        self.known: dict[frozenset[int], list[Bundle]] = {}

    def best(self, rules: Sequence[Rule]) -> list[Bundle]:
        """At least as good as each rule alone, and mostly the best of all."""
        rules = self._undominated(rules)
        for rule in rules:
            self.eligible[rule.key].sort(key=self._rank_under(rule))
        everything = frozenset(range(len(self.lines)))
        alone = [self._alone(rule, everything) for rule in rules]
        found = [bundles for bundles in alone if bundles]
        if len(found) < 2:  # noqa: PLR2004 one rule has nothing to compete with
            return found[0] if found else []
        found.sort(key=_worth, reverse=True)
        promising = [bundles[0].rule for bundles in found[:_RULES]]
        return max([self._tried(promising, everything), *found], key=_worth)

    def _undominated(self, rules: Sequence[Rule]) -> list[Rule]:
        """Leave out what never saves more than another for the same places."""
        of_rules = lines_of_rules(self.lines)
        best: dict[tuple[object, ...], Rule] = {}
        for rule in rules:
            members = self.eligible[rule.key] = of_rules[rule.code]
            given = (rule.percent_off is None, rule.amount_off is None)
            kind = (rule.kind, rule.combines, rule.count, rule.free_count, *given)
            other = best.setdefault((*kind, *members), rule)
            if _generosity(rule) > _generosity(other):
                best[*kind, *members] = rule
        return list(best.values())

    def _alone(self, rule: Rule, left: frozenset[int]) -> list[Bundle]:
        found = []
        while bundle := self._next(rule, left):
            found.append(bundle)
            left -= set(bundle.members)
        return found

    def _tried(self, rules: Sequence[Rule], left: frozenset[int]) -> list[Bundle]:
        if left in self.known:
            return self.known[left]
        self.steps += 1
        nexts = [b for rule in rules if (b := self._next(rule, left))]
        if self.steps > _STEPS:
            nexts = [max(nexts, key=lambda b: (b.saves, -b.rule.key))] if nexts else []
        ways = [[b, *self._tried(rules, left - set(b.members))] for b in nexts]
        best = max(ways, key=_worth, default=[])
        self.known[left] = best
        return best

    def _rank_under(self, rule: Rule) -> Callable[[int], tuple[int, int, int]]:
        """The dearest first; of equal ones by the caller's own keys."""

        def rank(index: int) -> tuple[int, int, int]:
            line = self.lines[index]
            return -line.best.price, -line.start(rule).price, line.item.key

        return rank

    def _next(self, rule: Rule, left: frozenset[int]) -> Bundle | None:
        key = rule.key, left
        if key not in self.nexts:
            self.nexts[key] = self._best_of(rule, left)
        return self.nexts[key]

    def _best_of(self, rule: Rule, left: frozenset[int]) -> Bundle | None:
        """The bundle that saves most of what is left; None where none saves."""
        if len(left) < rule.size:
            return None
        free = [i for i in self.eligible[rule.key] if i in left]
        if len(free) < rule.size:
            return None
        made = [self._bundle(rule, members) for members in self._groups(rule, free)]
        if not made:
            return None
        if len(made) > 1:
            made.sort(key=lambda b: (-b.saves, _keys(b, self.lines)))
        return made[0] if made[0].saves > 0 else None

    def _groups(self, rule: Rule, free: Sequence[int]) -> Iterable[list[int]]:
        """The dearest places that make one bundle, by performance or across shows."""
        if rule.kind == OfferKind.SHOWS:
            dearest: dict[int | None, int] = {}
            for index in free:
                dearest.setdefault(self.lines[index].item.show, index)
            if len(dearest) == rule.size:
                yield list(dearest.values())
            return
        by_performance: defaultdict[int | None, list[int]] = defaultdict(list)
        for index in free:
            by_performance[self.lines[index].item.performance].append(index)
        for members in by_performance.values():
            if len(members) >= rule.size:
                yield members[: rule.size]

    def _bundle(self, rule: Rule, members: Sequence[int]) -> Bundle:
        chosen = [self.lines[i] for i in members]
        starts = [line.start(rule).price for line in chosen]
        ends = _reduced(rule, starts, self.grain)
        saves = sum(line.best.price for line in chosen) - sum(ends)
        return Bundle(rule, tuple(members), tuple(ends), saves)


def _reduced(rule: Rule, prices: list[int], grain: int) -> list[int]:
    """What each place of a bundle costs; the parts of a sum add up to it."""
    if rule.kind == OfferKind.BUY_GET:
        return _some_free(rule, prices, grain)
    whole = sum(prices)
    if rule.percent_off is not None:
        return [price - share(price, rule.hundredths, grain) for price in prices]
    if rule.amount_off is not None:
        return split(max(0, whole - rule.less), prices, grain)
    return split(min(whole, rule.most), prices, grain)


def _some_free(rule: Rule, prices: list[int], grain: int) -> list[int]:
    """What the cheapest cost less is shared by all: each is worth what it cost.

    Were one of them free, the paid ones could be given back and it would stay.
    """
    percent = rule.hundredths if rule.percent_off is not None else WHOLE
    cheapest = sorted(prices)[: rule.free_count]
    less = sum(share(price, percent, grain) for price in cheapest)
    return split(sum(prices) - less, prices, grain)


def _worth(bundles: Sequence[Bundle]) -> tuple[int, list[int]]:
    """What they save; of equal ones the older rules'."""
    keys = sorted((-bundle.rule.key for bundle in bundles), reverse=True)
    return sum(bundle.saves for bundle in bundles), keys


def _keys(bundle: Bundle, lines: Sequence[Line]) -> list[int]:
    return [lines[i].item.key for i in bundle.members]


def _generosity(rule: Rule) -> tuple[int, int, int, int]:
    """Of rules of one kind for the same places; of equal ones the older."""
    return rule.hundredths, rule.less, -rule.most, -rule.key
