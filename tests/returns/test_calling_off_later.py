"""What a job over many orders has passed, stopped at, or could not do: later."""

from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from reports.checking import check_invariants
from tests import ready_money
from tests.factories import NOON, offered_performance
from tests.payments.far_sides import Unreachable
from ticketing.orders.models import BUYER
from ticketing.payments import gateways
from ticketing.payments.models import Refund
from ticketing.payments.services import record_capture
from ticketing.returns.calling_off import Plan, call_off, choose, go_on, resume, stop
from ticketing.returns.errors import CalledOffAlready, CallOffRests
from ticketing.returns.models import CallOff
from ticketing.tickets.models import Ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("furnished")]
SOON = NOON + timedelta(hours=1)
LATER = NOON + timedelta(hours=2)
UNTIL = NOON + timedelta(days=5)


@pytest.fixture
def performance():
    return offered_performance(
        seats=10,
        starts_at=NOON + timedelta(days=30),
        on_sale_from=NOON - timedelta(days=1),
    )


@pytest.fixture(autouse=True)
def _ready_money():
    gateways.register(ready_money.ReadyMoney())
    yield
    gateways._gateways.pop(ready_money.CODE)


@contextmanager
def silence():
    """Nobody answers for ready money."""
    gateway = gateways.gateway(ready_money.CODE)
    gateways.register(Unreachable(gateway, acts=False))
    try:
        yield
    finally:
        gateways.register(gateway)


def free(performance):
    return performance.places.filter(state="free").order_by("pk").first().pk


def begin(performance, *choices, kind="cancelled", choose_by=None):
    plan = Plan(kind, "The singer is ill", choices, choices[0], choose_by)
    return call_off(performance.pk, plan, now=SOON, actor="Ida")


def run(job, now=SOON):
    while go_on(job.pk, now=now):
        pass
    job.refresh_from_db()
    return job


def test_money_that_comes_later_is_asked_about_as_well(performance):
    paid = ready_money.bought(performance, [free(performance)])
    waiting = ready_money.ordered(performance, [free(performance)])
    job = run(begin(performance, "refund", "keep", kind="postponed"))
    assert job.state == "running"
    assert job.asked.get().order == paid

    record_capture(waiting.payments.get(), reference=None, now=LATER)

    assert run(job, now=LATER).state == "done"
    assert job.asked.get(order=waiting).state == "done"
    assert Refund.objects.count() == 2


def test_a_later_one_may_choose_before_the_deadline(performance):
    waiting = ready_money.ordered(performance, [free(performance)])
    job = begin(performance, "refund", "keep", kind="postponed", choose_by=UNTIL)
    run(job)
    record_capture(waiting.payments.get(), reference=None, now=LATER)
    run(job, now=LATER)

    choose(job.asked.get(order=waiting), "keep", now=LATER, actor=BUYER)

    assert run(job, now=UNTIL).state == "done"
    assert not Refund.objects.exists()


def test_who_orders_for_the_new_date_is_not_asked(performance):
    ready_money.bought(performance, [free(performance)])
    job = begin(performance, "refund", kind="postponed")
    new = ready_money.bought(performance, [free(performance)], now=LATER)

    assert run(job, now=LATER).state == "done"

    assert not job.asked.filter(order=new).exists()


def test_a_silent_gateway_is_asked_again(performance):
    waiting = ready_money.ordered(performance, [free(performance)])
    job = begin(performance, "refund")
    with silence():
        assert run(job).state == "running"

    # The money was there all the time.
    assert run(job, now=LATER).state == "done"

    # An evening that is called off can't be paid: the money goes back by itself.
    waiting.refresh_from_db()
    assert waiting.phase == "cancelled"
    assert waiting.refunds.get().amount == waiting.total
    assert not Ticket.objects.filter(line__order=waiting).exists()
    assert not check_invariants(now=LATER).offenders


def test_an_order_that_was_passed_is_found_again(performance):
    order = ready_money.bought(performance, [free(performance)])
    job = begin(performance, "refund")
    CallOff.objects.update(reached=order.pk, has_reached_all=True)

    assert run(job).state == "done"

    assert job.asked.get().order == order


def test_nobody_chooses_while_it_is_stopped(performance, client):
    order = ready_money.bought(performance, [free(performance)])
    job = begin(performance, "refund", choose_by=timezone.now() + timedelta(days=1))
    run(job)
    asked = job.asked.get()
    stop(job.pk)
    path = reverse(
        "checkout:order-called-off", args=[order.number, order.secret, job.pk]
    )

    with pytest.raises(CallOffRests):
        choose(asked, "refund", now=SOON, actor=BUYER)
    page = client.get(path).content.decode()
    assert "Please come back later" in page
    assert "This is my choice" not in page
    answer = client.post(path, {"choice": "refund"})
    assert answer.status_code == 409
    assert answer.content.decode().count("Please come back later") == 1
    assert not Refund.objects.exists()

    resume(job.pk)
    assert client.post(path, {"choice": "refund"}).status_code == 302
    event = order.events.filter(kind="note").last()
    assert event.actor == BUYER


def test_what_failed_is_tried_again_when_all_else_is_done(performance, desk):
    order = ready_money.bought(performance, [free(performance)])
    order.payments.update(amount=Decimal(1))
    job = run(begin(performance, "refund"))
    assert job.state == "done"
    url = reverse("desk-call-off", args=[job.pk])
    assert "Try again" in desk.get(url).content.decode()
    order.payments.update(amount=Decimal(100))

    desk.post(url, {"act": "resume"})

    assert run(job).state == "done"
    assert job.asked.get().state == "done"
    assert "Try again" not in desk.get(url).content.decode()
    assert not resume(job.pk)


def test_one_job_at_a_time_is_tried_again(performance):
    order = ready_money.bought(performance, [free(performance)])
    order.payments.update(amount=Decimal(1))
    job = run(begin(performance, "refund"))
    begin(performance, "refund")

    with pytest.raises(CalledOffAlready):
        resume(job.pk)
