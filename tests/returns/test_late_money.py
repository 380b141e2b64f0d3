"""Money that comes when the job about a postponed evening is over, or gives way."""

import pytest

from tests import ready_money
from tests.returns.test_calling_off_later import (
    LATER,
    UNTIL,
    _ready_money,
    begin,
    free,
    performance,
    run,
)
from ticketing.orders.services import expire
from ticketing.payments.models import Refund
from ticketing.payments.services import record_capture
from ticketing.returns.errors import CalledOffAlready

__all__ = ["_ready_money", "performance"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("furnished")]


def pay(order, now=LATER):
    record_capture(order.payments.get(), reference=None, now=now)


def test_a_job_that_waits_for_unpaid_orders_alone_lets_another_begin(performance):
    waiting = ready_money.ordered(performance, [free(performance)])
    first = run(begin(performance, "refund", "keep", kind="postponed"))
    assert first.state == "running"

    second = begin(performance, "refund", "keep", kind="postponed")

    first.refresh_from_db()
    assert first.state == "done"
    pay(waiting)
    assert run(second, now=LATER).state == "done"
    assert second.asked.get().order == waiting


def test_one_whose_buyers_may_choose_still_does_not(performance):
    ready_money.bought(performance, [free(performance)])
    run(begin(performance, "refund", "keep", kind="postponed", choose_by=UNTIL))
    with pytest.raises(CalledOffAlready):
        begin(performance, "refund")


def expired_before(performance):
    """An order that has expired when the job over the others is done."""
    order = ready_money.ordered(performance, [free(performance)])
    assert expire(order.pk, now=order.pay_by)
    return order


def test_an_expired_order_that_is_paid_later_is_asked(performance):
    order = expired_before(performance)
    job = begin(performance, "refund", "keep", kind="postponed", choose_by=UNTIL)
    job.begun_at = order.pay_by
    job.save()
    assert run(job, now=UNTIL).state == "done"

    pay(order, now=UNTIL)

    job.refresh_from_db()
    assert job.state == "running"
    assert run(job, now=UNTIL).state == "done"
    assert job.asked.get().order == order
    assert Refund.objects.get().amount == order.total


def test_one_that_another_job_will_find_does_not_wake_the_first(performance):
    order = expired_before(performance)
    first = begin(performance, "keep", kind="postponed")
    first.begun_at = order.pay_by
    first.save()
    run(first, now=UNTIL)
    second = begin(performance, "refund", kind="postponed", choose_by=UNTIL)

    pay(order, now=UNTIL)

    first.refresh_from_db()
    assert first.state == "done"
    assert run(second, now=UNTIL).state == "done"
