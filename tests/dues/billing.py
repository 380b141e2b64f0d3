"""Members whose periods end, and their dues."""

from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from members.models import Membership
from members.services import personal_account
from tests.factories import UserFactory
from tests.members.levels import make_level
from ticketing.dues.models import Due
from ticketing.payments.services import receive_money

ZONE = ZoneInfo("Asia/Shanghai")


def at(year, month, day, hour=10):
    return datetime(year, month, day, hour, tzinfo=ZONE)


def billed_level(code="vip", **fields):
    told = {"fee": Decimal(50), "months": 1, "lead_days": 10, "grace_days": 7}
    return make_level(code, **told | fields)


def member_until(level, begins_at, ends_at):
    account = personal_account(UserFactory(first_name="Ada"))
    return Membership.objects.create(
        account=account, level=level, begins_at=begins_at, ends_at=ends_at
    )


def pay(due, now):
    receive_money(
        due.order_id, method="counter", amount=due.order.total, actor="desk", now=now
    )


def open_due():
    return Due.objects.owed().select_related("order").get()
