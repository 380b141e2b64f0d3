"""Who has locks and wants more waits for nobody who waits for them.

The first of each pair has its locks for a while, until the other one waits for
them; then it goes on, and what it takes at its commit (the rows that foreign keys
name) must not be the other's. On PostgreSQL the twins ask for the stronger lock,
under which just that happens: the database ends one of them.
"""

import time

import pytest
from django.db import OperationalError, connection, transaction
from django.db.models import QuerySet

from ground.errors import Refusal
from tests import ready_money
from tests.factories import NOON, AccountFactory, offered_performance
from tests.races.crowd import LOCKED_OUT, ask_plainly, race
from tests.rush.waiting import HOUR
from tests.stock.test_moving import changed
from ticketing.checkout import carts
from ticketing.checkout.services import Buyer, place_order
from ticketing.orders.models import Cart
from ticketing.rush import room_steps, rooms
from ticketing.shows.models import Performance
from ticketing.stock.moving import move_performance

pytestmark = pytest.mark.race
DONE = "done"
# Long enough for the other one to come to the first one's locks.
A_WHILE = 1.2
ADA = Buyer(name="Ada", email="ada@example.org")


@pytest.fixture(scope="module")
def house(fresh_house):
    """A database to copy: a performance, a newer plan, a room, a person's carts."""
    performance = offered_performance(seats=8)
    changed(performance)
    _offer_with_room()
    _cart(performance, [0], account=AccountFactory())
    _cart(performance, [1])
    return fresh_house


def _offer_with_room():
    """Another performance; the order of those in its room is to be drawn now."""
    performance = offered_performance(seats=2)
    plan = rooms.RoomPlan(NOON - HOUR, 10, 60)
    rooms.set_room(performance.pk, plan, actor="ada", now=NOON - 2 * HOUR)


def _performance(*, with_room=False):
    return Performance.objects.get(has_room=with_room)


def _cart(performance, seats, *, account=None):
    cart = carts.new_cart(currency="CNY", language="en", account=account)
    return carts.choose_places(cart, performance.pk, _places(seats), now=NOON)


def _places(seats):
    keys = _performance().places.order_by("pk").values_list("pk", flat=True)
    return [keys[seat] for seat in seats]


def _guest():
    return Cart.objects.get(account=None)


def _choose(seat):
    """Another tab of the guest's, which has a cart already."""
    carts.choose_places(_guest(), _performance().pk, _places([seat]), now=NOON)


def _order(cart, buyer):
    place_order(cart.key, buyer, delivery="e-ticket", method=ready_money.CODE, now=NOON)


def _order_as_guest():
    _order(_guest(), ADA)


def _members_cart():
    return Cart.objects.exclude(account=None).get()


def _order_signed_in():
    cart = _members_cart()
    _order(cart, Buyer("Ada", "ada@example.org", account=cart.account))


def _sign_in():
    carts.cart_of_account(_members_cart().account, _guest())


def _move():
    performance = _performance()
    newest = performance.plan_version.plan.versions.latest("number")
    move_performance(performance.pk, newest.pk, now=NOON)


def _draw():
    room_steps.take_steps(_performance(with_room=True).pk, now=NOON)


def _change_room():
    plan = rooms.RoomPlan(NOON - HOUR, 20, 90)
    rooms.set_room(_performance(with_room=True).pk, plan, actor="eve", now=NOON)


# Whoever comes first, and who waits for them.
PAIRS = {
    "a buyer, and staff who move the performance": (lambda: _choose(2), _move),
    "one tab that chooses, and another that orders": (
        lambda: _choose(2),
        _order_as_guest,
    ),
    "one device that orders, and another that signs in": (_order_signed_in, _sign_in),
    "a room that is drawn, and staff who change it": (_draw, _change_room),
}


def _act(pair, *, stronger=False):
    first, second = pair

    def act(number):
        if stronger:
            _lock_for_good()
        try:
            with transaction.atomic():
                time.sleep(A_WHILE / 2 * number)
                (second if number else first)()
                time.sleep(0 if number else A_WHILE)
        except Refusal as refusal:
            return refusal.code
        except OperationalError:
            return LOCKED_OUT
        return DONE

    return act


def _lock_for_good():
    """Ask for the lock that a foreign key to the row waits for."""
    lock = QuerySet.select_for_update

    def stronger(rows, *, no_key=False, **options):
        return lock(rows, **options)

    QuerySet.select_for_update = stronger
    ask_plainly()


@pytest.mark.parametrize("pair", PAIRS.values(), ids=PAIRS)
def test_both_get_through(house, pair):
    with house():
        assert race(2, _act(pair)) == [DONE, DONE]


@pytest.mark.parametrize("pair", PAIRS.values(), ids=PAIRS)
def test_with_a_stronger_lock_one_does_not(house, pair):
    with house():
        if connection.vendor == "sqlite":
            pytest.skip("SQLite has one lock for everything")

        assert LOCKED_OUT in race(2, _act(pair, stronger=True))
