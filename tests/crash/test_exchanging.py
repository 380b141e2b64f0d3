"""Whatever dies in an exchange: the old tickets are valid, or the new ones are."""

import json
import signal
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from ground.crash import crash_point
from ground.tasks.worker import Worker
from tests.crash.lives import BACK, in_another_process, purchase, recover
from tests.factories import on_sale_now
from tests.returns import ladders
from tests.returns.making import keep, line_ids
from ticketing.checkout.exchanging import Wish, exchange_tickets
from ticketing.delivery.models import Method
from ticketing.house.models import House
from ticketing.orders.models import LineState, Order
from ticketing.payments.gateways.sandbox import decide
from ticketing.payments.models import ChargeState, Payment
from ticketing.payments.services import read_back, start_payment
from ticketing.tickets.models import Ticket

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
UNPAID = ("hold-written", "places-ordered", "exchange-written", "after-exchange")
PAID = ("after-bank", "capture-written", "exchange-taken-over", "tickets-written")


@pytest.fixture
def target(own_database):
    """Two places of a paid order, and others for them."""
    House.objects.get_or_create(pk=1, defaults={"name_en": "Marquee"})
    Method.objects.get_or_create(code="e-ticket", defaults={"name_en": "E-ticket"})
    keep(ladders.TWENTY_FORTY, exchange_hours=1, exchange_fixed=Decimal(5))
    performance = on_sale_now(seats=6)
    places = list(performance.places.order_by("pk").values_list("pk", flat=True))
    status, said = in_another_process(lambda: purchase(performance, places[:2]))
    assert status == 0, said
    return performance.pk, performance.tiers.get().pk, places[4:]


def exchange(target):
    """The whole way of an exchange of both tickets, the bank's part included."""
    performance, tier, places = target
    order, now = Order.objects.get(), timezone.now()
    wish = Wish(line_ids(order), performance, tier, "key", "sandbox", places)
    placed = exchange_tickets(order.pk, wish, shown=None, now=now, actor="buyer")
    crash_point("after-exchange")
    start_payment(placed.payment, BACK, now=now)
    decide(placed.payment.key, ChargeState.PAID)
    crash_point("after-bank")
    read_back(Payment.objects.get(pk=placed.payment.pk), now=now)
    Worker().drain()


def _die(target, point):
    status, said = in_another_process(lambda: exchange(target), dies_at=point)
    assert status == -signal.SIGKILL, said
    status, said = in_another_process(recover)
    assert status == 0, said
    assert json.loads(said) == []


@pytest.mark.parametrize("point", UNPAID)
def test_before_the_money_the_old_tickets_stay(point, target):
    _die(target, point)

    old = Order.objects.earliest("pk")
    assert Ticket.objects.filter(voided_at=None, line__order=old).count() == 2
    assert Ticket.objects.filter(voided_at=None).count() == 2


@pytest.mark.parametrize("point", PAID)
def test_after_the_money_the_new_ones_are_there(point, target):
    _die(target, point)

    old, new = Order.objects.order_by("pk")
    assert set(old.lines.values_list("state", flat=True)) == {LineState.EXCHANGED}
    assert new.phase == "paid"
    assert Ticket.objects.filter(voided_at=None, line__order=new).count() == 2


def test_without_a_crash_it_is_clean(target):
    status, said = in_another_process(lambda: exchange(target))
    assert status == 0, said
    assert Order.objects.filter(
        paid_at__gt=timezone.now() - timedelta(hours=1)
    ).exists()
    status, said = in_another_process(recover)
    assert json.loads(said) == []
