"""Why an offer that a buyer may have seen is not in the price."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ground.names import in_language
from ticketing.offers.kinds import OfferKind
from ticketing.offers.line_prices import Line, Way, lines_of_rules
from ticketing.offers.rules import PriceRule, Rule, Terms


class Why(StrEnum):
    MORE_PLACES = "more_places"
    MORE_SHOWS = "more_shows"
    SAVES_LESS = "saves_less"
    NOTHING_FITS = "nothing_fits"
    NOT_NOW = "not_now"


@dataclass(frozen=True, slots=True)
class PassedOver:
    """An offer that is not used: `missing` more things would bring it in.

    `instead` is what saves more and does not combine with it.
    """

    code: str
    name_en: str
    name_zh_hans: str
    why: Why
    missing: int = 0
    instead_en: str = ""
    instead_zh_hans: str = ""

    @property
    def name(self) -> str:
        return in_language(self.name_en, self.name_zh_hans)

    @property
    def instead(self) -> str:
        return in_language(self.instead_en, self.instead_zh_hans)


def passed_over(
    lines: Sequence[Line], ways: Sequence[Way], terms: Terms, in_force: Sequence[Rule]
) -> tuple[PassedOver, ...]:
    """Say of each offer and concession that could have been expected why not."""
    reasons = (reason for way in ways for reason, _off in way.cuts)
    used = {reason.code for reason in reasons if isinstance(reason, Rule)}
    of_rules = lines_of_rules(lines)
    found = [
        one
        for rule in in_force
        if rule.code not in used
        and (one := _of_rule(rule, of_rules.get(rule.code, ()), lines, ways, terms))
    ]
    # A level may have several rules, which are one reason.
    once = dict.fromkeys(found)
    return (*once, *_not_now(terms, in_force), *_concessions(lines, ways))


def _of_rule(
    rule: Rule,
    fitting: Sequence[int],
    lines: Sequence[Line],
    ways: Sequence[Way],
    terms: Terms,
) -> PassedOver | None:
    if not fitting:
        was_entered = rule.key in terms.unlocked and rule.source == "offer"
        return _told(rule, Why.NOTHING_FITS) if was_entered and lines else None
    missing = _missing(rule, [lines[i] for i in fitting])
    if missing:
        shows = rule.kind == OfferKind.SHOWS
        return _told(rule, Why.MORE_SHOWS if shows else Why.MORE_PLACES, missing)
    better = next((reason for i in fitting for reason, _off in ways[i].cuts), None)
    return _told(rule, Why.SAVES_LESS, instead=better) if better else None


def _missing(rule: Rule, fitting: Sequence[Line]) -> int:
    """How many things more would make it count."""
    if rule.size < 2:  # noqa: PLR2004 one is enough
        return 0
    if rule.kind == OfferKind.SHOWS:
        return rule.size - len({line.item.show for line in fitting})
    counts: dict[int | None, int] = {}
    for line in fitting:
        counts[line.item.performance] = counts.get(line.item.performance, 0) + 1
    return max(0, rule.size - max(counts.values()))


def _not_now(terms: Terms, in_force: Sequence[Rule]) -> Iterable[PassedOver]:
    """What a code opens, and can't be had at this moment or in this way."""
    known = {rule.code for rule in in_force}
    for rule in terms.rules:
        if rule.key in terms.unlocked and rule.code not in known:
            yield _told(rule, Why.NOT_NOW)


def _concessions(lines: Sequence[Line], ways: Sequence[Way]) -> Iterable[PassedOver]:
    told: dict[int, PassedOver] = {}
    for line, way in zip(lines, ways, strict=True):
        concession = line.item.concession
        if concession is None or not concession.percent_off or not way.cuts:
            continue
        reasons = [reason for reason, _off in way.cuts]
        if concession not in reasons and concession.key not in told:
            told[concession.key] = PassedOver(
                f"concession:{concession.key}",
                concession.name_en,
                concession.name_zh_hans,
                Why.SAVES_LESS,
                instead_en=reasons[0].name_en,
                instead_zh_hans=reasons[0].name_zh_hans,
            )
    return told.values()


def _told(
    rule: Rule, why: Why, missing: int = 0, instead: PriceRule | Rule | None = None
) -> PassedOver:
    return PassedOver(
        rule.code,
        rule.name_en,
        rule.name_zh_hans,
        why,
        missing,
        instead.name_en if instead else "",
        instead.name_zh_hans if instead else "",
    )
