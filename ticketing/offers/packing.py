"""The best bundles of all, found by weighing every way to put them together.

Places that cost the same under each rule are one kind: which of them is taken makes
no difference to the sum. So what is left is told by how many there are of each kind,
and ten places of two kinds are few ways. The bounds are numbers of ways and not
times: the same cart costs the same on every machine.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from math import prod
from typing import Final

from ticketing.offers.bundles import Bundle, bundle_of, worth
from ticketing.offers.kinds import OfferKind
from ticketing.offers.line_prices import Line
from ticketing.offers.rules import Rule

# So many choices of places under a rule are priced; a way is one of the different
# choices where so many are left of each kind.
# Six places that all differ, under six rules that all differ, are within both. More
# places than this would take long, however few their kinds are.
_PLACES: Final = 32
_CHOICES: Final = 128
_WAYS: Final = 16_384

# The places of each kind, by their index; what is left, a number for each kind.
Kinds = list[list[int]]
Left = tuple[int, ...]
# Of which kinds, and how many of each.
Needs = tuple[tuple[int, int], ...]
# A rule, and the kind of each place that one bundle of it takes.
Choice = tuple[Rule, tuple[int, ...]]
# What they save, and the bundles.
Packed = tuple[int, list[Bundle]]


def best_of_all(
    lines: Sequence[Line],
    eligible: Mapping[int, Sequence[int]],
    rules: Sequence[Rule],
    grain: int,
) -> list[Bundle] | None:
    """The bundles that save most; None where there are too many ways to weigh.

    `eligible` are the places that each rule is for, by the rule's key.
    """
    kinds = _kinds(lines, eligible, rules)
    states = prod(len(members) + 1 for members in kinds)
    if states > _WAYS or sum(map(len, kinds)) > _PLACES:
        return None
    choices: list[Choice] = []
    different = set()
    for choice in _choices(lines, kinds, eligible, rules):
        choices.append(choice)
        different.add(choice[1])
        if len(choices) > _CHOICES or states * len(different) > _WAYS:
            return None
    packing = _Packing(lines, kinds, grain, choices)
    _saves, bundles = packing.best(tuple(len(members) for members in kinds))
    return packing.placed(bundles)


def _kinds(
    lines: Sequence[Line], eligible: Mapping[int, Sequence[int]], rules: Sequence[Rule]
) -> Kinds:
    """The dearest first, and of a kind by the caller's own keys."""
    begins: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for rule in rules:
        for index in eligible[rule.key]:
            begins[index].append((rule.key, lines[index].start(rule).price))
    found: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
    for index in sorted(
        begins, key=lambda i: (-lines[i].best.price, lines[i].item.key)
    ):
        line = lines[index]
        item = line.item
        found[item.performance, item.show, line.best.price, *begins[index]].append(
            index
        )
    return list(found.values())


def _choices(
    lines: Sequence[Line],
    kinds: Kinds,
    eligible: Mapping[int, Sequence[int]],
    rules: Sequence[Rule],
) -> Iterator[Choice]:
    """Each rule with all that one bundle of it could be: the kind of each place."""
    for rule in rules:
        fits = set(eligible[rule.key])
        of_shows = rule.kind == OfferKind.SHOWS
        groups: defaultdict[int | None, list[tuple[int, int]]] = defaultdict(list)
        for kind, members in enumerate(kinds):
            if members[0] in fits:
                item = lines[members[0]].item
                group = item.show if of_shows else item.performance
                groups[group].append((kind, len(members)))
        if not of_shows:
            for pool in groups.values():
                yield from ((rule, picked) for picked in _picks(pool, rule.size))
        elif len(groups) == rule.size:
            for one_of_each in product(*groups.values()):
                yield rule, tuple(sorted(kind for kind, _count in one_of_each))


def _picks(pool: Sequence[tuple[int, int]], size: int) -> Iterator[tuple[int, ...]]:
    """All ways to take so many places of these kinds, of each as many as there are."""
    if not size:
        yield ()
    elif sum(count for _kind, count in pool) >= size:
        kind, count = pool[0]
        for taken in range(min(count, size), -1, -1):
            for others in _picks(pool[1:], size - taken):
                yield (kind,) * taken + others


class _Packing:
    """What is saved at most with so many left of each kind, known once for each."""

    def __init__(
        self,
        lines: Sequence[Line],
        kinds: Kinds,
        grain: int,
        choices: Sequence[Choice],
    ) -> None:
        self.lines, self.kinds, self.grain = lines, kinds, grain
        self.known: dict[Left, Packed] = {}
        self.kind_of = {i: kind for kind, of in enumerate(kinds) for i in of}
        self.by_first: defaultdict[int, list[tuple[Needs, Bundle]]]
        self.by_first = defaultdict(list)
        for picked, bundle in self._savings(choices).items():
            needs = tuple(Counter(picked).items())
            self.by_first[picked[0]].append((needs, bundle))

    def _savings(self, choices: Sequence[Choice]) -> dict[tuple[int, ...], Bundle]:
        """For each choice of places the rule that saves most, if one saves."""
        found: dict[tuple[int, ...], Bundle] = {}
        for rule, picked in choices:
            members = self._taken(Counter(picked), [0] * len(self.kinds))
            bundle = bundle_of(rule, members, self.lines, self.grain)
            other = found.get(picked)
            if bundle.saves > 0 and (not other or worth([bundle]) > worth([other])):
                found[picked] = bundle
        return found

    def best(self, left: Left) -> Packed:
        """A bundle takes the first kind that is left, or all of it stays out."""
        if left in self.known:
            return self.known[left]
        first = next((kind for kind, count in enumerate(left) if count), None)
        if first is None:
            return 0, []
        best = self.best((*left[:first], 0, *left[first + 1 :]))
        for needs, bundle in self.by_first[first]:
            if any(left[kind] < count for kind, count in needs):
                continue
            rest = list(left)
            for kind, count in needs:
                rest[kind] -= count
            saves, others = self.best(tuple(rest))
            saves += bundle.saves
            if saves > best[0] or (
                saves == best[0] and worth([bundle, *others]) > worth(best[1])
            ):
                best = saves, [bundle, *others]
        self.known[left] = best
        return best

    def placed(self, bundles: Sequence[Bundle]) -> list[Bundle]:
        """The same bundles, no two of which have a place in common."""
        gone = [0] * len(self.kinds)
        placed = []
        for bundle in bundles:
            needs = Counter(self.kind_of[index] for index in bundle.members)
            members = self._taken(needs, gone)
            for kind, count in needs.items():
                gone[kind] += count
            placed.append(bundle_of(bundle.rule, members, self.lines, self.grain))
        return placed

    def _taken(self, needs: Mapping[int, int], gone: Sequence[int]) -> list[int]:
        """The next places of each kind after those that are gone."""
        return [
            index
            for kind, count in needs.items()
            for index in self.kinds[kind][gone[kind] : gone[kind] + count]
        ]
