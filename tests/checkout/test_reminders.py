"""A transfer that does not come is reminded of once, and only while it helps."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils.translation import override
from django_tasks_db.models import DBTaskResult

from tests.factories import NOON
from tests.payments.orders import started
from tests.payments.statements.bank import imported, table
from ticketing.desk.templatetags.desk import told
from ticketing.payments import services
from ticketing.tickets.reminders import plan_reminders, send_reminder

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]


@pytest.fixture
def payment():
    return started("transfer")


def _last_day(payment):
    """Half a day before the time to pay is over."""
    return payment.order.pay_by - timedelta(hours=12)


def _remind(house, *, days):
    house.transfer_reminder_days = days
    house.save()


def _planned():
    return DBTaskResult.objects.filter(task_path__endswith="mail_reminder").count()


def test_a_reminder_says_how_to_pay_and_is_sent_once(payment):
    now = _last_day(payment)
    assert plan_reminders(now=now) == 1

    for _time in range(2):
        send_reminder(payment.pk, now=now)

    (letter,) = mail.outbox
    assert letter.to == [payment.order.buyer_email]
    assert payment.order.number in letter.subject
    assert "6222 0000 0000 0000 001" in letter.body
    assert "¥100.00" in letter.alternatives[0].content
    assert plan_reminders(now=now) == 0
    event = payment.order.events.get(kind="mail", after="reminder")
    assert told(event.after, event) == "a reminder of the transfer"


def test_one_that_could_not_be_sent_is_planned_again_a_day_later(house, payment):
    _remind(house, days=2)
    first = payment.order.pay_by - timedelta(hours=40)

    planned = [plan_reminders(now=first + timedelta(hours=h)) for h in (0, 1, 23, 25)]

    assert planned == [1, 0, 0, 1]


def test_the_reminder_is_in_the_buyers_language():
    payment = started("transfer", language="zh-hans")

    with override("en"):
        send_reminder(payment.pk, now=_last_day(payment))

    assert "尚未到账" in mail.outbox[0].subject


def test_nobody_is_reminded_too_early_or_right_after_ordering(house, payment):
    assert plan_reminders(now=NOON + timedelta(hours=13)) == 0
    _remind(house, days=30)

    assert plan_reminders(now=NOON + timedelta(hours=11)) == 0
    assert plan_reminders(now=NOON + timedelta(hours=13)) == 1


def test_a_house_that_reminds_of_nothing_reminds_nobody(house, payment):
    _remind(house, days=0)

    assert plan_reminders(now=_last_day(payment)) == 0


def test_money_that_is_here_is_not_asked_for(payment):
    imported(table((60, "Ada", payment.order.number)))

    assert plan_reminders(now=_last_day(payment)) == 0


def test_what_was_paid_meanwhile_is_not_reminded_of(payment):
    now = _last_day(payment)
    plan_reminders(now=now)

    services.receive_payment(payment.pk, actor="desk", now=now)
    send_reminder(payment.pk, now=now)

    assert _planned() == 1
    assert not mail.outbox


def test_after_the_time_to_pay_it_is_too_late(payment):
    assert plan_reminders(now=payment.order.pay_by) == 0


def test_who_pays_otherwise_is_not_reminded():
    payment = started("counter")

    assert plan_reminders(now=_last_day(payment)) == 0
