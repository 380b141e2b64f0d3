"""Orders whose money comes when the job about their evening is over.

Such a job does not wait for what may never be paid where another one is to begin; and
an order that had expired was nobody's. Whoever is paid later is asked like the others.
"""

from contextlib import suppress
from datetime import datetime

from django.db import IntegrityError, transaction

from ticketing.orders.models import Order
from ticketing.orders.place_lines import PLACE
from ticketing.returns.models import AskedState, CallOff, CallOffKind, CallOffState


def end_what_waits(performance_id: int) -> None:
    """End a job that waits for unpaid orders alone: the next one is about them too."""
    waits = CallOff.objects.filter(
        performance=performance_id,
        kind=CallOffKind.POSTPONED,
        state=CallOffState.RUNNING,
        has_reached_all=True,
    )
    waits.exclude(asked__state=AskedState.ASKED).update(state=CallOffState.DONE)


def ask_late_payer(order: Order, _now: datetime) -> None:
    """Runs on entering *paid*: the job of a postponed evening takes the order in.

    A job that goes on finds it by itself. The order was placed before the job began;
    who orders later orders for the new date.
    """
    from ticketing.returns.call_off_tasks import go_on_calling_off  # noqa: PLC0415 it calls what calls us

    if order.expired_at is None or order.placed_at is None:
        return
    theirs = order.lines.live().filter(kind=PLACE).values("performance")
    over = CallOff.objects.filter(
        performance__in=theirs,
        kind=CallOffKind.POSTPONED,
        state=CallOffState.DONE,
        begun_at__gte=order.placed_at,
    ).exclude(asked__order=order)
    newest = {job.performance_id: job for job in over.order_by("pk")}
    for job in newest.values():
        # Another job of the performance has begun since, and will find it.
        with suppress(IntegrityError), transaction.atomic():
            over.filter(pk=job.pk).update(state=CallOffState.RUNNING)
            go_on_calling_off.enqueue(job.pk)
