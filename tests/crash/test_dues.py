"""Whoever dies while a level is paid has done all or nothing."""

import signal
from decimal import Decimal

import pytest

from members.levels import level_of, months_later
from members.models import Level, Membership
from members.services import personal_account
from reports.checking import check_invariants
from tests.crash.lives import in_another_process
from tests.dues.billing import at, billed_level, member_until
from tests.factories import UserFactory
from tests.payments.orders import SOON
from ticketing.checkout.due_orders import order_due
from ticketing.checkout.services import Buyer
from ticketing.dues.models import Due
from ticketing.dues.running import run_dues
from ticketing.house.models import House
from ticketing.orders.models import Order
from ticketing.payments.models import Entry
from ticketing.payments.services import receive_payment

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]


@pytest.fixture
def wish(own_database):
    House.objects.get_or_create(pk=1, defaults={"name_en": "Marquee"})
    level = Level.objects.create(code="vip", name_en="VIP", fee=Decimal(388), months=12)
    user = UserFactory()
    account = personal_account(user)
    buyer = Buyer(name="Ada", email=user.email, account=account, user=user)

    def order():
        told = {"method": "counter", "now": SOON}
        return order_due("one press of it", level, account, buyer, **told).payment

    return order, account, level


def test_a_due_is_ordered_once_or_not_at_all(wish):
    order, _account, _level = wish
    status, said = in_another_process(lambda: order().pk, dies_at="due-ordered")
    assert status == -signal.SIGKILL, said
    assert not Order.objects.exists()

    assert order() == order()


@pytest.mark.parametrize("point", ["due-paid", "capture-written"])
def test_a_period_begins_once_or_not_at_all(wish, point):
    order, account, level = wish
    payment = order()

    def pay():
        return receive_payment(payment.pk, actor="desk", now=SOON).pk

    status, said = in_another_process(pay, dies_at=point)
    assert status == -signal.SIGKILL, said
    assert not Membership.objects.exists()
    assert not Entry.objects.exists()

    pay()
    pay()
    assert level_of(account.pk, SOON) == level
    assert Membership.objects.get().ends_at == months_later(SOON, 12)
    assert check_invariants(now=SOON).offenders == []


def test_a_run_that_dies_is_made_up_by_the_next(own_database):
    House.objects.get_or_create(pk=1, defaults={"name_en": "Marquee"})
    level, ends_at = billed_level(fall_days=5), at(2027, 2, 28)
    for _ in range(2):
        member_until(level, at(2027, 1, 31), ends_at)

    def dies(now, point):
        status, said = in_another_process(lambda: run_dues(now=now), dies_at=point)
        assert status == -signal.SIGKILL, said

    dies(ends_at, "due-billed")
    assert not Order.objects.exists()
    run_dues(now=ends_at)
    assert Due.objects.owed().count() == Order.objects.count() == 2

    over = at(2027, 3, 20)
    dies(over, "due-ended")
    assert Due.objects.owed().count() == 2
    run_dues(now=over)
    assert not Due.objects.owed().exists()
    assert not Membership.objects.running(over).exists()
    assert check_invariants(now=over).offenders == []
