"""Two runs at once bill nobody twice."""

import time

import pytest
from django.db import IntegrityError, OperationalError

from members.models import Membership
from tests.dues.billing import at, billed_level, member_until
from tests.races.crowd import BY_CONSTRAINT, LOCKED_OUT, race, unguarded
from ticketing.dues.models import Due
from ticketing.dues.running import run_dues
from ticketing.orders.models import Order

pytestmark = pytest.mark.race
FEB = at(2027, 2, 28)
TIMES = 4
SECONDS = 1.5


@pytest.fixture
def members(fresh_house):
    with fresh_house():
        level = billed_level()
        yield [member_until(level, at(2027, 1, 31), FEB) for _ in range(3)]


def _run():
    try:
        run_dues(now=FEB)
    except IntegrityError:
        return BY_CONSTRAINT
    except OperationalError:
        return LOCKED_OUT
    return "done"


def test_each_is_billed_once_however_many_run(members):
    assert race(TIMES, lambda _n: _run()) == ["done"] * TIMES
    assert Due.objects.count() == Order.objects.count() == len(members)
    assert Membership.objects.filter(grace_until=None).count() == 0


def _unguarded(_number):
    unguarded()
    save = Due.save

    def late(due, **options):
        time.sleep(SECONDS)
        save(due, **options)

    Due.save = late
    return _run()


def test_without_the_lock_only_the_constraint_is_left(members):
    answers = race(TIMES, _unguarded)
    assert answers.count("done") < TIMES
    assert Due.objects.count() <= len(members)
