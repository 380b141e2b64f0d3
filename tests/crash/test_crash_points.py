"""Killed between hold, order, payment and ticket: nothing is stuck or lost."""

import json
import signal
from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from ground.models import WorkerBeat
from tests.crash.lives import in_another_process, purchase, recover
from tests.factories import on_sale_now
from ticketing.delivery.models import Method
from ticketing.house.models import House
from ticketing.orders.models import Order
from ticketing.payments.models import Payment, PaymentState, Refund, RefundState
from ticketing.stock.models import Hold, Place
from ticketing.tickets.models import Ticket

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
# Before the bank has the money the place goes back on sale; after it the buyer
# has the ticket, whatever dies.
UNPAID = (
    "hold-written",
    "after-hold",
    "places-ordered",
    "order-written",
    "after-order",
    "payment-begun",
    "after-start",
)
PAID = (
    "after-bank",
    "payment-read",
    "capture-written",
    "tickets-written",
    "after-capture",
    "task-claimed",
    "task-done",
)


@pytest.fixture
def performance(own_database):
    House.objects.get_or_create(pk=1, defaults={"name_en": "Marquee"})
    Method.objects.get_or_create(code="e-ticket", defaults={"name_en": "E-ticket"})
    return on_sale_now(seats=4)


@pytest.fixture
def places(performance):
    return list(performance.places.order_by("pk").values_list("pk", flat=True)[:2])


def _crash(point, performance, places, **options):
    status, said = in_another_process(
        lambda: purchase(performance, places, **options), dies_at=point
    )
    assert status == -signal.SIGKILL, said


def _recover():
    status, said = in_another_process(recover)
    assert status == 0, said
    assert json.loads(said) == []
    assert not DBTaskResult.objects.filter(status__in=["RUNNING", "FAILED"]).exists()
    assert not WorkerBeat.objects.exists()
    assert not Hold.objects.filter(ended_at=None).exists()


@pytest.mark.parametrize("point", UNPAID)
def test_a_crash_before_the_money_gives_the_places_back(point, performance, places):
    _crash(point, performance, places)

    _recover()

    now = timezone.now() + timedelta(days=1)
    assert Place.objects.sellable(now).count() == 4
    assert not Order.objects.exclude(phase="expired").exists()
    assert not Ticket.objects.exists()


@pytest.mark.parametrize("point", PAID)
def test_a_crash_after_the_money_leaves_a_ticket(point, performance, places):
    _crash(point, performance, places)

    _recover()

    assert Order.objects.get().phase == "paid"
    assert Payment.objects.get().state == PaymentState.CAPTURED
    assert Ticket.objects.filter(voided_at=None).count() == 2
    assert set(Place.objects.filter(pk__in=places).values_list("state")) == {("sold",)}


def test_a_crash_while_money_goes_back_pays_it_back_once(performance, places):
    _crash("refund-asked", performance, places, returned=True)

    _recover()

    refund = Refund.objects.get()
    assert (refund.state, refund.amount) == (RefundState.DONE, 200)
    assert Order.objects.get().phase == "refunded"


def test_a_purchase_without_a_crash_is_clean(performance, places):
    status, said = in_another_process(lambda: purchase(performance, places))

    assert status == 0, said
    _recover()
    assert Ticket.objects.count() == 2


@pytest.mark.parametrize("point", ["task-claimed", "task-done"])
def test_a_worker_killed_by_name_leaves_nothing_behind(
    point, own_database, performance
):
    worker = ["manage.py", "worker", "--once"]
    status, said = own_database.run(*worker, MARQUEE_CRASH_POINTS=point)
    assert status == -signal.SIGKILL, said
    assert DBTaskResult.objects.filter(status="RUNNING").count() == 1

    status, said = own_database.run(*worker)

    assert status == 0, said
    assert not DBTaskResult.objects.filter(status="RUNNING").exists()
    assert not WorkerBeat.objects.exists()
