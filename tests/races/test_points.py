"""Points asked for at once are counted once and never spent twice."""

import time

import pytest
from django.db import IntegrityError, OperationalError

from ground.errors import Refusal
from members import points
from members.models import PointEntry, PointSource
from members.services import personal_account
from tests.factories import NOON, UserFactory
from tests.races.crowd import BY_CONSTRAINT, LOCKED_OUT, race, unguarded

pytestmark = pytest.mark.race
TIMES = 5
SECONDS = 1.5


@pytest.fixture
def member(fresh_house):
    """A member who has 100 points."""
    with fresh_house():
        account = personal_account(UserFactory())
        _enter(points.award, account, "first", 100)
        yield account


def _enter(deed, account, key, amount=40):
    by = {"source": PointSource.DESK, "key": key, "now": NOON}
    try:
        return "new" if deed(account, amount, **by) else "known"
    except Refusal as refusal:
        return refusal.code
    except IntegrityError:
        return BY_CONSTRAINT
    except OperationalError:
        return LOCKED_OUT


def test_a_source_counts_once_however_many_ask(member):
    answers = race(TIMES, lambda _n: _enter(points.award, member, "same"))

    assert sorted(answers) == ["known"] * 4 + ["new"]
    assert points.points_of(member) == 140


def test_no_more_is_taken_than_there_is(member):
    answers = race(TIMES, lambda n: _enter(points.take, member, f"take-{n}"))

    assert sorted(answers) == ["new"] * 2 + ["points_short"] * 3
    assert points.points_of(member) == 20


def _unguarded(deed, account, key):
    unguarded()
    make = PointEntry.objects.create

    def late(**fields):
        time.sleep(SECONDS)
        return make(**fields)

    PointEntry.objects.create = late
    return _enter(deed, account, key)


def test_without_its_lock_an_account_falls_below_zero(member):
    race(TIMES, lambda n: _unguarded(points.take, member, f"take-{n}"))

    assert points.points_of(member) < 0


def test_the_constraint_alone_counts_a_source_once(member):
    answers = race(TIMES, lambda _n: _unguarded(points.award, member, "same"))

    assert answers.count(BY_CONSTRAINT) >= 1
    assert points.points_of(member) == 140
