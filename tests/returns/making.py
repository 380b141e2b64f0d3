"""Ladders of the house, and orders that were paid under them."""

from datetime import timedelta

from tests.factories import NOON, offered_performance
from tests.payments.orders import placed_order
from ticketing.payments.gateways import Answer
from ticketing.payments.models import PaymentState
from ticketing.payments.services import settle
from ticketing.returns.models import RefundLadder, RefundStep
from ticketing.returns.selectors import ladders_changed


def keep(ladder, **values):
    """Write a ladder down as the house's own."""
    row = RefundLadder.objects.create(
        name_en="Ours",
        whole_order=ladder.whole_order,
        once=ladder.once,
        per_order=ladder.per_order,
        cost_percent=ladder.cost_percent,
        **({"is_default": True} | values),
    )
    for position, step in enumerate(ladder.steps):
        RefundStep.objects.create(
            ladder=row,
            position=position,
            mark=step.mark,
            hours=step.hours,
            percent=step.percent,
            fixed=step.fixed,
            with_cost=step.with_cost,
        )
    ladders_changed()
    return row


def paid_order(*, places=3, performance=None, price="100", now=NOON):
    performance = performance or offered_performance(
        seats=10,
        price=price,
        now=now,
        starts_at=now + timedelta(days=30),
        on_sale_from=now - timedelta(days=1),
    )
    payment = placed_order("sandbox", places=places, performance=performance, now=now)
    answer = Answer(
        PaymentState.CAPTURED,
        reference=f"ref-{payment.pk}",
        amount=payment.amount,
        currency=payment.currency,
    )
    settle(payment.pk, answer, now=now)
    payment.order.refresh_from_db()
    return payment.order


def line_ids(order):
    return list(order.lines.live().order_by("position").values_list("pk", flat=True))
