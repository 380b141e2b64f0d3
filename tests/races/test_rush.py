"""A crowd for the last ten places, and orders of eight side by side.

Everything is sold once, nothing that somebody wanted is left, and no seat is left
alone. The twins take the guards away: then the same crowds get places twice.
"""

import random
from collections import Counter

import pytest
from django.db import IntegrityError, OperationalError, connection

from ground.errors import Refusal
from reports.checking import check_invariants
from tests import ready_money
from tests.factories import NOON, offered_performance
from tests.races.crowd import (
    BOUGHT,
    BY_CONSTRAINT,
    LOCKED_OUT,
    buy,
    race,
    slow_to_take,
    unguarded,
)
from ticketing.house.models import House
from ticketing.orders.models import OrderLine
from ticketing.shows.models import Performance
from ticketing.stock.models import Place, PlaceState
from ticketing.stock.orphans import left_alone

pytestmark = pytest.mark.race
BUYERS, LAST = 50, 10
# Rows of ten: eight at either end leave two, eight in the middle leave one and one.
ROWS, IN_A_ROW, TOGETHER = 8, 10, 8
REFUSED = ("places_unavailable", "leaves_one_seat")
TWINS = 6
# Long enough for one of the twins to get through before the next takes.
TURN_SECONDS = 0.6


@pytest.fixture(scope="module")
def hall(fresh_house):
    """A database to copy: eight rows, in which no seat may be left alone."""
    House.objects.update(no_lone_seats=True)
    return fresh_house, offered_performance(seats=ROWS * IN_A_ROW).pk


def _places():
    return list(Place.objects.order_by("pk").values_list("pk", flat=True))


def _leave_ten():
    """All but the last row are kept from sale."""
    gone = _places()[:-LAST]
    Place.objects.filter(pk__in=gone).update(state=PlaceState.BLOCKED)
    return _places()[-LAST:]


def _sold():
    lines = OrderLine.objects.live().values_list("place", flat=True)
    return Counter(lines)


def _without_the_constraint():
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX orders_a_place_is_in_one_live_line")


def _one_of_the_last(performance, places, number):
    """Try one after the other until one is bought, as somebody at the map does."""
    random.seed(number)
    for place in random.sample(places, len(places)):
        answer = buy(performance, place, number)
        if answer not in REFUSED:
            return answer
    return "nothing left"


def test_50_buyers_share_the_last_ten(hall):
    fresh, performance = hall
    with fresh():
        places = _leave_ten()

        answers = race(BUYERS, lambda n: _one_of_the_last(performance, places, n))

        assert Counter(answers) == {BOUGHT: LAST, "nothing left": BUYERS - LAST}
        assert _sold() == Counter(places)
        assert check_invariants(now=NOON).offenders == []


def test_without_any_guard_they_get_one_twice(hall):
    fresh, performance = hall
    with fresh():
        places = _leave_ten()
        _without_the_constraint()

        def act(number):
            slow_to_take((number + 1) * TURN_SECONDS)
            unguarded()
            return buy(performance, places[0], number)

        race(TWINS, act)

        assert max(_sold().values()) > 1


def _order_eight(performance_id, row, start):
    places = _places()[row * IN_A_ROW + start :][:TOGETHER]
    performance = Performance.objects.get(pk=performance_id)
    try:
        order = ready_money.bought(performance, places)
    except Refusal as refusal:
        return refusal.code
    except IntegrityError:
        return BY_CONSTRAINT
    except OperationalError:
        return LOCKED_OUT
    return BOUGHT if order.has_tickets else order.phase


def _alone():
    """Seats that were left alone, whatever stands beside them."""
    places = _places()
    free = set(Place.objects.filter(state=PlaceState.FREE).values_list("pk", flat=True))
    rows = [places[at : at + IN_A_ROW] for at in range(0, len(places), IN_A_ROW)]
    return [
        one
        for row in rows
        for one in left_alone(row, free | (set(row) - free), set(row) - free)
    ]


def test_orders_of_eight_leave_no_seat_alone(hall):
    fresh, performance = hall
    with fresh():
        # For each row one who wants its left end, its right end, and its middle.
        answers = race(
            3 * ROWS, lambda n: _order_eight(performance, n % ROWS, n // ROWS)
        )

        assert answers.count(BOUGHT) == ROWS
        assert set(answers) <= {BOUGHT, *REFUSED}
        assert max(_sold().values()) == 1
        assert _alone() == []
        assert check_invariants(now=NOON).offenders == []


def test_without_any_guard_two_get_the_same_seats(hall):
    fresh, performance = hall
    with fresh():
        _without_the_constraint()

        def act(number):
            slow_to_take((number + 1) * TURN_SECONDS)
            unguarded()
            return _order_eight(performance, 0, 2 * (number % 2))

        race(TWINS, act)

        assert max(_sold().values()) > 1


def test_without_the_rule_seats_are_left_alone(hall):
    fresh, performance = hall
    with fresh():
        House.objects.update(no_lone_seats=False)

        assert race(1, lambda _n: _order_eight(performance, 0, 1)) == [BOUGHT]

        assert len(_alone()) == 2
