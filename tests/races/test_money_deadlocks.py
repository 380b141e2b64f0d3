"""Who moves money locks parents before children: nobody waits in a circle.

The first of each pair takes a break with its order locked, and the second comes then.
On PostgreSQL the twin locks what belongs to the order before the order, and the
database ends one of the two.
"""

import time
from decimal import Decimal

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction
from django.test import Client

from ground.errors import Refusal
from ground.keeping import forget_all
from tests.checkout import posted
from tests.factories import NOON
from tests.races.crowd import BY_CONSTRAINT, LOCKED_OUT, ask_plainly, race
from tests.returns.exchanging import LATER, allow, exchange, order_and_other
from tests.returns.making import line_ids, paid_order
from tests.returns.test_calling_off import begin, run
from ticketing.delivery.models import Parcel
from ticketing.orders import services as orders
from ticketing.orders.models import Order
from ticketing.payments.disputes.models import DisputeState
from ticketing.payments.disputes.services import note_dispute
from ticketing.payments.gateways import Answer, DisputeAnswer
from ticketing.payments.models import Payment, PaymentState, Refund, RefundState
from ticketing.payments.refunds import finish_refund, give_back
from ticketing.payments.services import settle
from ticketing.returns.models import CallOff
from ticketing.returns.services import give_tickets_back, take_tickets_back
from ticketing.stock.models import Place

pytestmark = pytest.mark.race
DONE = "done"
A_WHILE = 0.6


@pytest.fixture(scope="module")
def house(fresh_house):
    """A database to copy: an order with a parcel, one with an exchange that waits."""
    forget_all()
    allow()
    order, other = order_and_other(places=1, prices=("100", "120"))
    exchange(order, other)
    called_off = paid_order(places=2)
    begin(called_off.lines.first().performance)
    posted.post_of_house()
    sent = posted.paid(Client())
    note(sent.payments.get(), DisputeState.OPEN, amount=10)
    give_back(sent.payments.get(), reason="too much", amount=5, now=NOON)
    yield fresh_house
    forget_all()


def note(payment, state, *, amount=None):
    answer = DisputeAnswer(
        "du_1", payment.key, state, amount or payment.amount, is_withdrawn=True
    )
    return note_dispute(payment, answer, now=NOON)


def _sent():
    return Parcel.objects.select_related("delivery__order").get().delivery.order


def _exchange():
    return Order.objects.get(replaces__isnull=False)


def _decide():
    note(_sent().payments.get(), DisputeState.LOST, amount=10)


def _pay_back():
    done = {"state": RefundState.DONE, "reference": "re_1", "now": NOON}
    finish_refund(Refund.objects.get(reference="").pk, **done)


def _capture():
    payment = _exchange().payments.get()
    settle(payment.pk, Answer(PaymentState.CAPTURED, reference="late"), now=LATER)


def _cancel():
    by = {"now": LATER, "actor": "mei", "reason": "asked"}
    orders.cancel_unpaid(_exchange().pk, **by)


def _take_back():
    order = _exchange().replaces
    lines = order.lines.live().values_list("pk", flat=True)
    by = {"now": LATER, "actor": "mei", "reason": "ill"}
    take_tickets_back(order.pk, list(lines), fee=Decimal(0), **by)


def _of_job():
    of = CallOff.objects.get().performance_id
    return Order.objects.filter(lines__performance=of).distinct().get()


def _run_job():
    run(CallOff.objects.get())


def _give_back():
    order = _of_job()
    give_tickets_back(
        order.pk, line_ids(order), shown=Decimal(0), now=LATER, actor="buyer"
    )


# Who has an order's lock first, who comes then, and what is locked before it in the
# twin.
PAIRS = {
    "a bank that decides, and a refund that arrives": (
        _decide,
        _pay_back,
        lambda: Payment.objects.filter(order=_sent()),
    ),
    "the money of an exchange, and the desk that cancels it": (
        _capture,
        _cancel,
        lambda: Order.objects.filter(pk=_exchange().replaces_id),
    ),
    "the money of an exchange, and the ticket that is taken back": (
        _capture,
        _take_back,
        lambda: Place.objects.filter(pk__in=_exchange().lines.values("place")),
    ),
    "the job of a cancelled evening, and a buyer who gives it back": (
        _run_job,
        _give_back,
        lambda: Place.objects.filter(pk__in=_of_job().lines.values("place")),
    ),
}


def _slow_to_lock():
    """Wait before an order is locked, and after it."""
    lock = orders.lock_order

    def late(order_id):
        time.sleep(A_WHILE)
        order = lock(order_id)
        time.sleep(A_WHILE)
        return order

    orders.lock_order = late


def _act(pair, *, turned=False):
    first, second, children = pair

    def begin(number):
        if not number:
            _slow_to_lock()
            first()
            return
        if turned:
            list(children().select_for_update(no_key=True))
        time.sleep(1.5 * A_WHILE)
        second()

    def act(number):
        ask_plainly()
        try:
            with transaction.atomic():
                begin(number)
        except Refusal as refusal:
            return refusal.code
        except IntegrityError:
            return BY_CONSTRAINT
        except OperationalError:
            return LOCKED_OUT
        return DONE

    return act


@pytest.mark.parametrize("pair", PAIRS.values(), ids=PAIRS)
def test_nobody_is_refused_by_the_database(house, pair):
    with house():
        answers = race(2, _act(pair))

        assert answers[0] == DONE
        assert not {LOCKED_OUT, BY_CONSTRAINT} & set(answers)
        assert not any("Traceback" in answer for answer in answers)


@pytest.mark.parametrize("pair", PAIRS.values(), ids=PAIRS)
def test_with_the_order_turned_somebody_is(house, pair):
    with house():
        if connection.vendor == "sqlite":
            pytest.skip("SQLite has one lock for everything")

        assert LOCKED_OUT in race(2, _act(pair, turned=True))
