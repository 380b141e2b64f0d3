"""Whoever takes several locks takes them in one order: nobody waits in a circle.

The acts are slowed down just there where a circle could close. On PostgreSQL the
twin locks places from the last to the first, and the database ends one of two.
"""

import time
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction

from ground.errors import Refusal
from tests import ready_money
from tests.factories import NOON, offered_performance
from tests.races.crowd import BY_CONSTRAINT, LOCKED_OUT, race
from ticketing.orders.models import Order
from ticketing.payments.refunds import return_order
from ticketing.rush.waiting_list import Wish, confirm, join_list, list_key, serve
from ticketing.shows.models import Performance
from ticketing.stock import control, full
from ticketing.stock.holds import hold_places, release_places
from ticketing.stock.models import Place, PriceTier
from ticketing.stock.painting import Painted
from ticketing.stock.pricing import paint, tier_plans_of
from ticketing.stock.querysets import PlaceQuerySet

pytestmark = pytest.mark.race
DONE = "done"
A_WHILE = 0.6
BY = {"actor": "controller", "now": NOON}
SEATS = 12


@pytest.fixture(scope="module")
def house(fresh_house):
    """A database to copy: twelve seats, four of each tier."""
    performance = offered_performance(seats=SEATS, has_waiting_list=True)
    for at, code in enumerate("BC", start=1):
        tier = PriceTier.objects.create(
            performance=performance, code=code, name_en=code, price=Decimal(90)
        )
        Place.objects.filter(pk__in=_places(range(4 * at, 4 * at + 4))).update(
            tier=tier
        )
    return fresh_house


@pytest.fixture
def performance(house):
    with house():
        yield Performance.objects.get()


def _places(seats):
    keys = list(Place.objects.order_by("pk").values_list("pk", flat=True))
    return [keys[seat] for seat in seats]


def _hold(performance, seats, cart="ada"):
    hold_places(performance.pk, _places(seats), cart_key=cart, minutes=9, now=NOON)


def _at_once(*acts):
    """Each in a transaction that takes a while to end."""

    def act(number):
        try:
            with transaction.atomic():
                acts[number]()
                time.sleep(A_WHILE)
        except Refusal as refusal:
            return refusal.code
        except IntegrityError:
            return BY_CONSTRAINT
        except OperationalError:
            return LOCKED_OUT
        return DONE

    return race(len(acts), act)


def _lock_slowly(*, backwards=False):
    """Lock places one by one, so that others come between."""

    def slowly(places):
        pks = sorted(places.values_list("pk", flat=True), reverse=backwards)
        for pk in pks:
            list(Place.objects.filter(pk=pk).select_for_update(no_key=True))
            time.sleep(A_WHILE)

    PlaceQuerySet.lock = slowly


def _slow_to_count():
    """Wait between a cap's lock and its types'."""
    left = full._left

    def late(*args, **limits):
        found = left(*args, **limits)
        time.sleep(A_WHILE)
        return found

    full._left = late


def _allot(performance, seats):
    moment = NOON + timedelta(minutes=1)
    control.allot_places(
        performance, _places(seats), channel="phone", release_at=moment, **BY
    )


def _cap(performance, tiers, number):
    ids = performance.tiers.filter(code__in=tiers).values_list("pk", flat=True)
    control.set_cap(performance, tier_ids=list(ids), number=number, **BY)


def _release_late():
    control.release_due_allotments(now=NOON + timedelta(minutes=2))


def _lock_row(seats, *, backwards=False):
    def act():
        _lock_slowly(backwards=backwards)
        Place.objects.filter(pk__in=_places(seats)).lock()

    return act


def test_allotments_that_end_together(performance):
    _allot(performance, [6])
    _allot(performance, [3])

    def release():
        _lock_slowly()
        _release_late()

    assert _at_once(_lock_row([3, 6]), release) == [DONE, DONE]


def test_two_who_lock_places_the_other_way_round(performance):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one lock for everything")

    answers = _at_once(_lock_row([3, 6]), _lock_row([3, 6], backwards=True))

    assert sorted(answers) == [DONE, LOCKED_OUT]


def _release(seats, cart, *, late=0):
    def act():
        time.sleep(late)
        _slow_to_count()
        release_places(_places(seats), cart_key=cart, now=NOON)

    return act


def test_caps_with_a_type_in_common_that_open_together(performance):
    _cap(performance, "AB", 1)
    _cap(performance, "BC", 2)
    _hold(performance, [4], "ada")
    _hold(performance, [8], "bo")
    assert not performance.tiers.filter(full_at=None).exists()

    late = _release([8], "bo", late=A_WHILE / 2)
    assert _at_once(_release([4], "ada"), late) == [DONE, DONE]

    assert performance.tiers.filter(full_at=None).count() == len("ABC")


def test_a_cap_that_fills_while_the_plan_is_painted(performance):
    _cap(performance, "A", 1)

    def fill():
        _slow_to_count()
        _hold(performance, [0])

    def repaint():
        time.sleep(A_WHILE / 2)
        painted = Painted(sections={"stalls": "B"})
        paint(performance, painted, tiers=tier_plans_of(performance), now=NOON)

    assert _at_once(fill, repaint) == [DONE, DONE]


def _wait(performance, email, quantity):
    wish = Wish(quantity, together=False)
    entry = join_list(performance, wish, email=email, language="en", now=NOON)
    confirm(entry, now=NOON)


def _return(order):
    return_order(order.pk, now=NOON, actor="", reason="")


def test_two_orders_that_come_back_to_the_list(performance):
    first, second = (
        ready_money.bought(performance, _places(seats)) for seats in ([0, 5], [3, 7])
    )
    _wait(performance, "ada@example.org", 4)

    answers = _at_once(lambda: _return(first), lambda: _return(second))

    assert answers == [DONE, DONE]
    kept = Place.objects.filter(hold__cart_key=list_key(performance.pk))
    assert kept.count() == 4
    assert Order.objects.filter(phase="refunded").count() == 2


def test_an_order_that_comes_back_while_the_list_is_served(performance):
    order = ready_money.bought(performance, _places([6, 7]))
    for number in range(3):
        _wait(performance, f"ada{number}@example.org", 2)

    answers = _at_once(
        lambda: _return(order),
        lambda: serve(performance.pk, now=NOON),
        lambda: _hold(performance, range(8, 12)),
    )

    assert answers[0] == DONE
    assert LOCKED_OUT not in answers
    assert BY_CONSTRAINT not in answers
