"""Dues are billed ahead, once, and what follows when they are paid or not."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from members.levels import level_of, membership_of
from members.models import Membership
from reports.checking import check_invariants
from tests.checkout import shop
from tests.dues.billing import at, billed_level, member_until, open_due, pay
from tests.factories import UserFactory
from tests.members.levels import first_level, make_level
from ticketing.dues.errors import DueNotOwed
from ticketing.dues.models import Due
from ticketing.dues.running import run_dues
from ticketing.dues.waiving import waive
from ticketing.orders.models import Order
from ticketing.orders.phases import Phase
from ticketing.orders.services import cancel_unpaid
from ticketing.papers.issuing import issue_receipt
from ticketing.payments.models import Entry, RefundState
from ticketing.payments.services import change_method, receive_money

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]
JAN = at(2027, 1, 31)
FEB = at(2027, 2, 28)


@pytest.fixture
def level():
    first_level()
    return billed_level()


@pytest.fixture
def mine(level):
    return member_until(level, JAN, FEB)


def test_a_due_is_billed_ahead_and_once(mine):
    run_dues(now=FEB - timedelta(days=11))
    assert not Due.objects.exists()

    for days in (10, 9, 20, -1):
        run_dues(now=FEB - timedelta(days=days))

    due = open_due()
    assert (due.begins_at, due.order.total) == (FEB, Decimal(50))
    assert due.order.phase == Phase.ACCEPTED
    assert Order.objects.count() == 1


def test_month_ends_keep_the_day_of_the_beginning(mine):
    ends = []
    for _ in range(3):
        mine.refresh_from_db()
        run_dues(now=mine.ends_at - timedelta(days=2))
        pay(open_due(), mine.ends_at - timedelta(days=1))
        mine.refresh_from_db()
        ends.append(mine.ends_at)
    assert ends == [at(2027, 3, 31), at(2027, 4, 30), at(2027, 5, 31)]
    assert check_invariants(now=ends[-1]).offenders == []


def test_a_leap_day_comes_back(level):
    level.months = 12
    level.save()
    mine = member_until(level, at(2024, 2, 29), at(2027, 2, 28))
    run_dues(now=FEB)
    pay(open_due(), FEB)
    mine.refresh_from_db()
    assert mine.ends_at == at(2028, 2, 29)


def test_grace_then_nothing_then_all_of_it_again(mine, level):
    run_dues(now=FEB - timedelta(days=3))
    account = mine.account_id
    assert level_of(account, FEB + timedelta(days=6)) == level
    assert level_of(account, FEB + timedelta(days=8)).is_first

    late = FEB + timedelta(days=9)
    pay(open_due(), late)

    found = membership_of(account, late + timedelta(hours=1))
    assert found.level == level
    assert found.ends_at == at(2027, 4, 9)


def test_who_pays_in_the_grace_goes_on_from_the_end(mine):
    run_dues(now=FEB)
    pay(open_due(), FEB + timedelta(days=6))
    mine.refresh_from_db()
    assert (mine.ends_at, mine.grace_until) == (at(2027, 3, 31), None)


def test_a_late_run_gives_its_grace_from_then(mine, level):
    late = FEB + timedelta(days=20)
    run_dues(now=late)
    assert level_of(mine.account_id, late + timedelta(days=6)) == level
    run_dues(now=FEB + timedelta(days=300))
    assert Due.objects.count() == 1


@pytest.mark.parametrize("follows", [True, False])
def test_a_level_is_lost_by_rule(mine, level, follows):
    other = make_level("friend")
    level.fall_days, level.falls_to = 30, other if follows else None
    level.save()
    run_dues(now=FEB)
    over = FEB + timedelta(days=38)

    for _ in range(2):
        run_dues(now=over)

    due = Due.objects.get()
    assert due.closed_at == over
    assert due.order.phase == Phase.CANCELLED
    now = over + timedelta(hours=1)
    found = level_of(mine.account_id, now)
    assert found == other if follows else found.is_first
    assert not Due.objects.owed().exists()


def test_money_for_a_lost_level_goes_back(mine, level):
    level.fall_days = 1
    level.save()
    run_dues(now=FEB)
    due = open_due()
    over = FEB + timedelta(days=9)
    run_dues(now=over)

    pay(due, over)

    assert due.order.refunds.get().state in {RefundState.STARTED, RefundState.DONE}
    assert level_of(mine.account_id, over).is_first


def test_giving_the_order_up_is_not_going_on(mine, level):
    run_dues(now=FEB - timedelta(days=5))
    cancel_unpaid(open_due().order_id, now=FEB, actor="buyer", reason="")
    run_dues(now=FEB + timedelta(days=1))
    assert not Due.objects.owed().exists()
    assert level_of(mine.account_id, FEB + timedelta(days=1)).is_first


def test_a_waived_due_goes_on_and_costs_nothing(mine, level):
    run_dues(now=FEB)
    due, staff = open_due(), UserFactory()
    waive(due, reason="ill", by=staff, now=FEB)
    with pytest.raises(DueNotOwed):
        waive(due, reason="ill", by=staff, now=FEB)
    mine.refresh_from_db()
    due.refresh_from_db()
    assert mine.ends_at == at(2027, 3, 31)
    assert (due.waive_reason, due.waived_by) == ("ill", staff)
    assert not Entry.objects.exists()
    pay(due, FEB)
    mine.refresh_from_db()
    assert mine.ends_at == at(2027, 3, 31)


def test_another_way_to_pay_sets_no_time(mine):
    run_dues(now=FEB)
    due = open_due()
    change_method(due.order_id, "sandbox", now=FEB)
    due.order.refresh_from_db()
    assert due.order.pay_by is None


def test_what_was_paid_otherwise_is_asked_for_no_more(mine):
    run_dues(now=FEB - timedelta(days=5))
    Membership.objects.filter(pk=mine.pk).update(ends_at=at(2027, 6, 1))
    run_dues(now=FEB)
    assert not Due.objects.owed().exists()


@pytest.mark.parametrize(
    "fields", [{"lead_days": None}, {"fee": Decimal(0)}, {"months": None}]
)
def test_some_levels_bill_nobody(fields):
    level = billed_level("other", **fields)
    member_until(level, JAN, FEB)
    run_dues(now=FEB)
    assert not Due.objects.exists()


def test_the_receipt_is_a_paper(mine):
    run_dues(now=FEB)
    due = open_due()
    receive_money(
        due.order_id, method="counter", amount=Decimal(50), actor="desk", now=FEB
    )
    paper = issue_receipt(due.order_id, now=FEB, actor="desk")
    assert paper.code.startswith("REC-2027")


def test_renewing_leads_to_what_is_owed(client, mine, level):
    run_dues(now=FEB)
    order = open_due().order
    client.force_login(order.user)
    answer = client.get(reverse("checkout:membership-pay", args=[level.code]))
    assert answer.url == f"/en/orders/{order.number}/{order.secret}/"
    page = client.get(answer.url)
    assert "Choose how to pay" in shop.text_of(page)
    shop_page = client.post(
        reverse("checkout:order-pay", args=[order.number, order.secret]),
        {"method": "counter"},
        follow=True,
    )
    assert "Come to the box office and say" in shop.text_of(shop_page)
