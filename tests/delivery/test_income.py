"""What delivery brings has an account of its own; what was sold before stays right."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db.models import Sum
from django.utils import timezone

from reports.checking import check_invariants
from reports.takings.figures import cells, reports
from reports.takings.span import Span
from tests.checkout import posted
from ticketing.orders.models import OrderLine
from ticketing.payments import ledger
from ticketing.payments.earning import earn_played
from ticketing.payments.models import Entry
from ticketing.returns.whole_orders import take_order_back

SHANGHAI = ZoneInfo("Asia/Shanghai")
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("post")]


def booked(line):
    """The balances of a line's accounts that are not zero."""
    sums = Entry.objects.filter(line=line).order_by().values_list("ledger_account")
    found = dict(sums.annotate(sum=Sum("amount")))
    return {account: amount for account, amount in found.items() if amount}


def figures():
    today = timezone.localdate()
    span = Span(today - timedelta(days=1), today + timedelta(days=1), SHANGHAI)
    [report] = reports(span, cells(span))
    return report.whole


def test_it_is_income_of_its_own_from_the_sale_on(client):
    order = posted.paid(client)
    line = order.lines.get(kind="delivery")

    earn_played(now=timezone.now())

    assert booked(line)["delivery"] == -(line.price - line.tax)
    assert not {"deferred_income", "income", "fees"} & set(booked(line))
    told = figures()
    assert (told.delivery, told.sold) == (8, order.total)
    assert not check_invariants(now=timezone.now()).offenders


def test_what_is_taken_back_is_taken_from_there(client):
    order = posted.paid(client)
    line = order.lines.get(kind="delivery")

    take_order_back(order.pk, now=timezone.now(), actor="Desk", reason="ill")

    assert booked(line) == {}
    assert figures().delivery == 0


def test_what_was_once_sold_as_a_fee_is_taken_back_as_that(client):
    order = posted.paid(client)
    known = order.lines.get(kind="delivery")
    line = OrderLine.objects.create(
        order=order,
        position=90,
        kind="delivery",
        description_en="Post",
        list_price=known.price,
        price=known.price,
        fee=known.price,
    )
    ledger.book_sale(order, [line], now=timezone.now())
    assert booked(line) == {"receivable": 8, "fees": -8}

    ledger.book_return(order, [line], now=timezone.now())

    assert booked(line) == {}
