"""A crowd asks for the best seats at one moment: each gets some, none twice."""

import pytest

from ground.errors import Refusal
from tests.factories import NOON, offered_performance
from tests.races.crowd import race
from ticketing.checkout.best_choice import choose_best
from ticketing.checkout.carts import new_cart
from ticketing.house.models import House
from ticketing.stock.models import Place, PlaceState

pytestmark = pytest.mark.race
BUYERS, TOGETHER, SEATS = 20, 4, 200


@pytest.fixture(params=[False, True], ids=["any seats", "no lone seats"])
def performance(request, fresh_house):
    with fresh_house():
        House.objects.update(no_lone_seats=request.param)
        yield offered_performance(seats=SEATS)


def test_each_of_a_crowd_gets_seats_of_their_own(performance):
    def act(_number):
        cart = new_cart(currency="CNY", language="en")
        try:
            best = choose_best(
                cart, performance.pk, quantity=TOGETHER, tier_ids=None, now=NOON
            )
        except Refusal as refusal:
            return refusal.code
        return " ".join(str(place) for place in best.places)

    answers = race(BUYERS, act)

    given = [int(place) for answer in answers for place in answer.split()]
    held = Place.objects.filter(state=PlaceState.HELD).values_list("pk", flat=True)
    assert len(given) == BUYERS * TOGETHER
    assert sorted(given) == sorted(held)
