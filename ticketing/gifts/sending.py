"""The letter that brings a gift card, on its day; sent at least once.

Like every mail it leaves before that is written down: where a process dies between the
two it goes twice, with the same Message-ID.
"""

from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from ticketing.gifts.models import Gift
from ticketing.gifts.sheet import facts_of, gift_pdf
from ticketing.house.mail import house_mail
from ticketing.house.models import the_house
from ticketing.payments.credit.models import Credit
from ticketing.payments.models import Refund, RefundState

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
    """Cards whose day is here and whose letter has not left."""
    due = Q(send_on=None) | Q(send_on__lte=_today(now))
    waiting = Gift.objects.filter(due, sent_at=None, credit__isnull=False)
    return waiting.exclude(email="").order_by("pk")


def plan_due_letters(*, now: datetime) -> int:
    found = list(gifts_to_send(now))
    for gift in found:
        plan_letter(gift, now=now)
    return len(found)


def send_gift_card(gift_id: int, *, now: datetime) -> None:
    """Write to whom the card is for, with its sheet; once, and not of a blocked one."""
    gift = Gift.objects.select_related("credit").get(pk=gift_id)
    card = gift.credit
    if gift.sent_at or not gift.email or not _can_be_sent(card):
        return
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
        mail.send()
    Gift.objects.filter(pk=gift.pk).update(sent_at=now)


def _can_be_sent(card: Credit | None) -> bool:
    """Not while some of what was promised is still on its way onto it."""
    if card is None or card.blocked_at is not None:
        return False
    coming = Refund.objects.filter(credit=card, state__in=_ON_ITS_WAY)
    return not coming.exists()
