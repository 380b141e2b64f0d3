"""Processes that do a part of a purchase and may die in the middle of it."""

import json
import os
import traceback
import warnings
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from ground.crash import arm, crash_point
from ground.tasks.worker import Worker
from reports.checking import check_invariants
from ticketing.checkout.carts import choose_places, new_cart
from ticketing.checkout.services import Buyer, place_order
from ticketing.payments.gateways import ReturnAddresses
from ticketing.payments.gateways.sandbox import decide
from ticketing.payments.models import ChargeState
from ticketing.payments.services import read_back, return_order, start_payment

BACK = ReturnAddresses("https://marquee.test/done", "https://marquee.test/left")
# After these many minutes a worker looks, until long after everything's time.
LOOKS = (0, 2, 20, 45, 60, 180, 420)


def in_another_process(act, *, dies_at=""):
    """Fork, arm the crash point, act; return (how it ended, what it answered)."""
    connection.close()
    answers, answer = os.pipe()
    with warnings.catch_warnings():
        # Watching threads of the test runner's own; none of them has a lock.
        warnings.simplefilter("ignore", DeprecationWarning)
        pid = os.fork()
    if not pid:
        _live(act, dies_at, answer)
    os.close(answer)
    said = b""
    while part := os.read(answers, 65536):
        said += part
    os.close(answers)
    _pid, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status), said.decode()


def _live(act, dies_at, answer):
    status = 1
    try:
        arm(dies_at)
        os.write(answer, json.dumps(act(), default=str).encode())
        status = 0
    except BaseException:  # noqa: BLE001 whatever it is belongs to the answer
        os.write(answer, traceback.format_exc()[-3000:].encode())
    finally:
        os._exit(status)


def purchase(performance, places, *, returned=False):
    """Go the whole way of a buyer, the bank's part and the worker's included."""
    now = timezone.now()
    cart = new_cart(currency=performance.currency, language="en")
    choose_places(cart, performance.pk, places, now=now)
    crash_point("after-hold")
    buyer = Buyer(name="Ada", email="ada@example.org")
    placed = place_order(
        cart.key, buyer, delivery="e-ticket", method="sandbox", now=now
    )
    crash_point("after-order")
    start_payment(placed.payment, BACK, now=now)
    crash_point("after-start")
    decide(placed.payment.key, ChargeState.PAID)
    crash_point("after-bank")
    placed.payment.refresh_from_db()
    read_back(placed.payment, now=now)
    crash_point("after-capture")
    if returned:
        return_order(placed.order.pk, now=now, actor="desk", reason="ill")
    Worker().drain()


def recover():
    """Be the worker of the hours after a crash; return what is amiss then."""
    began = timezone.now()
    for minutes in LOOKS:
        moment = began + timedelta(minutes=minutes)
        timezone.now = lambda moment=moment: moment
        Worker(clock=timezone.now).drain()
    return check_invariants(now=timezone.now()).offenders
