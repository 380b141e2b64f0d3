"""Tickets of one order under different terms: each is exchanged by its own."""

from decimal import Decimal

import pytest

from reports.checking import check_invariants
from tests.factories import ShowFactory, offered_performance
from tests.returns import ladders
from tests.returns.exchanging import LATER, allow, exchange, order_and_other
from tests.returns.making import keep, line_ids
from ticketing.payments.models import Refund

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]


def mixed_order(keeps, *, prices=("100", "60"), **terms):
    """An order of as many tickets as are asked, each with a difference kept or not."""
    allow(**terms)
    order, other = order_and_other(places=len(keeps), prices=prices)
    for line, one in zip(order.lines.order_by("position"), keeps, strict=True):
        line.refund_terms["exchange"]["keeps_difference"] = one
        line.save()
    return order, other


def came_back():
    return [refund.amount for refund in Refund.objects.filter(carried_to=None)]


@pytest.mark.parametrize(
    ("keeps", "back", "total"),
    [
        ([True, False], [35], 165),
        ([False, True], [35], 165),
        ([True, True], [], 200),
        ([False, False], [70], 130),
    ],
)
def test_a_difference_that_is_kept_stays_beside_one_that_is_not(keeps, back, total):
    order, other = mixed_order(keeps, exchange_fixed=Decimal(5))

    new = exchange(order, other, lines=line_ids(order), shown=-sum(back)).order

    assert new.phase == "paid"
    assert came_back() == back
    assert new.total == total
    assert not check_invariants(now=LATER).offenders


def test_what_is_kept_of_one_pays_for_the_fee_of_another():
    order, other = mixed_order([True, False], prices=("100", "99"))
    stays, goes = order.lines.order_by("position")
    goes.refund_terms["exchange"]["fixed"] = "10"
    goes.save()

    new = exchange(order, other, lines=[stays.pk, goes.pk], shown="8").order

    assert new.total - new.carried == 8


def test_a_difference_that_is_kept_does_not_come_back_by_exchanging_twice():
    allow(exchange_any_show=True, exchange_keeps_difference=True)
    order, _other = order_and_other(places=1)
    show = ShowFactory()
    keep(ladders.TWENTY_FORTY, exchange_hours=24, is_default=False).shows.add(show)
    strange, cheap = (
        offered_performance(show=show, seats=5, price=price) for price in ("100", "10")
    )

    new = exchange(order, strange).order
    exchange(new, cheap, key="again" * 4)

    assert came_back() == []
