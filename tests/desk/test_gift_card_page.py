"""A card's page: its money, its letter, and who had its code printed and why."""

import smtplib
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.urls import reverse
from django.utils import timezone

from tests.desk.filled import fill
from tests.factories import NOON
from tests.payments.orders import do_planned_work, placed_order
from ticketing.gifts import sending
from ticketing.gifts.giving import Letter, give_with_letter
from ticketing.gifts.models import Gift
from ticketing.gifts.sheet import facts_of_card
from ticketing.payments.credit.giving import Gift as Present
from ticketing.payments.credit.models import Credit
from ticketing.payments.credit.spending import spend
from ticketing.payments.refunds import give_back
from ticketing.payments.services import receive_payment, return_order

BY = {"reason": "sorry", "actor": "desk", "now": NOON}
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("furnished")]
BACKEND = "tests.desk.test_gift_card_page."


class Refusing(EmailBackend):
    """A server that says no to this address."""

    def send_messages(self, messages):
        raise smtplib.SMTPRecipientsRefused({messages[0].to[0]: (550, b"no")})


class Lost(EmailBackend):
    """A server that takes the letter, and whose answer never comes."""

    def send_messages(self, messages):
        super().send_messages(messages)
        raise TimeoutError


@pytest.fixture
def letter():
    given = give_with_letter(
        Present(Decimal(60), "CNY"), Letter("en", "mei@example.org"), **BY
    )
    return Gift.objects.get(credit=given.credit)


def _page(client, letter):
    url = reverse("desk-credit-card", args=[letter.credit_id])
    return client.get(url).content.decode()


def test_a_code_is_printed_for_a_reason_that_everybody_sees(
    administrator, desk, letter
):
    url = reverse("desk-credit-sheet", args=[letter.credit_id, "en"])
    assert "Reason" in administrator.get(url).content.decode()
    assert administrator.post(url, {"reason": ""}).status_code == 422
    assert "Code printed" not in _page(desk, letter)

    sheet = fill(administrator, url, reason="Mei lost her phone")

    assert sheet.content.startswith(b"%PDF")
    page = _page(desk, letter)
    assert "Code printed: Mei lost her phone" in page
    assert url not in page
    assert url in _page(administrator, letter)


def test_what_surely_did_not_leave_is_tried_some_times_then_a_person_looks(
    administrator, letter, settings
):
    settings.EMAIL_BACKEND = f"{BACKEND}Refusing"
    for _ in range(sending.MOST):
        assert sending.gifts_to_send(NOON).count() == 1
        sending.send_gift_card(letter.pk, now=NOON)
    assert sending.gifts_to_send(NOON).count() == 0
    assert sending.plan_due_letters(now=NOON) == 0

    first = administrator.get(reverse("wagtailadmin_home")).content.decode()
    assert "Gift cards whose letter did not leave" in first
    assert "did not leave" in _page(administrator, letter)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    url = reverse("desk-credit-mail", args=[letter.credit_id])
    assert fill(administrator, url, reason="The address is mended").status_code == 302
    sending.send_gift_card(letter.pk, now=NOON)

    assert len(mail.outbox) == 1
    assert administrator.get(url).status_code == 404
    assert "Mailed again: The address is mended" in _page(administrator, letter)


def test_what_may_have_left_never_goes_twice_by_itself(administrator, letter, settings):
    settings.EMAIL_BACKEND = f"{BACKEND}Lost"
    with pytest.raises(TimeoutError):
        sending.send_gift_card(letter.pk, now=NOON)

    for _ in range(3):
        sending.send_gift_card(letter.pk, now=NOON)
        assert sending.plan_due_letters(now=NOON) == 0

    assert len(mail.outbox) == 1
    assert not sending.letters_to_look_at(NOON).exists()
    assert sending.letters_to_look_at(NOON + timedelta(hours=2)).get() == letter


def test_the_letter_of_a_blocked_card_is_not_planned_for_ever(letter):
    Credit.objects.update(blocked_at=timezone.now())

    assert sending.plan_due_letters(now=NOON) == 0
    assert not sending.letters_to_look_at(NOON + timedelta(days=2)).exists()


def test_a_sheet_says_what_was_given_and_not_what_came_back_of_a_use():
    """A card given in place of money paid another order, which was taken back."""
    first = placed_order("counter")
    receive_payment(first.pk, actor="desk", now=NOON)
    first.refresh_from_db()
    empty = Credit.objects.create(
        kind="gift_card", code_hash="x", currency="CNY", seed="s", issued_at=NOON
    )
    give_back(first, reason="called off", now=NOON, to=empty)
    do_planned_work(NOON)
    second = placed_order("counter", price="80")
    spend(second.order_id, [empty.pk], now=NOON)
    return_order(second.order_id, now=NOON, actor="desk", reason="ill")
    do_planned_work(NOON)

    assert facts_of_card(empty).sum == "¥100.00"


def test_what_is_hidden_in_a_form_of_the_desk_has_no_label(administrator):
    page = administrator.get(reverse("desk-credit-new")).content.decode()

    assert page.count('name="once"') == 1
    assert "id_once-label" not in page
    assert ">Once<" not in page
