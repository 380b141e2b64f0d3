"""Reminding buyers, once, of a transfer that has not come."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from ticketing.house.models import the_house
from ticketing.orders.models import Order, OrderEvent, OrderEventKind
from ticketing.orders.phases import UNPAID
from ticketing.payments import gateways
from ticketing.payments.gateways.transfer import Transfer
from ticketing.payments.models import Payment
from ticketing.payments.statements.models import LineState, Suggestion
from ticketing.tickets.mail import REMINDER, Letter, send_once

# Who has ordered a moment ago needs no reminder, however short the time is.
RESTS: Final = timedelta(hours=12)
AT_ONCE: Final = 500
TRIES_AGAIN: Final = timedelta(days=1)
UNDECIDED: Final = (LineState.NEW, LineState.CERTAIN, LineState.OPEN)


def plan_reminders(*, now: datetime) -> int:
    """Plan the mails that are due now; return how many.

    One that can't be sent is tried again a day later, and keeps nobody else waiting.
    """
    from ticketing.tickets.tasks import mail_reminder  # noqa: PLC0415 it calls us

    due = transfers_to_remind_of(now).filter(
        Q(order__reminder_planned_at=None)
        | Q(order__reminder_planned_at__lte=now - TRIES_AGAIN)
    )
    rows = list(due.values_list("pk", "order")[:AT_ONCE])
    with transaction.atomic():
        orders = Order.objects.filter(pk__in=[order for _payment, order in rows])
        orders.update(reminder_planned_at=now)
        for payment_id, _order in rows:
            mail_reminder.enqueue(payment_id)
    return len(rows)


def transfers_to_remind_of(now: datetime) -> QuerySet[Payment]:
    """Open transfers in the days that the house reminds in, of which none was sent.

    Not of one whose money may be here: a line of the bank waits for the desk.
    """
    days = the_house().transfer_reminder_days
    if not days:
        return Payment.objects.none()
    reminded = OrderEvent.objects.filter(
        order=OuterRef("order"), kind=OrderEventKind.MAIL, after=REMINDER
    )
    maybe_here = Suggestion.objects.filter(
        order=OuterRef("order"), line__state__in=UNDECIDED
    )
    return (
        Payment.objects.open()
        .filter(
            ~Exists(reminded),
            ~Exists(maybe_here),
            gateway=Transfer.code,
            order__phase__in=UNPAID,
            order__pay_by__gt=now,
            order__pay_by__lte=now + timedelta(days=days),
            order__placed_at__lte=now - RESTS,
        )
        .order_by("pk")
    )


def send_reminder(payment_id: int, *, now: datetime) -> None:
    """Say once more how to pay, while the order still waits for it."""
    payment = transfers_to_remind_of(now).filter(pk=payment_id).first()
    if payment is None:
        return
    order = Order.objects.get(pk=payment.order_id)
    with override(order.language):
        letter = Letter(
            key=REMINDER,
            subject=_("Order %(number)s: your transfer has not come yet")
            % {"number": order.number},
            template="reminder",
            context={"payment": payment, "way": gateways.gateway(payment.gateway)},
        )
        send_once(order, letter)
