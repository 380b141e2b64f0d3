"""A ticket is exchanged once, and not given back besides; and the proof can fail."""

import time
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction

from ground.errors import Refusal
from reports.checking import check_invariants
from tests import ready_money
from tests.factories import NOON, offered_performance
from tests.races.crowd import (
    BY_CONSTRAINT,
    LOCKED_OUT,
    race,
    slow_to_take,
    unguarded,
)
from tests.returns import ladders
from tests.returns.making import keep, line_ids
from ticketing.checkout import best_choice, carts, exchanging
from ticketing.checkout.exchanging import Wish, exchange_tickets
from ticketing.orders.models import OrderLine
from ticketing.payments.services import record_capture
from ticketing.returns.models import RefundLadder
from ticketing.returns.services import give_tickets_back
from ticketing.stock.models import Place
from ticketing.stock.querysets import PlaceQuerySet

pytestmark = pytest.mark.race
AT_ONCE = 5
DONE = "done"
# Long enough for one of the twins to get through before the next takes.
TURN_SECONDS = 0.2
LOOKED_SECONDS = 3


@pytest.fixture(scope="module", params=[0, 5], ids=["for nothing", "for a fee"])
def bought(fresh_house, request):
    """A database to copy, one ticket of an order, and other places for it."""
    RefundLadder.objects.all().delete()
    keep(ladders.TWENTY_FORTY, exchange_hours=24, exchange_fixed=Decimal(request.param))
    performance = offered_performance(
        starts_at=NOON + timedelta(days=30), on_sale_from=NOON - timedelta(hours=1)
    )
    first, *others = performance.places.order_by("pk").values_list("pk", flat=True)
    order = ready_money.bought(performance, [first])
    (line,) = line_ids(order)
    tier = performance.tiers.get().pk
    return fresh_house, order.pk, line, (performance.pk, tier, others)


@pytest.fixture(scope="module")
def standing(fresh_house):
    """The same where people stand, and nothing is to be paid."""
    RefundLadder.objects.all().delete()
    keep(ladders.TWENTY_FORTY, exchange_hours=24)
    performance = offered_performance(
        seats=0,
        standing=5,
        starts_at=NOON + timedelta(days=30),
        on_sale_from=NOON - timedelta(hours=1),
    )
    first, *others = performance.places.order_by("pk").values_list("pk", flat=True)
    order = ready_money.bought(performance, [first])
    (line,) = line_ids(order)
    tier = performance.tiers.get().pk
    return fresh_house, order.pk, line, (performance.pk, tier, others)


def _answer(act):
    try:
        act()
    except Refusal as refusal:
        return refusal.code
    except IntegrityError:
        return BY_CONSTRAINT
    except OperationalError:
        return LOCKED_OUT
    return DONE


def _exchange(order, line, target, number, *, shown=None, picks=True):
    performance, tier, places = target
    picked = [places[number]] if picks else []
    wish = Wish([line], performance, tier, f"key{number}", "ready", picked)
    return exchange_tickets(order, wish, shown=shown, now=NOON, actor="buyer")


def _live(line):
    return OrderLine.objects.live().filter(replaces=line).count()


def test_of_five_exchanges_of_one_ticket_one_is_made(bought):
    fresh, order, line, target = bought
    with fresh():
        answers = race(
            AT_ONCE, lambda n: _answer(lambda: _exchange(order, line, target, n))
        )

        assert answers.count(DONE) == _live(line) == 1
        assert set(answers) <= {DONE, "exchange_waits", "tickets_gone"}
        assert check_invariants(now=NOON).offenders == []


def test_without_any_guard_it_is_exchanged_several_times(bought):
    fresh, order, line, target = bought

    def act(number):
        slow_to_take(number * TURN_SECONDS)
        unguarded()
        # All have looked at the ticket before the first of them ends it.
        PlaceQuerySet.lock = lambda _places: time.sleep(LOOKED_SECONDS)
        return _answer(lambda: _exchange(order, line, target, number))

    with fresh():
        with connection.cursor() as cursor:
            cursor.execute("DROP INDEX orders_a_line_is_replaced_once")

        answers = race(AT_ONCE, act)

        # Where a whole transaction is undone, the ledger's key alone refuses them.
        assert _live(line) > 1 or BY_CONSTRAINT in answers


def test_a_ticket_is_exchanged_or_given_back(bought):
    fresh, order, line, target = bought

    def give(_number):
        give_tickets_back(order, [line], shown=Decimal(0), now=NOON, actor="buyer")

    def swap(number):
        placed = _exchange(order, line, target, number)
        if placed.payment is not None:
            record_capture(placed.payment, reference=None, now=NOON)
        placed.order.refresh_from_db()
        assert placed.order.has_tickets or placed.order.refunds.exists()

    with fresh():
        answers = race(2, lambda n: _answer(lambda: (give, swap)[n](n)))

        assert DONE in answers
        assert set(answers) <= {DONE, "tickets_gone"}
        assert check_invariants(now=NOON).offenders == []


def _swap_slowly(order, line, target, *, alone, picks):
    """Exchange with a break between the new place and the end of the old one."""
    if alone:
        choose = carts.choose_places

        def only(*args, along=(), **told):
            return choose(*args, **told)

        best_choice.carts.choose_places = exchanging.choose_places = only
    read = exchanging.cart_contents

    def late(*args, **told):
        time.sleep(LOOKED_SECONDS)
        return read(*args, **told)

    exchanging.cart_contents = late
    _exchange(order, line, target, 0, picks=picks)


def _cross(bought, *, alone, picks=True):
    """Somebody locks the old place and the new one meanwhile, in key order."""
    _fresh, order, line, target = bought
    old = OrderLine.objects.get(pk=line).place_id
    new = target[2][0]
    assert old < new

    def lock():
        time.sleep(LOOKED_SECONDS / 3)
        with transaction.atomic():
            Place.objects.filter(pk__in=[old, new]).lock()

    acts = (lambda: _swap_slowly(order, line, target, alone=alone, picks=picks), lock)
    return race(2, lambda n: _answer(acts[n]))


def test_old_and_new_places_are_locked_together(bought):
    with bought[0]():
        assert _cross(bought, alone=False) == [DONE, DONE]


def test_locked_one_after_the_other_they_can_block_each_other(bought):
    with bought[0]():
        if connection.vendor == "sqlite":
            pytest.skip("SQLite has one lock for everything")
        assert RefundLadder.objects.get().exchange_fixed or LOCKED_OUT in _cross(
            bought, alone=True
        )


def test_standing_places_are_locked_together(standing):
    with standing[0]():
        assert _cross(standing, alone=False, picks=False) == [DONE, DONE]


def test_standing_places_one_after_the_other_can_block_each_other(standing):
    with standing[0]():
        if connection.vendor == "sqlite":
            pytest.skip("SQLite has one lock for everything")
        assert LOCKED_OUT in _cross(standing, alone=True, picks=False)
