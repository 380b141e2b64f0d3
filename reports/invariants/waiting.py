"""What waits: nothing for ever, and nothing for somebody who is gone."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from django.db.models import F
from django.db.models.functions import Coalesce
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from ground.tasks.beats import living_workers
from reports.invariants import Offender, invariant
from ticketing.orders.models import Order
from ticketing.orders.phases import UNPAID
from ticketing.payments.models import Payment

# Gateways are asked every minute or so, and may be down for a while.
PAYMENT_GRACE: Final = timedelta(hours=6)


@invariant("No task runs without a living worker.")
def running_task_has_a_worker(now: datetime) -> Iterator[Offender]:
    living = living_workers(now=now)
    running = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING)
    for row in running:
        if not row.worker_ids or row.worker_ids[-1] not in living:
            yield {"task": str(row.pk), "path": row.task_path, "since": row.started_at}


@invariant("No order waits for its money long after its time.")
def unpaid_order_is_in_time(now: datetime) -> Iterator[Offender]:
    stuck = Order.objects.overdue(now - PAYMENT_GRACE).order_by("pk")
    yield from stuck.values("number", "phase", "pay_by")


@invariant("No payment stays open long after its time without an order that waits.")
def open_payment_has_a_waiting_order(now: datetime) -> Iterator[Offender]:
    until = Coalesce("expires_at", "started_at")
    stuck = Payment.objects.open().exclude(order__phase__in=UNPAID)
    stuck = stuck.alias(until=until).filter(until__lt=now - PAYMENT_GRACE)
    yield from stuck.order_by("pk").values(
        "state",
        "gateway",
        payment=F("pk"),
        number=F("order__number"),
        phase=F("order__phase"),
    )
