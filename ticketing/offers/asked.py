"""What is asked of everybody for one place of a tier, at a moment."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from ground.money import ZERO
from ticketing.house.models import House, TaxMode
from ticketing.offers.kinds import THE_SITE
from ticketing.offers.models import Concession
from ticketing.offers.quote import HousePrices, quote
from ticketing.offers.rules import PriceRule, Rule, Terms, Wanted
from ticketing.offers.selectors import rules_now
from ticketing.shows.models import Performance, ShowKind
from ticketing.stock.asking import Asked
from ticketing.stock.models import PriceTier


def price_rule(concession: Concession | None) -> PriceRule | None:
    if concession is None:
        return None
    return PriceRule(
        key=concession.pk,
        name_en=concession.name_en,
        name_zh_hans=concession.name_zh_hans,
        percent_off=concession.percent_off,
    )


def tax_rate_of(house: House, kind: ShowKind | None = None) -> Decimal:
    """The tax in each price, in per cent: of this kind of show, or else the house."""
    if house.tax_mode == TaxMode.NONE:
        return ZERO
    own = kind.tax_rate if kind else None
    return house.tax_rate if own is None else own


def wanted_place(
    key: int,
    performance: Performance,
    tier: PriceTier | None,
    concession: Concession | None = None,
    tax_rate: Decimal | None = None,
    named_price: Decimal | None = None,
) -> Wanted:
    """One place of the performance, as the quote needs it.

    Where the buyer names the price, it is at least the tier's, and nothing makes
    it cheaper: no concession, and no offer, which is for things of a performance.
    """
    if tier is not None and tier.suggested_price is not None:
        price = max(named_price or ZERO, tier.price)
        return Wanted(key, price, tax_rate=tax_rate)
    return Wanted(
        key=key,
        list_price=tier.price if tier else ZERO,
        concession=price_rule(concession),
        show=performance.show_id,
        performance=performance.pk,
        tier=tier.code if tier else "",
        starts_at=performance.starts_at,
        on_sale_from=performance.on_sale_from,
        tax_rate=tax_rate,
        kind=performance.show.kind_id,
    )


def asked_prices(
    performance: Performance, tiers: Sequence[PriceTier], now: datetime
) -> dict[int, Asked]:
    """By tier: what the site asks for one place without code, level or concession.

    Those are left out whose price is none but their own.
    """
    rules = tuple(rule for rule in rules_now(now) if _may_concern(rule, performance))
    if not rules:
        return {}
    terms, found = Terms(now, rules, channel=THE_SITE), {}
    prices = HousePrices(performance.currency)
    for tier in tiers:
        # Each by itself: what is told is the price of one place.
        [line] = quote([wanted_place(tier.pk, performance, tier)], prices, terms).lines
        found[tier.pk] = Asked(line.price, line.old_price)
    return found


def _may_concern(rule: Rule, performance: Performance) -> bool:
    """Whether it can make one place of this performance cheaper for everybody."""
    if rule.needs_code or rule.size > 1 or rule.channel not in {"", THE_SITE}:
        return False
    if not rule.shows and not rule.performances:
        return True
    return performance.show_id in rule.shows or performance.pk in rule.performances
