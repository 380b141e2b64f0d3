"""Whoever owes is reminded by the house's schedule, each time once."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from ground.tasks.worker import Worker
from starter.dues import plan_reminders
from tests.dues.billing import at, billed_level, member_until, open_due, pay
from ticketing.dues.models import Letter, Reminder
from ticketing.dues.reminding import send_letter
from ticketing.dues.running import run_dues
from ticketing.orders.models import Order

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]
FEB = at(2027, 2, 28)


@pytest.fixture
def mine():
    plan_reminders()
    return member_until(billed_level(lead_days=40), at(2027, 1, 31), FEB)


def on(days):
    run_dues(now=FEB + timedelta(days=days))
    Worker(clock=lambda: timezone.now() + timedelta(days=1)).drain()


def days_sent():
    sent = Letter.objects.filter(sent_at__isnull=False)
    return list(sent.values_list("reminder__days", flat=True))


def test_each_reminder_goes_once(mine, mailoutbox):
    for day in (-31, -30, -30, -20, -7, -8, 3, 3, 14, 15, 16):
        on(day)
    assert days_sent() == [-30, -7, 3, 15]
    assert len(mailoutbox) == 4
    mail = mailoutbox[2]
    assert mail.subject == "Your membership VIP is not paid"
    assert "28 February 2027" in mail.body
    assert "7 March 2027" in mail.body
    assert f"/orders/{Order.objects.get().number}/" in mail.body
    assert "{" not in mail.body


def test_after_missed_runs_only_the_latest_goes(mine, mailoutbox):
    on(5)
    assert days_sent() == [3]
    assert Letter.objects.filter(is_left_out=True).count() == 2
    assert len(mailoutbox) == 1


def test_a_step_that_is_added_late_is_left_out(mine, mailoutbox):
    on(4)
    Reminder.objects.create(
        days=-2, subject_en="a", subject_zh_hans="a", text_en="b", text_zh_hans="b"
    )
    on(4)
    assert days_sent() == [3]


def test_payment_stops_them_even_on_their_way(mine, mailoutbox):
    run_dues(now=FEB - timedelta(days=30))
    pay(open_due(), FEB - timedelta(days=30))
    Worker(clock=lambda: timezone.now() + timedelta(days=1)).drain()
    assert [m for m in mailoutbox if "goes on" in m.subject] == []
    on(-7)
    assert days_sent() == []


def test_what_may_have_left_is_not_sent_again(mine, mailoutbox):
    run_dues(now=FEB)
    letter = Letter.objects.get(is_left_out=False)
    Letter.objects.filter(pk=letter.pk).update(begun_at=FEB)
    send_letter(letter.pk, now=FEB)
    assert mailoutbox == []


def test_a_mail_that_fails_is_tried_again(mine, mailoutbox, monkeypatch):
    run_dues(now=FEB)
    letter = Letter.objects.get(is_left_out=False)

    def down(*_args):
        raise OSError

    with monkeypatch.context() as patch:
        patch.setattr("ticketing.dues.reminding._send", down)
        with pytest.raises(OSError):  # noqa: PT011 whatever the server says
            send_letter(letter.pk, now=FEB)
    send_letter(letter.pk, now=FEB)
    send_letter(letter.pk, now=FEB)
    assert len(mailoutbox) == 1


def test_in_the_member_s_language(mine, mailoutbox):
    user = mine.account.users.get()
    user.language = "zh-hans"
    user.save()
    on(0)
    assert mailoutbox[0].subject == "您的贵宾将于2027年2月28日到期"


def test_the_house_edits_and_previews_them(admin_client, house):
    address = reverse("desk-due-reminder-add")
    told = {
        "days": "5",
        "subject_en": "Hello {name}",
        "subject_zh_hans": "{name}您好",
        "text_en": "Pay {amount}.",
        "text_zh_hans": "请付{amount}。",
        "is_on": "on",
    }
    seen = admin_client.post(address, told | {"act": "preview"})
    assert "Hello Ada Lovelace" in seen.content.decode()
    assert "Ada Lovelace您好" in seen.content.decode()
    assert not Reminder.objects.exists()
    wrong = admin_client.post(address, told | {"text_en": "Pay {sum}."})
    assert wrong.status_code == 422
    assert "There is no merge field {sum}." in wrong.content.decode()
    assert admin_client.post(address, told).status_code == 302
    one = Reminder.objects.get()
    page = reverse("desk-due-reminder", args=[one.pk])
    assert "Hello Ada" in admin_client.get(page).content.decode()
    listed = admin_client.get(reverse("dues_reminder_modeladmin_index"))
    assert "Hello {name}" in listed.content.decode()
