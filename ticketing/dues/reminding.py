"""Reminding members of what they owe, by the house's schedule, each reminder once.

The letter's row and the task that sends it are written together. A letter is marked as
begun before it leaves: where a process dies between the two nobody knows whether it
left, and it is not sent again; the desk sees it.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from ground.crash import crash_point
from ticketing.dues.models import Due, Letter, Reminder
from ticketing.dues.words import merged, values_of
from ticketing.house.mail import house_mail
from ticketing.house.models import the_house
from ticketing.orders.models import Order
from ticketing.orders.phases import UNPAID

AT_ONCE: Final = 1000


def remind_members(*, now: datetime) -> int:
    """Plan the reminders that have come; how many dues have got new letters."""
    steps = list(Reminder.objects.filter(is_on=True))
    if not steps:
        return 0
    written = 0
    for due in to_remind(steps, now):
        with transaction.atomic():
            written += _write(due.pk, steps, now=now)
    return written


def to_remind(steps: Sequence[Reminder], now: datetime) -> list[Due]:
    """Dues that lack a letter of a step that they have come to."""
    owed = _owed().annotate(known=Count("letters")).order_by("begins_at", "pk")
    today = _day(now)
    return [due for due in owed if due.known < len(_reached(due, steps, today))]


def _owed() -> QuerySet[Due]:
    return Due.objects.owed().filter(order__phase__in=UNPAID)


def _reached(due: Due, steps: Sequence[Reminder], today: date) -> list[Reminder]:
    assert due.begins_at is not None  # noqa: S101 owed dues have a beginning
    passed = (today - _day(due.begins_at)).days
    return [step for step in steps if step.days <= passed]


def _day(moment: datetime) -> date:
    return moment.astimezone(the_house().zone).date()


def _write(due_id: int, steps: Sequence[Reminder], *, now: datetime) -> bool:
    """One letter, the latest that has come; those before it are left out."""
    from ticketing.dues.tasks import mail_letter  # noqa: PLC0415 it calls us

    row = Due.objects.filter(pk=due_id).select_for_update(no_key=True)
    list(row.values_list("pk"))
    due = _owed().filter(pk=due_id).first()
    if due is None:
        return False
    known = set(due.letters.values_list("reminder", flat=True))
    reached = _reached(due, steps, _day(now))
    missing = [step for step in reached if step.pk not in known]
    if not missing:
        return False
    for step in missing:
        is_last = step == reached[-1]
        letter = Letter.objects.create(
            due=due, reminder=step, planned_at=now, is_left_out=not is_last
        )
        if is_last:
            mail_letter.enqueue(letter.pk)
    crash_point("due-letter-written")
    return True


def send_letter(letter_id: int, *, now: datetime) -> None:
    """Send it, unless it has left or may have, or nothing is owed any more."""
    letter = Letter.objects.select_related(
        "reminder", "due__order", "due__level", "due__carries_on"
    ).get(pk=letter_id)
    due, order = letter.due, letter.due.order
    fresh = Letter.objects.filter(pk=letter_id, begun_at=None, is_left_out=False)
    if order is None or not order.buyer_email or not _owed().filter(pk=due.pk).exists():
        fresh.update(is_left_out=True)
        return
    if not fresh.update(begun_at=now):
        return
    try:
        _send(letter, due, order)
    except Exception:
        Letter.objects.filter(pk=letter_id).update(begun_at=None)
        raise
    crash_point("due-letter-sent")
    Letter.objects.filter(pk=letter_id).update(sent_at=timezone.now())


def _send(letter: Letter, due: Due, order: Order) -> None:
    with override(order.language):
        values = values_of(due)
        page = reverse("checkout:order", args=[order.number, order.secret])
        subject = " ".join(merged(letter.reminder.subject, values).split())
        house_mail(
            to=order.buyer_email,
            key=f"due-letter-{letter.pk}.{order.number}",
            subject=subject,
            template="dues/mail/reminder",
            context={
                "text": merged(letter.reminder.text, values),
                "page": f"{settings.MARQUEE_BASE_URL}{page}",
            },
        ).send()
