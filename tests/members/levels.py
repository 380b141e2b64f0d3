"""Levels and members who have them."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from ground.keeping import forget_all
from members.levels import give_level
from members.models import Level
from members.services import personal_account
from tests.factories import NOON, UserFactory


def first_level():
    return make_level("ordinary", name_en="Ordinary", is_first=True)


def make_level(code="vip", **fields):
    fields = {"name_en": "VIP", "name_zh_hans": "贵宾", **fields}
    level = Level.objects.create(code=code, **fields)
    forget_all()
    return level


def member_at(level, *, now=NOON, days=None):
    """A person who has had this level since an hour, and their account."""
    user = UserFactory()
    account = personal_account(user)
    ends_at = now + timedelta(days=days) if days else None
    give_level(account, level, ends_at=ends_at, now=now - timedelta(hours=1))
    return user, account


def member_now(level):
    return member_at(level, now=timezone.now())


def tenth(**fields):
    return make_level(percent_off=Decimal(10), **fields)
