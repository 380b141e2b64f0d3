"""Whoever counts the money reads takings, statements, closings; and sells nothing."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from starter.roles import FINANCE, ORDER_DESK
from tests.house_staff import client_of
from tests.payments.orders import placed_order
from tests.returns.making import paid_order
from ticketing.payments.till.models import Shift, Till

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("furnished")]
OPEN = 200
marking = import_module(
    "ticketing.payments.migrations.0016_marking_is_a_right_of_its_own"
)


@pytest.fixture
def finance():
    return client_of(FINANCE)


@pytest.mark.parametrize(
    "name",
    ["wagtailadmin_home", "staff-takings", "desk-closings", "desk-statements"],
)
def test_what_money_is_told_by_is_read(finance, name):
    assert finance.get(reverse(name)).status_code == OPEN


@pytest.mark.parametrize(
    "name",
    [
        "desk-order-refund",
        "desk-order-cancel",
        "desk-order-exchange",
        "desk-order-method",
        "desk-order-send",
    ],
)
def test_nothing_is_done_with_an_order(finance, name):
    url = reverse(name, args=[paid_order().pk])
    assert finance.get(url).status_code != OPEN
    assert finance.post(url).url == reverse("wagtailadmin_home")


def test_no_till_is_theirs_to_open(finance):
    till = Till.objects.create(name_en="Counter 1")
    url = reverse("desk-till-open", args=[till.pk])

    assert finance.post(url, {"start": "200"}).url == reverse("wagtailadmin_home")

    assert not Shift.objects.exists()


def test_nothing_is_sold_or_paid_back(finance):
    user = finance.user
    for right in ("orders.change_order", "payments.add_shift", "payments.add_refund"):
        assert not user.has_perm(right)
    assert user.has_perm("payments.add_closing")


def test_no_order_is_marked_as_received_without_the_right(finance):
    payment = placed_order("transfer")
    page = reverse("orders_order_modeladmin_inspect", args=[payment.order_id])
    url = reverse("desk-payment-receive", args=[payment.order_id, payment.pk])

    assert url not in finance.get(page).content.decode()
    assert finance.post(url, {"amount": "100"}).url == reverse("wagtailadmin_home")
    payment.refresh_from_db()
    assert payment.is_open

    right = Permission.objects.get(codename="add_payment")
    Group.objects.get(name=FINANCE).permissions.add(right)
    assert url in finance.get(page).content.decode()
    assert finance.get(url).status_code == OPEN


def test_whoever_could_mark_orders_before_still_can():
    groups = Group.objects.filter(name__in=[FINANCE, ORDER_DESK])
    right = Permission.objects.get(codename="add_payment")
    for group in groups:
        group.permissions.remove(right)

    marking.keep_the_right(apps, None)

    able = groups.filter(permissions=right)
    assert [group.name for group in able] == [ORDER_DESK]
