"""The letter that brings a gift card, on its day; sent at most once.

It is worth money, so that whoever sends it says so before. Where a process dies then,
or the answer of the mail server is lost, nobody knows whether it left: a person looks.
What surely did not leave is tried again, some times, and then a person looks as well.
"""

import logging
import smtplib
import socket
from datetime import date, datetime, timedelta
from typing import Final

from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from ground.crash import crash_point
from ticketing.gifts.models import Gift
from ticketing.gifts.sheet import facts_of, gift_pdf
from ticketing.house.mail import house_mail
from ticketing.house.models import the_house
from ticketing.payments.credit.models import Credit
from ticketing.payments.models import Refund, RefundState

logger = logging.getLogger(__name__)

# A letter that did not leave is tried once an hour, so often.
MOST: Final = 5
# Sending takes no longer than that.
_SENDING: Final = timedelta(hours=1)
# The mail server was not reached, or said no: nothing has left.
SURELY_HERE: Final = (
    smtplib.SMTPResponseException,
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPNotSupportedError,
    ConnectionRefusedError,
    socket.gaierror,
)
_ON_ITS_WAY = (RefundState.STARTED, RefundState.UNKNOWN)


def _today(now: datetime) -> date:
    return now.astimezone(the_house().zone).date()


def plan_letter(gift: Gift, *, now: datetime) -> None:
    """Send it by a task, if its day is here; inside the caller's transaction."""
    from ticketing.gifts.tasks import mail_gift_card  # noqa: PLC0415 the task calls us

    is_due = gift.send_on is None or gift.send_on <= _today(now)
    if gift.email and is_due:
        mail_gift_card.enqueue(gift.pk)


def gifts_to_send(now: datetime) -> QuerySet[Gift]:
    """Cards whose day is here and whose letter is still to be tried."""
    due = Q(send_on=None) | Q(send_on__lte=_today(now))
    waiting = Gift.objects.filter(due, sent_at=None, started_at=None, tries__lt=MOST)
    usable = waiting.filter(credit__isnull=False, credit__blocked_at=None)
    return usable.exclude(email="").order_by("pk")


def letters_to_look_at(now: datetime) -> QuerySet[Gift]:
    """Letters that were tried too often, or that nobody knows of: for a person."""
    unknown = Q(started_at__lt=now - _SENDING)
    stuck = Gift.objects.filter(unknown | Q(tries__gte=MOST), sent_at=None)
    usable = stuck.filter(credit__isnull=False, credit__blocked_at=None)
    return usable.select_related("credit").order_by("pk")


def plan_due_letters(*, now: datetime) -> int:
    found = list(gifts_to_send(now))
    for gift in found:
        plan_letter(gift, now=now)
    return len(found)


@transaction.atomic
def send_letter_again(gift_id: int, *, now: datetime) -> None:
    """For the desk: try a letter anew of which a person has looked what became."""
    again = Gift.objects.filter(pk=gift_id, sent_at=None)
    if again.update(started_at=None, tries=0):
        plan_letter(again.get(), now=now)


def send_gift_card(gift_id: int, *, now: datetime) -> None:
    """Write to whom the card is for, with its sheet; once, and not of a blocked one."""
    gift = Gift.objects.select_related("credit").get(pk=gift_id)
    waits = gift.sent_at is None and gift.started_at is None and gift.tries < MOST
    if not waits or not gift.email or not _can_be_sent(gift.credit):
        return
    letter = _written(gift)
    mine = Gift.objects.filter(pk=gift.pk, sent_at=None, started_at=None)
    if not mine.update(started_at=now):
        return
    crash_point("gift-letter-started")
    try:
        letter.send()
    except SURELY_HERE:
        logger.warning("The letter of gift card %s did not leave", gift.pk)
        Gift.objects.filter(pk=gift.pk).update(started_at=None, tries=F("tries") + 1)
        return
    crash_point("gift-letter-left")
    Gift.objects.filter(pk=gift.pk).update(sent_at=now)


def _written(gift: Gift) -> EmailMultiAlternatives:
    with override(gift.language):
        facts = facts_of(gift)
        mail = house_mail(
            to=gift.email,
            key=f"gift-card.{gift.pk}",
            subject=_("A gift card of %(sum)s") % {"sum": facts.sum},
            template="gifts/mail/card",
            context={"gift": gift, "facts": facts},
        )
        sheet = gift_pdf(facts, gift.language)
    mail.attach("gift-card.pdf", sheet, "application/pdf")
    return mail


def _can_be_sent(card: Credit | None) -> bool:
    """Not while some of what was promised is still on its way onto it."""
    if card is None or card.blocked_at is not None:
        return False
    coming = Refund.objects.filter(credit=card, state__in=_ON_ITS_WAY)
    return not coming.exists()
