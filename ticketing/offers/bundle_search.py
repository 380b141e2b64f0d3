"""Which places are taken together, so that the buyer pays least.

A place is in one bundle at most, and being in one may cost it what it has by
itself. All ways are weighed where they can be (`packing`). Where they are too many
for the time of a purchase, likely ones are: each rule's next bundle takes the
dearest places that are left, or those that give up least for it, and in which turn
the rules come is tried out so far as the steps last. The outcome never depends on
the order of the lines.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from ticketing.offers.bundles import Bundle, bundle_of, worth
from ticketing.offers.kinds import OfferKind
from ticketing.offers.line_prices import Line, lines_of_rules
from ticketing.offers.packing import best_of_all
from ticketing.offers.rules import Rule

# What is tried out: so many rules, and so many steps in all.
_RULES: Final = 3
_STEPS: Final = 16


def best_bundles(lines: Sequence[Line], grain: int) -> list[Bundle]:
    """Return the bundles that save the buyer most."""
    rules = {r.key: r for line in lines for r in line.rules if r.is_bundle and r.size}
    if not rules:
        return []
    return _Search(lines, grain).best([rules[key] for key in sorted(rules)])


class _Search:
    """Tries rules in turn; what a set of remaining places gives is known once."""

    def __init__(self, lines: Sequence[Line], grain: int) -> None:
        self.lines, self.grain = lines, grain
        self.eligible: dict[int, list[int]] = {}
        self.orders: dict[int, list[list[int]]] = {}
        self.steps = 0
        self.nexts: dict[tuple[int, frozenset[int]], Bundle | None] = {}
        self.known: dict[frozenset[int], list[Bundle]] = {}

    def best(self, rules: Sequence[Rule]) -> list[Bundle]:
        """The best of all, or of what is likely where all is too much to weigh."""
        rules = self._undominated(rules)
        found = best_of_all(self.lines, self.eligible, rules, self.grain)
        return self._likely(rules) if found is None else found

    def _likely(self, rules: Sequence[Rule]) -> list[Bundle]:
        """At least as good as the same search with one of these rules alone."""
        for rule in rules:
            self.orders[rule.key] = self._orders_under(rule)
        everything = frozenset(range(len(self.lines)))
        alone = [self._alone(rule, everything) for rule in rules]
        found = [bundles for bundles in alone if bundles]
        if len(found) < 2:  # noqa: PLR2004 one rule has nothing to compete with
            return found[0] if found else []
        found.sort(key=worth, reverse=True)
        promising = [bundles[0].rule for bundles in found[:_RULES]]
        return max([self._tried(promising, everything), *found], key=worth)

    def _undominated(self, rules: Sequence[Rule]) -> list[Rule]:
        """Leave out what never saves more than another for the same places."""
        of_rules = lines_of_rules(self.lines)
        best: dict[tuple[object, ...], Rule] = {}
        for rule in rules:
            members = self.eligible[rule.key] = of_rules[rule.code]
            given = (rule.percent_off is None, rule.amount_off is None)
            kind = (rule.kind, rule.combines, rule.size, rule.free_count, *given)
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
        best = max(ways, key=worth, default=[])
        self.known[left] = best
        return best

    def _orders_under(self, rule: Rule) -> list[list[int]]:
        """The dearest first, and what gives up least; then the caller's own keys."""

        def dearest(index: int) -> tuple[int, int, int]:
            line = self.lines[index]
            return -line.best.price, -line.start(rule).price, line.item.key

        def gives_up(index: int) -> int:
            line = self.lines[index]
            return line.start(rule).price - line.best.price

        first = sorted(self.eligible[rule.key], key=dearest)
        second = sorted(first, key=gives_up)
        return [first] if first == second else [first, second]

    def _next(self, rule: Rule, left: frozenset[int]) -> Bundle | None:
        key = rule.key, left
        if key not in self.nexts:
            self.nexts[key] = self._best_of(rule, left)
        return self.nexts[key]

    def _best_of(self, rule: Rule, left: frozenset[int]) -> Bundle | None:
        """The bundle that saves most of what is left; None where none saves."""
        if len(left) < rule.size:
            return None
        made = [
            bundle_of(rule, members, self.lines, self.grain)
            for order in self.orders[rule.key]
            for members in self._groups(rule, [i for i in order if i in left])
        ]
        if not made:
            return None
        if len(made) > 1:
            made.sort(key=lambda b: (-b.saves, _keys(b, self.lines)))
        return made[0] if made[0].saves > 0 else None

    def _groups(self, rule: Rule, free: Sequence[int]) -> Iterable[list[int]]:
        """The first places that make one bundle, by performance or across shows."""
        if rule.kind == OfferKind.SHOWS:
            firsts: dict[int | None, int] = {}
            for index in free:
                firsts.setdefault(self.lines[index].item.show, index)
            if len(firsts) == rule.size:
                yield list(firsts.values())
            return
        by_performance: defaultdict[int | None, list[int]] = defaultdict(list)
        for index in free:
            by_performance[self.lines[index].item.performance].append(index)
        for members in by_performance.values():
            if len(members) >= rule.size:
                yield members[: rule.size]


def _keys(bundle: Bundle, lines: Sequence[Line]) -> list[int]:
    return [lines[i].item.key for i in bundle.members]


def _generosity(rule: Rule) -> tuple[int, int, int, int]:
    """Of rules of one kind for the same places; of equal ones the older."""
    return rule.hundredths, rule.less, -rule.most, -rule.key
