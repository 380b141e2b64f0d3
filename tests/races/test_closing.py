"""Money that comes while a day is closed is in the closing, or of the next day."""

import os
import time
from datetime import timedelta

import pytest
from django.db import connection

from reports.checking import check_invariants
from tests.factories import NOON
from tests.payments.orders import started
from tests.races.crowd import race, unguarded
from ticketing.payments import closing, ledger, services
from ticketing.payments.closing import close_days
from ticketing.payments.models import Closing, Movement

pytestmark = pytest.mark.race
LATE = NOON + timedelta(hours=11, minutes=59)
TOMORROW = NOON + timedelta(hours=12, seconds=1)
BUYERS = 6
ROUNDS = 5
# Only a failure waits so long.
PATIENCE = 60


@pytest.fixture
def payments(fresh_house):
    with fresh_house():
        yield [started("counter", price="100", now=LATE).pk for _ in range(BUYERS)]


def _pay(pk):
    services.receive_payment(pk, actor="desk", now=LATE)
    return "paid"


def _booked_already():
    """So that there is a day to close, whoever comes first."""
    _pay(started("counter", price="100", now=LATE).pk)


def _close():
    close_days(LATE.date(), now=TOMORROW, actor="Mei")
    return "closed"


def _do(payments, number):
    if number == BUYERS:
        return _close()
    return _pay(payments[number])


def _faults():
    only = ["closed_days_are_as_they_were", "movement_sums_to_zero"]
    return check_invariants(now=TOMORROW, only=only).offenders


@pytest.mark.parametrize("turn", range(ROUNDS))
def test_each_capture_is_in_the_closing_or_of_the_next_day(payments, turn):
    _booked_already()

    answers = race(BUYERS + 1, lambda number: _do(payments, number))

    assert set(answers) == {"paid", "closed"}
    closed = Closing.objects.get()
    captures = Movement.objects.filter(kind="capture")
    inside = captures.filter(at__lt=closed.ends_at).count()
    outside = captures.filter(at=closed.ends_at).count()
    assert inside + outside == BUYERS + 1
    assert _faults() == []


def _book_when_closed(looked):
    """Find the open day, say so, and write only when the day is closed."""
    add = ledger.add

    def late(movement):
        os.write(looked, b".")
        until = time.monotonic() + PATIENCE
        while not Closing.objects.exists() and time.monotonic() < until:
            time.sleep(0.02)
        return add(movement)

    ledger.add = late


def _close_when_all_have_looked(looks):
    for _buyer in range(BUYERS):
        os.read(looks, 1)
    return _close()


def _drop_guards():
    with connection.cursor() as cursor:
        for table in ("movement", "entry"):
            on = f" ON payments_{table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER payments_{table}_day{on}")


def _do_unguarded(payments, number, looks, looked):
    unguarded()
    closing.wait_for_all_who_book = lambda: None
    if number == BUYERS:
        return _close_when_all_have_looked(looks)
    _book_when_closed(looked)
    return _pay(payments[number])


def test_without_its_guards_a_capture_slips_into_a_closed_day(payments):
    """The proof can fail: without triggers, locks and transactions it does."""
    _booked_already()
    _drop_guards()
    looks, looked = os.pipe()

    race(BUYERS + 1, lambda number: _do_unguarded(payments, number, looks, looked))

    os.close(looks)
    os.close(looked)
    (fault,) = _faults()
    assert fault["invariant"] == "closed_days_are_as_they_were"
    assert fault["entries"] > fault["should"]
