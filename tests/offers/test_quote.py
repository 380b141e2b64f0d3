"""What a quote makes of offers: each kind, combined, explained."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from tests.offers.rows import FAMILY, NOON, STUDENT, YUAN, asked, rule, total, wish
from ticketing.offers.explaining import Why
from ticketing.offers.kinds import Combines, OfferKind
from ticketing.offers.quote import HousePrices, quote
from ticketing.offers.rules import PriceRule

THREE = [wish(n) for n in (1, 2, 3)]
EARLY = {"kind": OfferKind.EARLY_BIRD, "days_before": 14}
LATE = {"kind": OfferKind.LAST_MINUTE, "hours_before": 24}


def why_of(found, key=1):
    return {p.code: p.why for p in found.passed}.get(f"offer:{key}")


def test_without_terms_a_place_costs_its_list_price():
    assert quote([wish(1)], YUAN).total == 100


@pytest.mark.parametrize(
    ("reduction", "price"),
    [({"percent": "15"}, "85"), ({"off": "30"}, "70"), ({"price": "60"}, "60")],
)
def test_an_offer_is_a_share_an_amount_or_a_price(reduction, price):
    [line] = asked([wish(1)], rule(**reduction)).lines

    assert line.price == Decimal(price)
    assert [(s.code, s.amount) for s in line.steps] == [
        ("offer:1", Decimal(price) - 100)
    ]


def test_no_price_falls_below_zero_or_rises():
    assert total([wish(1)], rule(off="130")) == 0
    assert total([wish(1)], rule(price="130")) == 100


@pytest.mark.parametrize(("days", "price"), [(15, 90), (14, 100), (13, 100)], ids=str)
def test_an_early_bird_ends_days_before_the_performance(days, price):
    assert total([wish(1, days=days)], rule(percent="10", **EARLY)) == price


@pytest.mark.parametrize(("days", "price"), [(2, 100), (1, 50), (0.1, 50)], ids=str)
def test_last_minute_begins_hours_before_the_performance(days, price):
    assert total([wish(1, days=days)], rule(percent="50", **LATE)) == price


@pytest.mark.parametrize(
    ("window", "price"),
    [
        ({"valid_until": NOON}, 100),
        ({"valid_until": NOON + timedelta(seconds=1)}, 90),
        ({"valid_from": NOON}, 90),
        ({"valid_from": NOON + timedelta(seconds=1)}, 100),
    ],
)
def test_an_offer_holds_from_its_first_moment_to_before_its_last(window, price):
    assert total([wish(1)], rule(percent="10", **window)) == price


def test_an_offer_is_for_its_shows_performances_and_tiers():
    a, b, c = wish(1, tier="A"), wish(2, tier="B"), wish(3, show=2, tier="A")
    named = rule(percent="10", shows=frozenset({1}), tiers=frozenset({"A"}))
    other = rule(2, percent="20", performances=frozenset({2}))

    prices = [line.price for line in asked([a, b, c], named, other).lines]

    assert prices == [90, 100, 80]


def test_a_group_offer_counts_places_of_one_performance():
    group = rule(percent="10", kind=OfferKind.GROUP, count=3)

    assert total(THREE, group) == 270
    assert total([*THREE[:2], wish(3, show=2)], group) == 300


def test_a_family_set_is_split_to_the_last_cent():
    found = asked(THREE, rule(price="200", count=3, **FAMILY))

    assert found.total == 200
    assert sorted(line.price for line in found.lines) == [
        Decimal("66.66"),
        Decimal("66.67"),
        Decimal("66.67"),
    ]


def test_a_set_takes_the_dearest_places_and_as_often_as_it_can():
    cheap = [wish(n, "60") for n in (4, 5)]
    set_of_two = rule(price="110", count=2, **FAMILY)

    found = asked([*cheap, *THREE, wish(6)], set_of_two)

    assert [line.price for line in found.lines][:2] == [55, 55]
    assert found.total == 330


def test_a_set_that_costs_more_than_its_places_is_left_alone():
    assert total(THREE, rule(price="400", count=3, **FAMILY)) == 300


def test_a_set_of_shows_takes_one_place_of_each():
    shows = rule(percent="25", kind=OfferKind.SHOWS, shows=frozenset({1, 2}), count=0)

    found = asked([*THREE, wish(4, "200", show=2)], shows)

    assert found.total == 200 + 75 + 150


def test_what_the_cheapest_of_three_cost_is_taken_off_all_of_them():
    mixed = [wish(1, "80"), wish(2, "120"), wish(3)]
    buy_two = rule(percent="100", kind=OfferKind.BUY_GET, count=2, free_count=1)

    prices = [line.price for line in asked(mixed, buy_two).lines]
    assert sum(prices) == 220
    # None of them is had for nothing by giving the others back.
    assert prices == [Decimal("58.67"), 88, Decimal("73.33")]


def test_what_stands_alone_takes_no_concession_with_it():
    student = wish(1, concession=STUDENT)

    found = asked([student], rule(percent="30"))

    assert found.total == 70
    assert [(p.code, p.instead_en) for p in found.passed] == [
        ("concession:1", "Offer 1")
    ]


def test_a_concession_that_saves_more_is_kept_and_said():
    found = asked([wish(1, concession=STUDENT)], rule(percent="10"))

    assert found.total == 80
    assert why_of(found) == Why.SAVES_LESS


def test_an_offer_may_come_on_top_of_a_concession():
    on_top = rule(percent="10", combines=Combines.CONCESSIONS)

    assert total([wish(1, concession=STUDENT)], on_top) == 72


def test_offers_that_combine_with_all_are_taken_together():
    share = rule(1, percent="10", combines=Combines.ALL)
    amount = rule(2, off="20", combines=Combines.ALL)
    other = rule(3, percent="25", combines=Combines.CONCESSIONS)

    assert total([wish(1)], share, amount) == 70
    assert total([wish(1)], share, amount, other) == 70
    assert total([wish(1)], share, other) == 75


def test_bundles_compete_for_the_buyer():
    places = [wish(n) for n in range(10)]
    four = rule(1, price="320", count=4, **FAMILY)
    three = rule(2, price="235", count=3, **FAMILY)

    assert total(places, four, three) == 320 + 2 * 235


def test_a_code_opens_its_offer_alone():
    with_code = rule(percent="10", needs_code=True)

    assert total(THREE, with_code) == 300
    assert total(THREE, with_code, unlocked=frozenset({1})) == 270


def test_a_code_that_gives_nothing_is_explained():
    elsewhere = rule(percent="10", needs_code=True, shows=frozenset({9}))
    over = rule(2, percent="10", needs_code=True, valid_until=NOON)

    found = asked(THREE, elsewhere, over, unlocked=frozenset({1, 2}))

    assert why_of(found) == Why.NOTHING_FITS
    assert why_of(found, 2) == Why.NOT_NOW


def test_what_is_missing_for_a_group_is_said():
    [told] = asked(THREE, rule(percent="9", kind=OfferKind.GROUP, count=5)).passed

    assert (told.why, told.missing) == (Why.MORE_PLACES, 2)


def test_an_offer_of_another_channel_or_currency_does_not_hold():
    assert total(THREE, rule(percent="10", channel="phone")) == 300
    assert total(THREE, rule(percent="10", channel="phone"), channel="phone") == 270
    assert total(THREE, rule(off="10", currency="JPY")) == 300


def test_a_level_takes_its_share_after_the_concession():
    vip = PriceRule(7, "VIP", "贵宾", Decimal(10))

    [line] = asked([wish(1, concession=STUDENT)], level=vip).lines

    assert line.price == 72
    assert [step.code for step in line.steps] == ["concession:1", "level:7"]


def test_the_old_price_is_one_that_others_are_asked_for():
    for_ever = rule(percent="10")
    ending = replace(for_ever, valid_until=NOON + timedelta(days=1))

    assert asked([wish(1)], for_ever).lines[0].old_price is None
    assert asked([wish(1)], ending).lines[0].old_price == 100
    assert asked([wish(1)]).lines[0].old_price is None


def test_what_has_no_performance_is_reduced_by_no_offer():
    gift = replace(wish(1), performance=None, show=None)

    assert total([gift], rule(percent="10")) == 100


@pytest.mark.parametrize(
    ("currency", "parts"),
    [("JPY", ["333", "333", "334"]), ("BHD", ["333.333", "333.333", "333.334"])],
)
def test_a_set_is_split_in_the_digits_of_its_currency(currency, parts):
    places = [wish(n, "500") for n in (1, 2, 3)]
    of_three = rule(price="1000", count=3, currency=currency, **FAMILY)

    found = asked(places, of_three, prices=HousePrices(currency))

    assert sorted(line.price for line in found.lines) == [Decimal(p) for p in parts]
