"""Whoever counts the money reads takings, statements, closings; and sells nothing."""

import pytest
from django.urls import reverse

from starter.roles import FINANCE
from tests.house_staff import client_of
from tests.returns.making import paid_order
from ticketing.payments.till.models import Shift, Till

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("furnished")]
OPEN = 200


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
