"""Who has which level, and what becomes of it."""

from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction

from members.errors import (
    LevelAsksFirst,
    LevelClosed,
    LevelHasThat,
    LevelInUse,
    LevelIsEverybodys,
)
from members.levels import (
    delete_level,
    end_membership,
    give_level,
    join_at_once,
    level_of,
    membership_of,
    months_later,
)
from members.models import Level, Membership
from starter.levels import plan_levels
from tests.factories import NOON, AccountFactory
from tests.members.levels import first_level, make_level, member_at

pytestmark = pytest.mark.django_db


def test_everybody_has_the_first_level_and_a_guest_none():
    first = first_level()
    assert level_of(AccountFactory(kind="person").pk, NOON) == first
    assert level_of(None, NOON) is None


def test_a_level_holds_until_its_end_and_no_moment_longer():
    first, vip = first_level(), make_level()
    _user, account = member_at(vip, days=30)
    end = NOON + timedelta(days=30)
    assert level_of(account.pk, end - timedelta(seconds=1)) == vip
    assert level_of(account.pk, end) == first


def test_a_new_level_takes_the_place_of_the_old_one():
    vip, gold = make_level(), make_level("gold")
    _user, account = member_at(vip)

    given = give_level(account, gold, ends_at=None, now=NOON)

    assert level_of(account.pk, NOON) == gold
    assert membership_of(account.pk, NOON) == given
    assert Membership.objects.filter(ended_at=NOON, level=vip).count() == 1


def test_the_database_keeps_one_membership_at_a_time():
    vip = make_level()
    _user, account = member_at(vip)
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(account=account, level=vip, begins_at=NOON)


def test_ending_it_twice_ends_it_once():
    vip = make_level()
    _user, account = member_at(vip)
    mine = membership_of(account.pk, NOON)
    assert end_membership(mine, now=NOON)
    assert not end_membership(mine, now=NOON + timedelta(days=1))
    assert level_of(account.pk, NOON) is None


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"fee": Decimal(10)}, LevelAsksFirst),
        ({"needs_approval": True}, LevelAsksFirst),
        ({"is_open": False}, LevelClosed),
        ({"is_first": True}, LevelClosed),
    ],
)
def test_only_what_is_free_and_open_is_joined_at_once(fields, refusal):
    level = make_level(**fields)
    with pytest.raises(refusal):
        join_at_once(AccountFactory(kind="person"), level, now=NOON)
    assert not Membership.objects.exists()


def test_joining_lasts_one_period():
    friends = make_level("friends", months=6)
    account = AccountFactory(kind="person")
    joined = join_at_once(account, friends, now=NOON)
    assert joined.ends_at == months_later(NOON, 6)
    with pytest.raises(LevelHasThat):
        join_at_once(account, friends, now=NOON)


def test_a_level_in_use_can_not_vanish():
    vip = make_level()
    member_at(vip)
    with pytest.raises(LevelInUse):
        delete_level(vip)
    with pytest.raises(LevelIsEverybodys):
        delete_level(first_level())
    delete_level(make_level("gold"))
    assert set(Level.objects.values_list("code", flat=True)) == {"vip", "ordinary"}


@pytest.mark.parametrize(
    ("begins", "months", "ends"),
    [
        ((2027, 1, 31), 1, (2027, 2, 28)),
        ((2028, 1, 31), 1, (2028, 2, 29)),
        ((2028, 2, 29), 12, (2029, 2, 28)),
        ((2026, 11, 30), 3, (2027, 2, 28)),
        ((2026, 12, 15), 12, (2027, 12, 15)),
    ],
)
def test_months_end_where_the_month_ends(begins, months, ends):
    zone = ZoneInfo("Asia/Shanghai")
    moment = datetime(*begins, 9, 30, tzinfo=zone)
    assert months_later(moment, months) == datetime(*ends, 9, 30, tzinfo=zone)


def test_a_house_begins_with_levels_and_keeps_its_own():
    plan_levels()
    assert list(Level.objects.values_list("code", flat=True)) == [
        "ordinary",
        "vip",
        "corporate",
    ]
    Level.objects.exclude(code="vip").delete()
    Level.objects.update(name_en="Friends")

    plan_levels()

    assert [one.name_en for one in Level.objects.all()] == ["Friends"]
