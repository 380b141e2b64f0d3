"""Sets, and "buy some, get some": what places cost that are taken together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ticketing.offers.kinds import OfferKind
from ticketing.offers.line_prices import Line, Way
from ticketing.offers.rules import WHOLE, Rule, share, split


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


def bundle_of(
    rule: Rule, members: Sequence[int], lines: Sequence[Line], grain: int
) -> Bundle:
    """The bundle of these places; it may save nothing, or less than nothing."""
    chosen = [lines[i] for i in members]
    ends = _reduced(rule, [line.start(rule).price for line in chosen], grain)
    saves = sum(line.best.price for line in chosen) - sum(ends)
    return Bundle(rule, tuple(members), tuple(ends), saves)


def worth(bundles: Sequence[Bundle]) -> tuple[int, list[int]]:
    """What they save; of equal ones the older rules'."""
    keys = sorted((-bundle.rule.key for bundle in bundles), reverse=True)
    return sum(bundle.saves for bundle in bundles), keys


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
