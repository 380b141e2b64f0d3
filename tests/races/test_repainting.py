"""A place that is sold while the plan is painted stays sold, at its price.

The twin paints what it has read before, without lock or second look: the place
goes on sale again though somebody has bought it.
"""

import time
from decimal import Decimal

import pytest

from tests.factories import NOON
from tests.races.crowd import BOUGHT, buy, race, unguarded
from ticketing.orders.models import OrderLine
from ticketing.shows.models import Performance
from ticketing.stock import repainting
from ticketing.stock.models import Place, PlaceState
from ticketing.stock.painting import Painted
from ticketing.stock.pricing import TierPlan, paint

pytestmark = pytest.mark.race
PAINTED = "painted"
# Long enough for a buyer to get through between the painter's look and brush.
A_WHILE = 1.5
TIERS = [TierPlan("A", Decimal(100), "Tier A"), TierPlan("B", Decimal(50), "Tier B")]


def _slow_brush(*, guarded):
    """Wait before the lock; without a guard take what was read for true."""
    lock = repainting._lock

    def late(pks):
        time.sleep(A_WHILE)
        return lock(pks) if guarded else set(pks)

    repainting._lock = late
    if not guarded:
        unguarded()


def _paint_or_buy(seat, *, guarded):
    performance, _place = seat

    def act(number):
        if number:
            time.sleep(A_WHILE / 3)
            return buy(*seat, number)
        _slow_brush(guarded=guarded)
        everything = Painted(sections={"stalls": "B"})
        shown = Performance.objects.get(pk=performance)
        paint(shown, everything, tiers=TIERS, now=NOON)
        return PAINTED

    return act


def _bought(place):
    return OrderLine.objects.live().get(place=place)


def test_a_place_that_is_sold_meanwhile_stays_sold_at_its_price(fresh_house, seat):
    with fresh_house():
        answers = race(2, _paint_or_buy(seat, guarded=True))

        place = Place.objects.select_related("tier").get(pk=seat[1])
        assert answers == [PAINTED, BOUGHT]
        assert place.state == PlaceState.SOLD
        assert place.tier.price == _bought(place).price


def test_without_lock_and_second_look_it_is_on_sale_again(fresh_house, seat):
    with fresh_house():
        answers = race(2, _paint_or_buy(seat, guarded=False))

        place = Place.objects.get(pk=seat[1])
        assert answers == [PAINTED, BOUGHT]
        assert _bought(place)
        assert place.state == PlaceState.FREE
