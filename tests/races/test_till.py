"""One open shift for a till, one close for a shift; the proofs can fail."""

import time
from decimal import Decimal

import pytest
from django.db import IntegrityError, OperationalError

from ground.errors import Refusal
from reports.checking import check_invariants
from tests.factories import NOON, UserFactory
from tests.payments.orders import placed_order
from tests.races.crowd import BY_CONSTRAINT, LOCKED_OUT, race, unguarded
from ticketing.payments.till import services
from ticketing.payments.till.models import Shift, Tender, Till, TillEntry
from ticketing.payments.till.services import Paid

pytestmark = pytest.mark.race
PEOPLE = 5
SECONDS = 1.5


def _tried(act):
    try:
        act()
    except Refusal as refusal:
        return refusal.code
    except IntegrityError:
        return BY_CONSTRAINT
    except OperationalError:
        return LOCKED_OUT
    return "done"


def _open(till, person):
    return _tried(lambda: services.open_shift(till, person, start=Decimal(0), now=NOON))


@pytest.fixture
def till(fresh_house):
    with fresh_house():
        people = [UserFactory() for _ in range(PEOPLE)]
        yield Till.objects.create(name_en="Counter").pk, people


def test_one_of_many_opens_the_till(till):
    pk, people = till

    answers = race(PEOPLE, lambda n: _open(pk, people[n]))

    assert sorted(set(answers)) == ["done", "shift_open"]
    assert answers.count("done") == 1
    assert Shift.objects.open().count() == 1


def _open_unguarded(till, person):
    unguarded()
    add = services.add

    def late(row):
        time.sleep(SECONDS)
        return add(row)

    services.add = late
    return _open(till, person)


def test_the_constraint_alone_refuses_a_second_shift(till):
    pk, people = till

    answers = race(2, lambda n: _open_unguarded(pk, people[n]))

    assert answers.count("done") == 1
    assert set(answers) <= {"done", BY_CONSTRAINT, LOCKED_OUT}


@pytest.fixture
def shift(till):
    pk, people = till
    opened = services.open_shift(pk, people[0], start=Decimal(0), now=NOON)
    payments = [placed_order("counter").pk for _ in range(PEOPLE)]
    return opened.pk, payments


def _take(shift, payment):
    paid = Paid(Tender.CASH)
    return _tried(
        lambda: services.take_payment(payment, shift, paid, actor="x", now=NOON)
    )


def _close(shift):
    """Count what is there at that moment."""

    def act():
        counts = {"100": int(services.cash_in(Shift.objects.get(pk=shift)) // 100)}
        services.close_shift(shift, counts, reason="a race", actor="x", now=NOON)

    return _tried(act)


def test_a_shift_is_closed_once_and_takes_nothing_afterwards(shift):
    pk, payments = shift

    answers = race(PEOPLE, lambda n: _close(pk) if n < 2 else _take(pk, payments[n]))

    assert answers[:2].count("done") == 1
    assert set(answers) <= {"done", "shift_closed"}
    assert check_invariants(now=NOON).offenders == []


def _close_slowly(shift):
    unguarded()
    find = services.cash_in

    def late(found):
        cash = find(found)
        time.sleep(SECONDS)
        return cash

    services.cash_in = late
    nothing = {"reason": "a race", "actor": "x", "now": NOON}
    return _tried(lambda: services.close_shift(shift, {}, **nothing))


def _take_unguarded(shift, payment):
    unguarded()
    time.sleep(SECONDS / 3)
    return _take(shift, payment)


def test_without_its_locks_a_closed_shift_takes_money(shift):
    """The proof can fail: the count misses what was taken meanwhile."""
    pk, payments = shift

    race(2, lambda n: _take_unguarded(pk, payments[0]) if n else _close_slowly(pk))

    only = ["closed_shift_expects_its_journal"]
    assert check_invariants(now=NOON, only=only).offenders != []


def _put_in(shift):
    return _tried(
        lambda: services.move_cash(
            shift, Decimal(50), reason="x", actor="x", now=NOON, key="one press"
        )
    )


def test_cash_that_a_form_puts_in_many_times_at_once_is_put_in_once(shift):
    pk, _payments = shift

    answers = race(PEOPLE, lambda _n: _put_in(pk))

    assert set(answers) == {"done"}
    assert TillEntry.objects.get().amount == 50


def _put_in_unguarded(shift):
    unguarded()
    find = services._moved_before

    def late(key):
        found = find(key)
        time.sleep(SECONDS)
        return found

    services._moved_before = late
    return _put_in(shift)


def test_the_constraint_alone_refuses_cash_of_the_same_form(shift):
    """The proof can fail: without the lock both go on, and the key stops one."""
    pk, _payments = shift

    answers = race(2, lambda _n: _put_in_unguarded(pk))

    assert answers.count("done") == 1
    assert set(answers) <= {"done", BY_CONSTRAINT, LOCKED_OUT}
    assert TillEntry.objects.count() == 1
