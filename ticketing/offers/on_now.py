"""The house's offers as the offers page, the home page and the search know them.

The database looks which dates an offer is for: a house may have a hundred thousand
of them on sale, and one offer for all.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from django.db.models import (
    Count,
    Exists,
    F,
    IntegerField,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Value,
)
from django.utils.translation import get_language

from ground.keeping import kept
from ground.money import ZERO
from ticketing.offers.kinds import THE_SITE, OfferKind
from ticketing.offers.models import Offer
from ticketing.offers.registry import CurrentOffer
from ticketing.offers.rules import Rule
from ticketing.offers.selectors import SECONDS, current_offers
from ticketing.offers.words import label_of, text_of
from ticketing.shows.models import Performance
from ticketing.stock.models import PriceTier

# So many dates are told of an offer.
DATES: Final = 12
_NEVER: Final = Q(pk__in=())


@dataclass(frozen=True, slots=True)
class _Summed:
    """All that an offer reduces, in a row: prices, currencies, the last date.

    `constant` counts what nobody can buy without it.
    """

    offer: int
    low: Decimal
    high: Decimal
    first_currency: str
    last_currency: str
    last: datetime
    shows: int
    constant: int

    @property
    def price(self) -> Decimal | None:
        """What all of it costs; None where prices or currencies differ."""
        is_one = (self.low, self.first_currency) == (self.high, self.last_currency)
        return self.low if is_one else None


def offers_now(now: datetime) -> list[CurrentOffer]:
    """What everybody can have for less now; at most two seconds old."""
    key = f"offers-on:{get_language()}"
    return kept(key, SECONDS, lambda: list(_told(now)))


def is_any_on(now: datetime) -> bool:
    """Whether there is one; as soon as one is found, no other is looked at."""
    return any(
        _is_whole(rule, now) if _is_set(rule) else dates_for(rule, now).exists()
        for _offer, rule in _public(now)
    )


def with_offer(performances: Collection[int], now: datetime) -> set[int]:
    """Those of these performances that everybody can have for less now."""
    found: set[int] = set()
    for _offer, rule in _public(now):
        if _is_set(rule) and not _is_whole(rule, now):
            continue
        dates = dates_for(rule, now).filter(pk__in=performances)
        found.update(dates.values_list("pk", flat=True))
    return found


def dates_for(rule: Rule, now: datetime) -> QuerySet[Performance]:
    """The performances on sale that an offer reduces, as `Rule.is_for` says of one.

    Kinds of show are not looked at: only levels have them.
    """
    of_it = _tiers(rule).filter(performance=OuterRef("pk"))
    return _on_sale(rule, now).filter(Exists(of_it))


def _tiers(rule: Rule) -> QuerySet[PriceTier]:
    tiers = PriceTier.objects.order_by().filter(price__gt=0)
    return tiers.filter(code__in=rule.tiers) if rule.tiers else tiers


def _on_sale(rule: Rule, now: datetime) -> QuerySet[Performance]:
    on_sale = Performance.objects.on_sale(now).order_by()
    if rule.shows or rule.performances:
        of_it = Q(show__in=rule.shows) | Q(pk__in=rule.performances)
        on_sale = on_sale.filter(of_it)
    if rule.days_before is not None:
        on_sale = on_sale.filter(starts_at__gt=now + timedelta(days=rule.days_before))
    if rule.hours_before is not None:
        soon = now + timedelta(hours=rule.hours_before)
        on_sale = on_sale.filter(starts_at__lte=soon)
    return on_sale


def _public(now: datetime) -> list[tuple[Offer, Rule]]:
    return [
        (offer, rule)
        for offer, rule in current_offers(now)
        if not rule.needs_code and rule.channel in {"", THE_SITE} and rule.runs_at(now)
    ]


def _is_set(rule: Rule) -> bool:
    return rule.kind == OfferKind.SHOWS


def _is_whole(rule: Rule, now: datetime) -> bool:
    """A set of shows needs all of them."""
    shows = dates_for(rule, now).values("show").distinct()
    return shows.count() == len(rule.shows)


def _told(now: datetime) -> Iterator[CurrentOffer]:
    public = _public(now)
    sums = _sums([rule for _offer, rule in public], now)
    had = [
        (offer, rule, sums[rule.key])
        for offer, rule in public
        if rule.key in sums
        and (not _is_set(rule) or sums[rule.key].shows == len(rule.shows))
    ]
    dates = _next_dates([rule for _offer, rule, _sum in had], now)
    for offer, rule, summed in had:
        price, before = _prices(rule, summed)
        yield CurrentOffer(
            key=rule.code,
            title=offer.name,
            text=text_of(offer),
            label=label_of(offer),
            until=_until(rule, summed.last),
            performances=tuple(dates[rule.key]),
            price=price,
            before=before,
            currency=summed.first_currency if price is not None else "",
        )


def _sums(rules: Sequence[Rule], now: datetime) -> dict[int, _Summed]:
    """What each of them reduces, of those that reduce anything; one query."""
    rows = _together(
        _marked(_tiers(rule), rule)
        .filter(performance__in=_on_sale(rule, now).values("pk"))
        .values("offer")
        .annotate(
            low=Min("price"),
            high=Max("price"),
            first_currency=Min("performance__currency"),
            last_currency=Max("performance__currency"),
            last=Max("performance__starts_at"),
            shows=Count("performance__show", distinct=_is_set(rule)),
            constant=Count("pk", filter=_all_there_is(rule)),
        )
        .values_list(*_Summed.__slots__)
        for rule in rules
    )
    # Of nothing the database tells a row, too.
    return {row[0]: _Summed(*row) for row in rows if row[1] is not None}


def _next_dates(rules: Sequence[Rule], now: datetime) -> dict[int, list[int]]:
    """The next performances of each of them, in order of time; one query."""
    rows = _together(
        _marked(Performance.objects.filter(pk__in=_next(rule, now)), rule)
        .order_by()
        .values_list("offer", "starts_at", "pk")
        for rule in rules
    )
    found: defaultdict[int, list[int]] = defaultdict(list)
    for offer, _starts_at, pk in sorted(rows):
        found[offer].append(pk)
    return found


def _next(rule: Rule, now: datetime) -> Any:
    return dates_for(rule, now).order_by("starts_at", "pk").values("pk")[:DATES]


def _marked(rows: QuerySet[Any], rule: Rule) -> QuerySet[Any]:
    marked: QuerySet[Any] = rows.annotate(offer=Value(rule.key, IntegerField()))
    return marked


def _together(questions: Iterable[QuerySet[Any, Any]]) -> Iterable[Any]:
    """Ask them as one."""
    several = list(questions)
    if not several:
        return []
    first, *others = several
    return first.union(*others, all=True) if others else first


def _all_there_is(rule: Rule) -> Q:
    """What everybody has at that price for as long as it is on sale.

    As `Rule.is_all_there_is` says of one.
    """
    always = rule.days_before is None and rule.hours_before is None
    if not always or rule.channel or rule.size > 1:
        return _NEVER
    found = Q(pk=F("pk"))
    if rule.valid_from is not None:
        found &= Q(performance__on_sale_from__gte=rule.valid_from)
    if rule.valid_until is not None:
        found &= Q(performance__starts_at__lte=rule.valid_until)
    return found


def _until(rule: Rule, last: datetime) -> datetime | None:
    """When the last place of it can be had."""
    ends = [rule.valid_until] if rule.valid_until else []
    if rule.days_before is not None:
        ends.append(last - timedelta(days=rule.days_before))
    elif rule.hours_before is not None:
        ends.append(last)
    return min(ends, default=None)


def _prices(rule: Rule, summed: _Summed) -> tuple[Decimal | None, Decimal | None]:
    """The whole price and the one before; none where they differ by date or tier."""
    if summed.price is None:
        return None, None
    before = summed.price * max(1, _places(rule))
    price = _reduced(rule, before)
    if price is None or price >= before:
        return None, None
    return price, None if summed.constant else before


def _places(rule: Rule) -> int:
    """How many places its price is for."""
    return rule.size if rule.is_bundle and rule.kind != OfferKind.BUY_GET else 1


def _reduced(rule: Rule, whole: Decimal) -> Decimal | None:
    """The price that it names, or what is left; shares tell no price."""
    if rule.amount_off is not None:
        return max(ZERO, whole - rule.amount_off)
    return rule.price
