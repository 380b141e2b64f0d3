"""Looking after what is open, for the worker: nothing waits for a notice.

A gateway that does not answer once is left alone until the next run, so that
one that is down does not keep the others waiting.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q

from ticketing.orders.models import Order
from ticketing.orders.phases import UNPAID
from ticketing.payments import gateways
from ticketing.payments.disputes.models import DISPUTABLE, Dispute
from ticketing.payments.disputes.services import read_dispute
from ticketing.payments.errors import GatewayDown
from ticketing.payments.models import Payment, PaymentQuerySet, Refund, RefundState
from ticketing.payments.services import (
    carry_out_refund,
    lapse_order,
    read_back,
    read_refund_back,
    settle,
)

logger = logging.getLogger(__name__)

# A buyer takes about this long; younger payments are not worth a question.
YOUNG = timedelta(minutes=1)
AT_ONCE = 50
A_DAY = timedelta(days=1)
# Banks refuse a refund within a month, or keep it.
FAILS_WITHIN = timedelta(days=30)


class _Silence:
    """Which gateways have not answered in this run."""

    def __init__(self) -> None:
        self.codes: set[str] = set()

    @contextmanager
    def noted(self, codes: set[str]) -> Iterator[None]:
        try:
            yield
        except GatewayDown:
            self.codes |= codes
            logger.warning("No answer from %s", ", ".join(sorted(codes)))


def poll_open_payments(*, now: datetime) -> int:
    """Ask what became of open payments, the longest unasked first.

    At most AT_ONCE of them; return how many were asked. One that its order has
    no use for (paid otherwise, ended, another way chosen) is ended instead.
    """
    silence, asked = _Silence(), 0
    for payment in _to_ask(now).select_related("order")[:AT_ONCE]:
        if payment.gateway in silence.codes:
            continue
        Payment.objects.filter(pk=payment.pk).update(asked_at=now)
        with silence.noted({payment.gateway}):
            _ask(payment, now=now)
        asked += 1
    return asked


def _to_ask(now: datetime) -> PaymentQuerySet:
    later = Payment.objects.open().filter(
        order=OuterRef("order"), pk__gt=OuterRef("pk")
    )
    unwanted = ~Q(order__phase__in=UNPAID) | Q(replaced=True)
    hosted = Q(gateway__in=gateways.hosted_codes(), started_at__lte=now - YOUNG)
    rested = Q(asked_at=None) | Q(asked_at__lte=now - YOUNG)
    return (
        Payment.objects.open()
        .annotate(replaced=Exists(later))
        .filter(hosted | unwanted)
        .filter(rested)
        .order_by(F("asked_at").asc(nulls_first=True), "pk")
    )


def _ask(payment: Payment, *, now: datetime) -> None:
    if payment.order.is_unpaid and not payment.replaced:  # type: ignore[attr-defined]
        read_back(payment, now=now)
    else:
        answer = gateways.gateway(payment.gateway).expire(payment)
        settle(payment.pk, answer, now=now)


def expire_overdue_orders(*, now: datetime) -> int:
    """Let orders expire whose time to pay is over; return how many did.

    One whose gateway does not say whether it was paid is kept (`lapse_order`
    says for how long).
    """
    silence, expired = _Silence(), 0
    overdue = Order.objects.overdue(now).order_by("pay_by", "pk")
    for order in list(overdue):
        hosted = order.payments.open().filter(gateway__in=gateways.hosted_codes())
        waiting = set(hosted.values_list("gateway", flat=True))
        if waiting & silence.codes:
            continue
        with silence.noted(waiting):
            expired += lapse_order(order.pk, now=now)
    return expired


def carry_out_open_refunds(*, now: datetime) -> int:
    """Ask again for refunds that no task carried out; return how many."""
    silence, asked = _Silence(), 0
    # Credit and accounts are put right by the house itself, by a task that can be lost.
    by_itself = Q(payment__gateway__in=gateways.hosted_codes())
    by_itself |= Q(credit__isnull=False) | Q(payment__credit__isnull=False)
    by_itself |= Q(payment__tab__isnull=False)
    waiting = Refund.objects.filter(
        by_itself,
        state__in=[RefundState.STARTED, RefundState.UNKNOWN],
        started_at__lte=now - 5 * YOUNG,
    )
    for pk, code in waiting.order_by("pk").values_list("pk", "payment__gateway"):
        if code in silence.codes:
            continue
        with silence.noted({code}):
            carry_out_refund(pk, now=now)
        asked += 1
    return asked


def read_done_refunds(*, now: datetime) -> int:
    """Ask once a day whether refunds of late stay done; return how many were asked.

    What the desk paid back by hand is nothing that a gateway knows.
    """
    silence, asked = _Silence(), 0
    rested = Q(asked_at=None, done_at__lte=now - A_DAY) | Q(asked_at__lte=now - A_DAY)
    done = Refund.objects.filter(
        rested,
        state=RefundState.DONE,
        payment__gateway__in=gateways.hosted_codes(),
        done_at__gt=now - FAILS_WITHIN,
        replaces=None,
        credit=None,
        dispute=None,
    ).order_by(F("asked_at").asc(nulls_first=True), "pk")
    for pk, code in list(done.values_list("pk", "payment__gateway")[:AT_ONCE]):
        if code in silence.codes:
            continue
        Refund.objects.filter(pk=pk).update(asked_at=now)
        with silence.noted({code}):
            read_refund_back(pk, now=now)
        asked += 1
    return asked


def read_open_disputes(*, now: datetime) -> int:
    """Ask how open disputes stand; return how many were asked."""
    silence, asked = _Silence(), 0
    rows = Dispute.objects.open().order_by("pk").values_list("reference", flat=True)
    for reference in list(rows):
        if silence.codes:
            break
        with silence.noted(set(DISPUTABLE)):
            read_dispute(reference, now=now)
        asked += 1
    return asked
