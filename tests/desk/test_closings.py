"""Staff see what is open, are told what closing means, and close."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from starter.roles import ADMINISTRATORS
from tests.factories import NOON, the_tests_house
from tests.house_staff import client_of
from tests.payments.orders import started
from ticketing.payments import services
from ticketing.payments.closing import close_days
from ticketing.payments.models import Closing

pytestmark = pytest.mark.django_db
SCREEN, NEW = "desk-closings", "desk-closing-new"


@pytest.fixture
def yesterday(furnished):
    """The last day that is over; on one before, or on it, ¥100 came."""
    payment = started("counter", price="100")
    services.receive_payment(payment.pk, actor="desk", now=NOON)
    now = timezone.now().astimezone(the_tests_house().zone)
    return now.date() - timedelta(days=1)


def _closed(day):
    return close_days(day, now=timezone.now(), actor="Mei")


def _text(client, name, *args, **asked):
    return client.get(reverse(name, args=args), asked).content.decode()


def test_open_days_are_told_with_what_came_in(administrator, yesterday):
    text = _text(administrator, SCREEN)

    assert "¥100.00" in text
    assert f"{reverse(NEW)}?last_on={yesterday.isoformat()}" in text


def test_the_consequences_are_named_before_anything_is_closed(administrator, yesterday):
    text = _text(administrator, NEW, last_on=yesterday)

    assert "It can’t be undone" in text
    assert "2 movements will be closed" in text
    assert not Closing.objects.exists()


def test_days_are_closed_by_whoever_says_to_be_sure(administrator, yesterday):
    unsure = administrator.post(reverse(NEW), {"last_on": yesterday})
    sure = {"last_on": yesterday, "is_sure": "on"}

    response = administrator.post(reverse(NEW), sure, follow=True)

    closing = Closing.objects.get()
    assert unsure.status_code == 422
    assert closing.closed_by == str(administrator.user)
    assert "the ledger has just these entries" in response.content.decode()
    assert str(administrator.user) in _text(administrator, SCREEN)


def test_days_that_are_closed_or_not_over_are_not_offered(administrator, yesterday):
    _closed(yesterday)
    sure = {"is_sure": "on"}

    for day in (yesterday, yesterday + timedelta(days=1)):
        asked = administrator.get(reverse(NEW), {"last_on": day})
        pressed = administrator.post(reverse(NEW), {**sure, "last_on": day})
        assert (asked.status_code, pressed.status_code) == (422, 422)
    assert Closing.objects.count() == 1
    assert "All days that are over are closed" in _text(administrator, SCREEN)


def test_an_address_without_a_day_leads_back(administrator, yesterday):
    response = administrator.get(reverse(NEW), {"last_on": "soon"})

    assert response.headers["Location"] == reverse(SCREEN)


def test_a_closing_that_the_ledger_no_longer_bears_out_says_so(
    administrator, yesterday
):
    closing = _closed(yesterday)
    is_sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        if not is_sqlite:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        name = "update" if is_sqlite else "rows ON payments_entry"
        cursor.execute(f"DROP TRIGGER payments_entry_{name}")
        cursor.execute("UPDATE payments_entry SET amount = amount * 2")

    assert "no longer has what was closed" in _text(
        administrator, "desk-closing", closing.pk
    )


def test_who_may_only_see_the_ledger_closes_nothing(yesterday):
    reader = client_of()
    rights = ("access_admin", "view_entry")
    reader.user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    sure = {"last_on": yesterday, "is_sure": "on"}

    refused = reader.post(reverse(NEW), sure)

    assert refused.status_code == 302
    assert refused.headers["Location"] != reverse(SCREEN)
    assert not Closing.objects.exists()
    assert reverse(NEW) not in _text(reader, SCREEN)


def test_the_screens_speak_chinese(yesterday):
    chinese = client_of(ADMINISTRATORS, language="zh-hans")
    closing = _closed(yesterday)
    here = {"HTTP_ACCEPT_LANGUAGE": "zh-hans"}

    for address in (reverse(SCREEN), reverse("desk-closing", args=[closing.pk])):
        text = chinese.get(address, **here).content.decode()
        assert "已结账" in text
        assert "Closed" not in text
