"""A ticket that came by an exchange brings no more back than the old one did."""

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import NOON
from tests.returns import ladders
from tests.returns.exchanging import allow, exchange, order_and_other, pay, two_dates
from tests.returns.making import keep, line_ids, paid_order
from ticketing.payments.models import Refund
from ticketing.returns.errors import NotTakenBack
from ticketing.returns.models import RefundLadder
from ticketing.returns.quoting import live_tickets, quoted, returnables
from ticketing.returns.services import give_tickets_back
from ticketing.shows.services import cancel_performance

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]
DAY = timedelta(days=1)


def put_off(performance, days):
    performance.starts_at += days * DAY
    performance.ends_at += days * DAY
    performance.save()


def bring(order, now):
    """What giving all of an order back would bring at that moment."""
    offered = returnables(order, live_tickets(order), now=now)
    can = [one for one in offered if one.can_be_given]
    return quoted(can, order.currency).back


def give_back(order, now):
    return give_tickets_back(
        order.pk, line_ids(order), shown=Decimal(0), now=now, actor="buyer"
    )


def test_what_could_not_be_given_back_can_not_after_an_exchange():
    keep(ladders.TWENTY_FORTY, exchange_hours=1)
    first, second = two_dates()
    put_off(second, 30)
    order = paid_order(places=1, performance=first)
    now = first.starts_at - timedelta(hours=3)

    new = exchange(order, second, now=now).order

    with pytest.raises(NotTakenBack):
        give_back(new, now)
    # It can be exchanged in its turn, and that brings nothing back either.
    again = exchange(new, first, now=now, key="again" * 4).order
    with pytest.raises(NotTakenBack):
        give_back(again, now)


def test_a_dearer_step_of_the_ladder_comes_along():
    allow()
    first, second = two_dates(prices=("100", "150"))
    put_off(second, 30)
    order = paid_order(places=1, performance=first)
    now = first.starts_at - timedelta(days=3)
    assert bring(order, now) == 60

    new = pay(exchange(order, second, now=now), now=now)

    assert give_back(new, now).back == 110


def test_of_a_cancelled_evening_all_of_it_comes_back():
    allow()
    order, other = order_and_other(places=1)
    now = NOON + 27 * DAY
    new = exchange(order, other, now=now).order
    cancel_performance(other.pk, now=now)

    assert give_back(new, now).back == 100


def test_whole_orders_stay_whole():
    keep(ladders.NEVER_FREE, exchange_hours=1)
    order, other = order_and_other(places=2)
    now = NOON + DAY

    new = exchange(order, other, now=now).order

    with pytest.raises(NotTakenBack):
        give_back(new, now)


def test_a_whole_order_is_whole_after_the_exchange_too():
    keep(ladders.NEVER_FREE, exchange_hours=1)
    order, other = order_and_other(places=2)
    new = exchange(order, other, now=NOON + DAY, lines=line_ids(order)).order

    assert give_back(new, NOON + DAY).back == 170


def test_what_is_left_of_a_whole_order_does_not_go_back_alone():
    keep(ladders.NEVER_FREE, exchange_hours=1)
    order, other = order_and_other(places=2)
    now = NOON + DAY
    exchange(order, other, now=now)

    with pytest.raises(NotTakenBack, match="a part of it was exchanged"):
        give_back(order, now)
    # And by an exchange it becomes no whole order of its own.
    new = exchange(order, other, now=now, key="again" * 4).order
    with pytest.raises(NotTakenBack):
        give_back(new, now)


def test_of_a_cancelled_evening_the_rest_of_a_whole_order_comes_back():
    keep(ladders.NEVER_FREE, exchange_hours=1)
    order, other = order_and_other(places=2)
    now = NOON + DAY
    exchange(order, other, now=now)
    cancel_performance(order.lines.live().get().performance_id, now=now)

    assert give_back(order, now).back == 100


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    ladder=st.sampled_from(ladders.ALL),
    prices=st.tuples(st.integers(1, 300), st.integers(1, 300)),
    hours=st.integers(0, 30 * 24 - 2),
    later=st.integers(0, 60),
)
def test_exchanged_and_given_back_is_never_more_than_given_back(
    ladder, prices, hours, later
):
    RefundLadder.objects.update(is_default=False)
    keep(ladder, exchange_hours=1)
    first, second = two_dates(prices=tuple(str(price) for price in prices))
    put_off(second, later)
    order = paid_order(places=1, performance=first)
    now = NOON + timedelta(hours=hours)
    alone = bring(order, now)

    placed = exchange(order, second, now=now)
    paid = placed.payment.amount if placed.payment else Decimal(0)
    new = pay(placed, now=now) if placed.payment else placed.order

    refunds = Refund.objects.filter(order=order, carried_to=None)
    difference = sum((refund.amount for refund in refunds), Decimal(0))
    assert bring(new, now) + difference - paid <= max(alone, difference)
