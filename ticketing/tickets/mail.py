"""What is written to a buyer, in the language of their order.

A mail can't be taken back and can't be part of a transaction, so it is sent at
least once: the event that it was sent is written after it has left, and asked
for before. Where a process dies between the two the mail goes twice, with the
same Message-ID, by which mail programs show it once.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext, override

from ticketing.house.mail import house_mail
from ticketing.house.models import the_house
from ticketing.orders.models import Order, OrderEvent, OrderEventKind
from ticketing.orders.phases import ENDED, WITH_TICKETS, Phase
from ticketing.orders.services import record
from ticketing.payments import gateways
from ticketing.payments.models import Payment
from ticketing.shows.models import Performance
from ticketing.tickets.models import Ticket
from ticketing.tickets.pdf import ticket_pdf
from ticketing.tickets.sheets import sheets_of

PLACED: Final = "placed"
TICKETS: Final = "tickets"
ENDED_MAIL: Final = "ended"
EXPIRED_MAIL: Final = "expired"
REMINDER: Final = "reminder"


@dataclass(frozen=True, slots=True)
class Attachment:
    name: str
    content: bytes
    type: str


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail: `key` says what it is about, so that it is sent once."""

    key: str
    subject: str
    template: str
    context: Mapping[str, Any]
    attachments: Sequence[Attachment] = ()


def plan_tickets(order: Order, _now: datetime) -> None:
    """Runs on entering *paid*: the task's row is in the same transaction."""
    from ticketing.tickets.tasks import mail_tickets  # noqa: PLC0415 the task calls us

    mail_tickets.enqueue(order.pk)


def plan_ended(order: Order, _now: datetime) -> None:
    """Runs on entering *cancelled* and *refunded*."""
    from ticketing.tickets.tasks import mail_order_ended  # noqa: PLC0415 the task calls us

    mail_order_ended.enqueue(order.pk)


def plan_expired(order: Order, _now: datetime) -> None:
    """Runs on entering *expired*."""
    from ticketing.tickets.tasks import mail_order_expired  # noqa: PLC0415 the task calls us

    mail_order_expired.enqueue(order.pk)


@transaction.atomic
def send_tickets_again(order: Order, actor: str, now: datetime) -> None:
    """Send the tickets once more, because somebody asked for it."""
    from ticketing.tickets.tasks import mail_tickets  # noqa: PLC0415 the task calls us

    note = gettext_noop("tickets are sent again")
    record(order, OrderEventKind.NOTE, now=now, actor=actor, after=note)
    mail_tickets.enqueue(order.pk, again=secrets.token_hex(4))


def send_placed(order_id: int, payment_id: int) -> None:
    """Say how an order is to be paid, while it still is to be."""
    order = Order.objects.get(pk=order_id)
    payment = Payment.objects.get(pk=payment_id)
    if not order.is_unpaid or not payment.is_open:
        return
    with override(order.language):
        letter = Letter(
            key=f"{PLACED}-{payment.pk}",
            subject=_("Order %(number)s: how to pay") % {"number": order.number},
            template="placed",
            context={
                "payment": payment,
                "way": gateways.gateway(payment.gateway),
                "lines": list(order.lines.live().with_place()),
            },
        )
        send_once(order, letter)


def send_tickets(order_id: int, *, again: str = "") -> None:
    """Send the valid tickets as links and as one PDF; without any, nothing."""
    order = Order.objects.get(pk=order_id)
    tickets = list(Ticket.objects.of_order(order).with_place())
    if order.phase not in WITH_TICKETS or not tickets:
        return
    with override(order.language):
        subject = ngettext(
            "Your ticket, order %(number)s",
            "Your %(count)d tickets, order %(number)s",
            len(tickets),
        ) % {"count": len(tickets), "number": order.number}
        document = ticket_pdf(sheets_of(tickets, the_house(), order.language))
        letter = Letter(
            key=f"{TICKETS}-{again}" if again else TICKETS,
            subject=subject,
            template="tickets",
            context={"tickets": tickets},
            attachments=[
                Attachment(f"{order.number}.pdf", document, "application/pdf")
            ],
        )
        send_once(order, letter)


def send_ended(order_id: int) -> None:
    """Say that an order was cancelled or taken back, and what becomes of its money."""
    order = Order.objects.get(pk=order_id)
    if order.phase not in ENDED:
        return
    with override(order.language):
        letter = Letter(
            key=f"{ENDED_MAIL}-{order.phase}",
            subject=_("Order %(number)s is cancelled") % {"number": order.number},
            template="ended",
            context={
                "lines": list(order.lines.with_place()),
                "refunds": list(order.refunds.all()),
            },
        )
        send_once(order, letter)


def send_expired(order_id: int, *, now: datetime) -> None:
    """Say that the time to pay is over, to whoever was told how to pay.

    Who left a hosted page knows that nothing was paid; who was sent an account
    number may be about to transfer.
    """
    order = Order.objects.get(pk=order_id)
    if order.phase != Phase.EXPIRED or not _was_told_how_to_pay(order):
        return
    with override(order.language):
        letter = Letter(
            key=EXPIRED_MAIL,
            subject=_("Order %(number)s: the time to pay is over")
            % {"number": order.number},
            template="expired",
            context={
                "lines": list(order.lines.with_place()),
                "refunds": list(order.refunds.all()),
                "performances": list(
                    Performance.objects.on_sale(now)
                    .filter(pk__in=order.lines.values("performance"))
                    .with_show_and_venue()
                    .order_by("starts_at", "pk")
                ),
            },
        )
        send_once(order, letter)


def _was_told_how_to_pay(order: Order) -> bool:
    told = order.events.filter(kind=OrderEventKind.MAIL)
    return told.filter(after__startswith=f"{PLACED}-").exists()


def send_once(order: Order, letter: Letter) -> None:
    """Send a letter unless the order's history says that it has left."""
    sent = order.events.filter(kind=OrderEventKind.MAIL, after=letter.key)
    if sent.exists():
        return
    _message(order, letter).send()
    OrderEvent.objects.create(
        order=order,
        kind=OrderEventKind.MAIL,
        before=order.buyer_email[:300],
        after=letter.key,
        at=timezone.now(),
    )


def _message(order: Order, letter: Letter) -> EmailMultiAlternatives:
    page = reverse("checkout:order", args=[order.number, order.secret])
    message = house_mail(
        to=order.buyer_email,
        key=f"{letter.key}.{order.number}",
        subject=letter.subject,
        template=f"tickets/mail/{letter.template}",
        context={
            **letter.context,
            "order": order,
            "page": f"{settings.MARQUEE_BASE_URL}{page}",
        },
    )
    for attachment in letter.attachments:
        message.attach(attachment.name, attachment.content, attachment.type)
    return message
