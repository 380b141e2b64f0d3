"""The last seat is sold once, however many want it; and the proof can fail.

The twins take the guards away: without any of them the same crowd must get one
seat several times, or the race would prove nothing.
"""

import random
from pathlib import Path

import pytest
from django.db import connection

from reports.checking import check_invariants
from tests import ready_money
from tests.factories import NOON, offered_performance
from tests.own_database import own_database
from tests.races.crowd import (
    BOUGHT,
    BY_CONSTRAINT,
    buy,
    race,
    slow_to_take,
    unguarded,
)
from ticketing.delivery.models import Method
from ticketing.house.models import House
from ticketing.orders.models import Order, OrderLine
from ticketing.payments import gateways

pytestmark = pytest.mark.race
ROUNDS = 10
BUYERS = 50
TWINS = 12
# Long enough for one buyer of the twins to get through before the next takes.
TURN_SECONDS = 0.2


@pytest.fixture(scope="module")
def last_seat(database_template, django_db_blocker, tmp_path_factory):
    """A database with one seat left: what to copy, the performance, the place."""
    gateways.register(ready_money.ReadyMoney())
    folder = tmp_path_factory.mktemp("races")
    with (
        django_db_blocker.unblock(),
        own_database(database_template, folder) as database,
    ):
        House.objects.get_or_create(pk=1, defaults={"name_en": "Marquee"})
        Method.objects.get_or_create(code="e-ticket", defaults={"name_en": "E-ticket"})
        performance = offered_performance(seats=2)
        first, last = performance.places.order_by("pk").values_list("pk", flat=True)
        ready_money.bought(performance, [first])
        connection.close()
        is_file = database.vendor == "sqlite"
        template = Path(database.name) if is_file else database.name
        yield template, folder, performance.pk, last
    gateways._gateways.pop(ready_money.CODE)


@pytest.fixture
def fresh(last_seat):
    """Return a database of its own for each round."""
    template, folder, _performance, _place = last_seat
    return lambda: own_database(template, folder)


@pytest.fixture
def seat(last_seat):
    return last_seat[2:]


def _sold(place):
    return OrderLine.objects.live().filter(place=place).count()


def _without_the_constraint():
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX orders_a_place_is_in_one_live_line")


def _hasty(seat):
    def act(number):
        random.seed()
        slow_to_take(random.uniform(0, 0.1))
        return buy(*seat, number)

    return act


def _in_turn(seat, *, guarded):
    def act(number):
        slow_to_take(number * TURN_SECONDS)
        if not guarded:
            unguarded()
        return buy(*seat, number)

    return act


@pytest.mark.parametrize("turn", range(ROUNDS))
def test_of_50_buyers_one_gets_the_last_seat(fresh, seat, turn):
    with fresh():
        answers = race(BUYERS, _hasty(seat))

        assert sorted(set(answers)) == [BOUGHT, "places_unavailable"]
        assert answers.count(BOUGHT) == 1
        assert Order.objects.count() == 2
        assert check_invariants(now=NOON).offenders == []


def test_the_lock_alone_sells_it_once(fresh, seat):
    with fresh():
        _without_the_constraint()

        answers = race(TWINS, _in_turn(seat, guarded=True))

        assert answers.count(BOUGHT) == _sold(seat[1]) == 1
        assert check_invariants(now=NOON).offenders == []


def test_without_any_guard_it_is_sold_several_times(fresh, seat):
    with fresh():
        _without_the_constraint()

        answers = race(TWINS, _in_turn(seat, guarded=False))

        # Some orders are caught later, when their money comes: too late.
        assert set(answers) & {BOUGHT, "accepted"}
        assert _sold(seat[1]) > 1
        named = {o["invariant"] for o in check_invariants(now=NOON).offenders}
        assert "place_in_one_live_line" in named


def test_the_constraint_alone_refuses_the_second(fresh, seat):
    with fresh():
        answers = race(TWINS, _in_turn(seat, guarded=False))

        assert answers.count(BOUGHT) == _sold(seat[1]) == 1
        assert BY_CONSTRAINT in answers
