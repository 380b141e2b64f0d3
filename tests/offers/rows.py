"""Wishes and rules in few words."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from ticketing.offers.kinds import Combines, OfferKind
from ticketing.offers.quote import HousePrices, quote
from ticketing.offers.rules import PriceRule, Rule, Terms, Wanted

NOON = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
STUDENT = PriceRule(1, "Student", "学生", Decimal(20))
YUAN = HousePrices("CNY")


def wish(key, price="100", *, show=1, performance=None, days=30, **fields):
    """A place; the performance of a show has the show's number unless told."""
    return Wanted(
        key,
        Decimal(price),
        show=show,
        performance=performance or show,
        starts_at=NOON + timedelta(days=days),
        on_sale_from=NOON - timedelta(days=30),
        **fields,
    )


def rule(key=1, *, percent=None, off=None, price=None, **fields):
    fields.setdefault("kind", OfferKind.SPECIAL)
    return Rule(
        key,
        f"Offer {key}",
        f"优惠{key}",
        percent_off=None if percent is None else Decimal(percent),
        amount_off=None if off is None else Decimal(off),
        price=None if price is None else Decimal(price),
        currency=fields.pop("currency", "CNY"),
        **fields,
    )


def asked(wishes, *rules, prices=YUAN, **terms):
    return quote(wishes, prices, Terms(NOON, tuple(rules), **terms))


def total(wishes, *rules, **terms):
    return asked(wishes, *rules, **terms).total


FAMILY = {"kind": OfferKind.FAMILY, "combines": Combines.CONCESSIONS}
