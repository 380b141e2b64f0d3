"""Several print from one roll at once: each number is used once, none is left out."""

import time

import pytest
from django.db import IntegrityError, OperationalError

from tests import ready_money
from tests.factories import NOON, offered_performance
from tests.races.crowd import BY_CONSTRAINT, LOCKED_OUT, race, unguarded
from ticketing.delivery import blanks
from ticketing.delivery.models import (
    Blank,
    BlankForm,
    BlankStock,
    Delivery,
    Method,
    MethodKind,
    Parcel,
)

pytestmark = pytest.mark.race
CLERKS = 6


@pytest.fixture
def parcels(fresh_house):
    """A parcel with two tickets for each clerk, and one roll."""
    with fresh_house():
        performance = offered_performance(seats=2 * CLERKS)
        places = list(performance.places.order_by("pk").values_list("pk", flat=True))
        post = Method.objects.create(code="p", name_en="P", kind=MethodKind.POST)
        made = []
        for number in range(CLERKS):
            order = ready_money.bought(performance, places[2 * number : 2 * number + 2])
            Delivery.objects.filter(order=order).update(method=post)
            delivery = Delivery.objects.get(order=order)
            made.append(Parcel.objects.create(delivery=delivery).pk)
        numbers = (1, 2 * CLERKS)
        blanks.register_stock(BlankForm.SHEET, "a", numbers, now=NOON, actor="")
        yield made


def _print(parcel):
    stock = BlankStock.objects.get()
    try:
        run = blanks.print_tickets([parcel], stock.pk, now=NOON, actor="")
    except IntegrityError:
        return BY_CONSTRAINT
    except OperationalError:
        return LOCKED_OUT
    return ",".join(str(blank.number) for blank in run.blanks.all())


def test_each_number_is_used_once_and_none_is_left_out(parcels):
    answers = race(CLERKS, lambda number: _print(parcels[number]))

    used = sorted(int(number) for answer in answers for number in answer.split(","))
    assert used == list(range(1, 2 * CLERKS + 1))
    assert BlankStock.objects.get().left == 0


def test_two_clerks_print_one_parcel_once(parcels):
    def once(_number):
        try:
            return _print(parcels[0])
        except blanks.AlreadyPrinted:
            return "printed"

    answers = race(CLERKS, once)

    assert sorted(answers) == ["1,2", *["printed"] * (CLERKS - 1)]
    assert Blank.objects.count() == 2


def _print_unguarded(parcel):
    """Count up by what was read before the others had written."""
    unguarded()
    save = BlankStock.save

    def late(stock, **values):
        time.sleep(1)
        return save(stock, **values)

    BlankStock.save = late
    return _print(parcel)


def test_without_the_lock_only_the_constraint_keeps_numbers_apart(parcels):
    """The proof can fail: without the stock's lock several get one number."""
    answers = race(CLERKS, lambda number: _print_unguarded(parcels[number]))

    assert BY_CONSTRAINT in answers


@pytest.mark.parametrize("is_guarded", [True, False])
def test_one_roll_that_several_take_in_is_taken_in_once(parcels, is_guarded):
    """The lock refuses them in words, and so does the key where nobody has a lock."""

    def take_in(_number):
        if not is_guarded:
            unguarded()
        try:
            blanks.register_stock(BlankForm.SHEET, "b", (1, 9), now=NOON, actor="")
        except blanks.NumbersOverlap:
            return "overlap"
        except OperationalError:
            return LOCKED_OUT
        return "done"

    answers = race(CLERKS, take_in)

    assert answers.count("done") == BlankStock.objects.filter(series="B").count() == 1
    assert set(answers) <= {"done", "overlap", LOCKED_OUT}
