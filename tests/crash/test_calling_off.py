"""Whatever dies while a performance is called off: each order is done once."""

import json
import signal

import pytest
from django.utils import timezone

from ground.tasks.worker import Worker
from tests.crash.lives import in_another_process, purchase, recover
from tests.factories import on_sale_now
from ticketing.delivery.models import Method
from ticketing.house.models import House
from ticketing.payments.models import Refund, RefundState
from ticketing.returns.calling_off import Plan, call_off
from ticketing.returns.models import AskedOrder, CallOff
from ticketing.tickets.models import Ticket

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
PLAN = Plan("cancelled", "The singer is ill", ["refund"], "refund")
POINTS = ("call-off-reached", "tickets-given-back", "call-off-carried-out")


@pytest.fixture
def performance(own_database):
    """Two paid orders of two places each."""
    House.objects.get_or_create(pk=1, defaults={"name_en": "Marquee"})
    Method.objects.get_or_create(code="e-ticket", defaults={"name_en": "E-ticket"})
    performance = on_sale_now(seats=4)
    places = list(performance.places.order_by("pk").values_list("pk", flat=True))
    for two in (places[:2], places[2:]):
        status, said = in_another_process(lambda two=two: purchase(performance, two))
        assert status == 0, said
    return performance.pk


def _call_off(performance):
    call_off(performance, PLAN, now=timezone.now(), actor="Ida")
    Worker().drain()


@pytest.mark.parametrize("point", POINTS)
def test_a_killed_job_goes_on_where_it_was(point, performance):
    status, said = in_another_process(lambda: _call_off(performance), dies_at=point)
    assert status == -signal.SIGKILL, said

    status, said = in_another_process(recover)

    assert status == 0, said
    assert json.loads(said) == []
    assert CallOff.objects.get().state == "done"
    assert set(AskedOrder.objects.values_list("state", flat=True)) == {"done"}
    done = Refund.objects.filter(state=RefundState.DONE)
    assert [refund.amount for refund in done] == [200, 200]
    assert not Ticket.objects.filter(voided_at=None).exists()
