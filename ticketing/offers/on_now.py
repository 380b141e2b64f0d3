"""The house's offers as the offers page, the home page and the search know them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import groupby

from django.db.models import QuerySet
from django.utils.translation import get_language

from ground.keeping import kept
from ground.money import ZERO
from ticketing.offers.kinds import THE_SITE, OfferKind
from ticketing.offers.models import Offer
from ticketing.offers.registry import CurrentOffer
from ticketing.offers.rules import Rule, Wanted
from ticketing.offers.selectors import SECONDS, current_offers
from ticketing.offers.words import label_of, text_of
from ticketing.shows.models import Performance
from ticketing.stock.models import PriceTier


@dataclass(frozen=True, slots=True)
class OnSale:
    """A performance that can be bought now; its tiers' prices by their letters."""

    key: int
    show: int
    starts_at: datetime
    on_sale_from: datetime | None
    currency: str
    prices: Mapping[str, Decimal]

    def wanted(self) -> Iterator[Wanted]:
        """One place of each tier."""
        for letter, price in self.prices.items():
            yield Wanted(
                key=self.key,
                list_price=price,
                show=self.show,
                performance=self.key,
                tier=letter,
                starts_at=self.starts_at,
                on_sale_from=self.on_sale_from,
            )


def offers_now(now: datetime) -> list[CurrentOffer]:
    """What everybody can have for less now; at most two seconds old."""
    key = f"offers-on:{get_language()}"
    return kept(key, SECONDS, lambda: list(_told(now)))


def _told(now: datetime) -> Iterator[CurrentOffer]:
    public = [
        (offer, rule)
        for offer, rule in current_offers(now)
        if not rule.needs_code and rule.channel in {"", THE_SITE} and rule.runs_at(now)
    ]
    if not public:
        return
    dates = list(_on_sale(Performance.objects.on_sale(now)))
    for offer, rule in public:
        eligible = [
            date
            for date in dates
            if any(rule.is_for(item, now) and item.list_price for item in date.wanted())
        ]
        if _can_be_had(rule, eligible):
            yield _current(offer, rule, eligible, now)


def _on_sale(performances: QuerySet[Performance]) -> Iterator[OnSale]:
    """Those of them that have prices, in order of time; one query."""
    about = ("pk", "show", "starts_at", "on_sale_from", "currency")
    rows = (
        PriceTier.objects.filter(performance__in=performances.order_by().values("pk"))
        .order_by("performance__starts_at", "performance")
        .values_list(*(f"performance__{name}" for name in about), "code", "price")
    )
    for told, tiers in groupby(rows, lambda row: row[: len(about)]):
        pk, show, starts_at, on_sale_from, currency = told
        prices = {code: price for *_told, code, price in tiers}
        yield OnSale(pk, show, starts_at, on_sale_from, currency, prices)


def _can_be_had(rule: Rule, dates: Sequence[OnSale]) -> bool:
    """A set of shows needs all of them."""
    if rule.kind == OfferKind.SHOWS:
        return {date.show for date in dates} >= rule.shows
    return bool(dates)


def _current(
    offer: Offer, rule: Rule, dates: Sequence[OnSale], now: datetime
) -> CurrentOffer:
    price, before = _prices(rule, dates, now)
    by_date = bool(rule.performances) or rule.days_before or rule.hours_before
    shows = {date.show for date in dates}
    return CurrentOffer(
        key=rule.code,
        title=offer.name,
        text=text_of(offer),
        label=label_of(offer),
        until=_until(rule, dates),
        performances=tuple(date.key for date in dates) if by_date else (),
        shows=() if by_date else tuple(sorted(shows)),
        price=price,
        before=before,
        currency=dates[0].currency if price is not None else "",
    )


def _until(rule: Rule, dates: Sequence[OnSale]) -> datetime | None:
    """When the last place of it can be had."""
    ends = [rule.valid_until] if rule.valid_until else []
    last = max(date.starts_at for date in dates)
    if rule.days_before is not None:
        ends.append(last - timedelta(days=rule.days_before))
    elif rule.hours_before is not None:
        ends.append(last)
    return min(ends, default=None)


def _prices(
    rule: Rule, dates: Sequence[OnSale], now: datetime
) -> tuple[Decimal | None, Decimal | None]:
    """The whole price and the one before; none where they differ by date or tier."""
    items = [
        i for d in dates for i in d.wanted() if rule.is_for(i, now) and i.list_price
    ]
    lists = {item.list_price for item in items}
    if len(lists) != 1 or len({date.currency for date in dates}) != 1:
        return None, None
    before = lists.pop() * max(1, _together(rule))
    price = _reduced(rule, before)
    if price is None or price >= before:
        return None, None
    is_true = not any(rule.is_all_there_is(item) for item in items)
    return price, before if is_true else None


def _together(rule: Rule) -> int:
    """How many places its price is for."""
    return rule.size if rule.is_bundle and rule.kind != OfferKind.BUY_GET else 1


def _reduced(rule: Rule, whole: Decimal) -> Decimal | None:
    """The price that it names, or what is left; shares tell no price."""
    if rule.amount_off is not None:
        return max(ZERO, whole - rule.amount_off)
    return rule.price
