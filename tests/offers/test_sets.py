"""Which places a set takes, where being in it costs them what they have without it."""

from decimal import Decimal

import pytest

from tests.offers.rows import FAMILY, STUDENT, asked, rule, total, wish
from ticketing.offers.kinds import Combines, OfferKind
from ticketing.offers.quote import HousePrices

PAIR = {"kind": OfferKind.FAMILY, "count": 2}
BOTH_SHOWS = {"kind": OfferKind.SHOWS, "shows": frozenset({1, 2})}


@pytest.mark.parametrize(
    ("currency", "total_price"), [("JPY", "16"), ("CNY", "16.8"), ("BHD", "16.8")]
)
def test_a_set_takes_the_places_that_give_up_least_for_it(currency, total_price):
    """The dearest of a show has a lower price by itself, which the set would undo."""
    places = [
        wish(0, "8", show=1),
        wish(1, "8", show=1, concession=STUDENT),
        wish(2, "8", show=2, concession=STUDENT),
        wish(3, "1", show=2),
    ]
    less = rule(0, off="2", currency=currency)
    together = rule(
        1, off="2", currency=currency, combines=Combines.CONCESSIONS, **BOTH_SHOWS
    )

    found = asked(places, less, together, prices=HousePrices(currency))

    assert found.total == Decimal(total_price)
    assert {line.key for line in found.lines if len(line.steps) > 1} == {1, 2}


def test_a_set_that_takes_no_concession_is_made_of_those_without():
    places = [wish(n, concession=STUDENT if n < 2 else None) for n in range(4)]

    found = asked(places, rule(percent="15", **PAIR))

    assert [line.price for line in found.lines] == [80, 80, 85, 85]


def test_a_set_of_more_shows_does_not_push_out_one_of_fewer():
    """It would take off more, but the cart has two of its three shows."""
    three = {**BOTH_SHOWS, "shows": frozenset({1, 2, 3})}
    places = [wish(1), wish(2, show=2)]

    assert total(places, rule(1, percent="10", **BOTH_SHOWS)) == 180
    both = rule(1, percent="10", **BOTH_SHOWS), rule(2, percent="30", **three)
    assert total(places, *both) == 180


def test_cheap_sets_may_leave_out_the_dearest_place():
    """One set of the dear and a cheap one, or two of the middle: two save more."""
    places = [wish(n, str(price)) for n, price in enumerate([100, 90, 90, 90, 10])]
    pair = rule(price="150", **PAIR)
    trio = rule(2, price="180", kind=OfferKind.FAMILY, count=3)

    assert total(places, pair, trio) == 180 + 90 + 10


@pytest.mark.parametrize("count", [12, 65, 200])
def test_many_places_of_one_price_are_all_taken_together(count):
    places = [wish(n) for n in range(count)]

    found = asked(places, rule(price="150", **PAIR))

    assert found.total == 150 * (count // 2) + 100 * (count % 2)


def test_where_all_ways_are_too_many_the_likely_ones_are_tried():
    """Twelve places that all differ, under rules that all fit, in any order."""
    places = [
        wish(n, str(80 + 7 * n), concession=STUDENT if n % 3 else None)
        for n in range(12)
    ]
    rules = [
        rule(key, percent=str(10 + 5 * key), count=2 + key, **FAMILY)
        for key in range(4)
    ]

    best = asked(places, *rules)

    assert best.lines == asked(places[::-1], *rules[::-1]).lines[::-1]
    assert all(best.total <= total(places, one) for one in rules)
