"""Mails about an order, sent later; a task that runs twice sends once.

Each writes an event *after* the mail has left: at least once, and twice only
where the process dies between the two (see `mail.send_once`).
"""

from datetime import timedelta

from django.utils import timezone

from ground.tasks import later, periodic
from ticketing.tickets import mail, reminders


@later("mail")
def mail_order_placed(order_id: int, payment_id: int) -> None:
    """How to pay an order that is not paid on a hosted page."""
    mail.send_placed(order_id, payment_id)


@later("mail")
def mail_tickets(order_id: int, again: str = "") -> None:
    """The tickets of a paid order; `again` names a further sending."""
    mail.send_tickets(order_id, again=again)


@later("mail")
def mail_order_ended(order_id: int) -> None:
    """That an order was cancelled or taken back."""
    mail.send_ended(order_id)


@later("mail")
def mail_order_expired(order_id: int) -> None:
    """That the time to pay an order is over."""
    mail.send_expired(order_id, now=timezone.now())


@later("mail")
def mail_reminder(payment_id: int) -> None:
    """That a transfer has not come yet."""
    reminders.send_reminder(payment_id, now=timezone.now())


@periodic("mail", every=timedelta(hours=1))
def remind_of_transfers() -> None:
    """Whoever has not transferred is reminded once, before it is too late."""
    reminders.plan_reminders(now=timezone.now())
