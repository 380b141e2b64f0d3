"""Price lists: kept from one performance, applied to many."""

from decimal import Decimal

import pytest

from tests.factories import NOON, PerformanceFactory, PlanVersionFactory
from ticketing.stock.errors import NoSuchTier, OtherCurrency, TierInUse
from ticketing.stock.models import PriceList
from ticketing.stock.painting import Painted
from ticketing.stock.price_lists import (
    apply_price_list,
    keep_as_list,
    preview,
    write_price_list,
)
from ticketing.stock.pricing import TierPlan, paint
from ticketing.stock.repainting import offer_painted

pytestmark = pytest.mark.django_db

TIERS = [TierPlan("A", Decimal(480), "Tier A"), TierPlan("B", Decimal(180), "Tier B")]
FIRST_SEAT_B = Painted(sections={"stalls": "A"}, seats={"stalls-0": "B"})


@pytest.fixture
def dates():
    """Two dates on one plan; the first is painted."""
    version = PlanVersionFactory(seats=20)
    found = [PerformanceFactory(plan_version=version) for _ in range(2)]
    paint(found[0], FIRST_SEAT_B, tiers=TIERS, now=NOON)
    return found


def prices_of(performance):
    return [(t.code, t.price) for t in performance.tiers.all()]


def test_a_list_prices_and_paints_other_dates(dates):
    first, second = dates
    kept = keep_as_list(first, name_en="Weekdays", name_zh_hans="平日")

    apply_price_list(kept, [second], now=NOON)

    offer_painted(second, now=NOON)
    assert prices_of(second) == [("A", 480), ("B", 180)]
    assert second.places.get(seat__key="stalls-0").tier.code == "B"
    assert second.places.filter(tier__code="A").count() == 19


def test_the_preview_says_what_changes_and_changes_nothing(dates):
    first, second = dates
    kept = keep_as_list(first, name_en="Weekdays", name_zh_hans="")
    write_price_list(kept, [TierPlan("A", Decimal(500), "A"), TIERS[1]])

    of_first, of_second = preview(kept, dates)

    (change,) = of_first.prices
    assert (change.letter, change.before, change.after) == ("A", 480, 500)
    assert (of_first.repainted, of_second.repainted) == (0, 20)
    assert prices_of(first)[0] == ("A", 480)
    assert prices_of(second) == []


def test_the_preview_says_that_a_price_once_on_offer_can_not_go(dates):
    first, _second = dates
    offer_painted(first, now=NOON)
    everything = Painted(sections={"stalls": "A"}).as_json()
    plan = first.plan_version.plan
    kept = PriceList(name_en="Only A", currency="CNY", plan=plan, content=everything)
    write_price_list(kept, TIERS[:1])

    (change,) = preview(kept, [first])
    with pytest.raises(TierInUse) as refused:
        apply_price_list(kept, [first], now=NOON)

    assert change.refusal == str(refused.value)


def test_a_list_without_a_painting_changes_prices_alone(dates):
    first, _second = dates
    kept = PriceList(name_en="Plain", currency="CNY")
    write_price_list(kept, [TierPlan("A", Decimal(500), "A"), TIERS[1]])

    apply_price_list(kept, [first], now=NOON)

    assert prices_of(first) == [("A", 500), ("B", 180)]
    assert first.painting.painted.seats == {"stalls-0": "B"}


def test_one_date_that_does_not_fit_refuses_all(dates):
    kept = keep_as_list(dates[0], name_en="Weekdays", name_zh_hans="")
    other = PerformanceFactory(plan_version=dates[0].plan_version, currency="USD")

    assert "USD" in preview(kept, [other])[0].refusal
    with pytest.raises(OtherCurrency):
        apply_price_list(kept, [dates[1], other], now=NOON)

    assert prices_of(dates[1]) == []


def test_a_letter_that_the_list_lacks_is_named_before(dates):
    first, _second = dates
    plain = PriceList(name_en="Only A", currency="CNY")
    write_price_list(plain, TIERS[:1])

    (change,) = preview(plain, [first])

    assert "B" in change.refusal
    with pytest.raises(NoSuchTier):
        apply_price_list(plain, [first], now=NOON)
