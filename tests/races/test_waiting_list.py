"""Whoever serves a list at one moment makes one offer; the proof can fail."""

import time

import pytest
from django.db import IntegrityError, OperationalError, connection

from ground.errors import Refusal
from tests import ready_money
from tests.factories import NOON, offered_performance
from tests.races.crowd import BY_CONSTRAINT, LOCKED_OUT, race, unguarded
from ticketing.payments.refunds import return_order
from ticketing.rush import waiting_list
from ticketing.rush.models import WaitingOffer
from ticketing.rush.waiting_list import Wish, confirm, join_list, serve
from ticketing.stock.models import Place

pytestmark = pytest.mark.race
WORKERS = 5
OFFERED = "offered"
NOTHING = "nothing"
# Long enough for every other worker to have looked by then.
SECONDS = 1.5


@pytest.fixture(scope="module")
def one_waits(fresh_house):
    """A database to copy, in which one waits and four places have come back."""
    performance = offered_performance(seats=4, has_waiting_list=True)
    every = performance.places.order_by("pk").values_list("pk", flat=True)
    order = ready_money.bought(performance, list(every))
    entry = join_list(
        performance, Wish(2), email="ada@example.org", language="en", now=NOON
    )
    confirm(entry, now=NOON)
    return_order(order.pk, now=NOON, actor="", reason="")
    return fresh_house, performance.pk


def _serve(performance_id):
    try:
        return OFFERED if serve(performance_id, now=NOON) else NOTHING
    except Refusal as refusal:
        return refusal.code
    except IntegrityError:
        return BY_CONSTRAINT
    except OperationalError:
        return LOCKED_OUT


def _in_turn(performance):
    """Without guards, one after another; every second one takes other places."""

    def act(number):
        choose = waiting_list.pick

        def late(spots, *args, **wish):
            time.sleep(SECONDS + number / 2)
            return choose(spots[2 * (number % 2) :], *args, **wish)

        waiting_list.pick = late
        unguarded()
        return _serve(performance)

    return act


def test_five_workers_make_one_offer(one_waits):
    fresh, performance = one_waits
    with fresh():
        answers = race(WORKERS, lambda _n: _serve(performance))

        assert set(answers) <= {OFFERED, NOTHING}
        assert answers.count(OFFERED) == WaitingOffer.objects.count() == 1
        assert Place.objects.filter(hold__cart_key__startswith="offer-").count() == 2


def test_the_constraint_alone_refuses_a_second_offer(one_waits):
    fresh, performance = one_waits
    with fresh():
        answers = race(WORKERS, _in_turn(performance))

        assert BY_CONSTRAINT in answers
        assert WaitingOffer.objects.filter(ended_at=None).count() == 1


def test_without_any_guard_one_gets_several_offers(one_waits):
    fresh, performance = one_waits
    with fresh():
        with connection.cursor() as cursor:
            cursor.execute("DROP INDEX rush_one_open_offer_for_an_entry")

        race(WORKERS, _in_turn(performance))

        assert WaitingOffer.objects.filter(ended_at=None).count() > 1
