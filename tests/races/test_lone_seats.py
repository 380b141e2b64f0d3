"""Two choices that leave a seat alone only together: the second one is refused.

The twin takes the guards away: then both are taken, and the seat is alone.
"""

import pytest
from django.db import connection

from ground.errors import Refusal
from tests.factories import NOON, offered_performance
from tests.own_database import own_database
from tests.races.crowd import race, slow_to_take, unguarded
from ticketing.checkout.carts import choose_places, new_cart
from ticketing.house.models import House
from ticketing.stock.models import PlaceState

pytestmark = pytest.mark.race
HELD = "held"
TURN_SECONDS = 0.5
# Of five seats, two at each end; the middle one would be left.
LEFT, RIGHT = slice(0, 2), slice(3, 5)


@pytest.fixture
def row(database_template, django_db_blocker, tmp_path):
    """A row with five free seats, others free elsewhere; its places in order."""
    with (
        django_db_blocker.unblock(),
        own_database(database_template, tmp_path),
    ):
        House.objects.update_or_create(
            pk=1, defaults={"name_en": "Marquee", "no_lone_seats": True}
        )
        performance = offered_performance(seats=40)
        places = list(performance.places.order_by("pk").values_list("pk", flat=True))
        performance.places.filter(pk__in=places[5:10]).update(state=PlaceState.SOLD)
        connection.close()
        yield performance, places[:5]


def _choose(row, *, guarded):
    performance, places = row

    def act(number):
        slow_to_take(TURN_SECONDS * (number + 1))
        if not guarded:
            unguarded()
        cart = new_cart(currency="CNY", language="en")
        wish = places[RIGHT if number else LEFT]
        try:
            choose_places(cart, performance.pk, wish, now=NOON)
        except Refusal as refusal:
            return refusal.code
        return HELD

    return act


def _free(row):
    performance, places = row
    free = performance.places.filter(pk__in=places, state=PlaceState.FREE)
    return list(free.values_list("pk", flat=True))


def test_the_second_of_two_is_refused(row):
    answers = race(2, _choose(row, guarded=True))

    assert sorted(answers) == [HELD, "leaves_one_seat"]
    assert len(_free(row)) == 3


def test_without_any_guard_a_seat_is_left_alone(row):
    answers = race(2, _choose(row, guarded=False))

    assert answers == [HELD, HELD]
    assert _free(row) == [row[1][2]]
