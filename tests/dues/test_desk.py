"""The desk sees who owes what since when, and lets members off."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry

from tests.checkout import shop
from tests.dues.billing import billed_level, member_until, open_due, pay
from ticketing.dues.models import Due, Letter, Reminder
from ticketing.dues.running import run_dues

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]


@pytest.fixture
def owing():
    """A due that is owed for nine days and a bit, and was written about."""
    Reminder.objects.create(days=2, subject_en="S", text_en="T")
    now = timezone.now()
    ends_at = now - timedelta(days=9, hours=1)
    mine = member_until(billed_level(), ends_at - timedelta(days=31), ends_at)
    mine.account.name = "=HYPERLINK(0)"
    mine.account.save()
    run_dues(now=now)
    Letter.objects.update(begun_at=now, sent_at=now)
    return open_due()


def listed(client, **asked):
    return shop.text_of(client.get(reverse("desk-dues"), asked))


def test_who_owes_since_when_and_what_was_sent(admin_client, owing):
    text = listed(admin_client)
    assert owing.order.buyer_email in text
    assert "+2:" in text
    assert " 9 " in text


@pytest.mark.parametrize(
    ("asked", "is_there"),
    [
        ({"days": 9}, True),
        ({"days": 10}, False),
        ({"state": "paid"}, False),
        ({"state": "all"}, True),
        ({"q": "nobody"}, False),
        ({"level": "x", "state": "y", "days": "z"}, True),
    ],
)
def test_filters_stand_in_the_address(admin_client, owing, asked, is_there):
    assert (owing.order.number in listed(admin_client, **asked)) == is_there


def test_what_is_paid_leads_to_its_receipt(admin_client, owing):
    pay(owing, timezone.now())
    assert owing.order.number not in listed(admin_client)
    page = admin_client.get(reverse("desk-dues"), {"state": "paid"})
    papers = reverse("desk-order-papers", args=[owing.order_id])
    assert papers in page.content.decode()


def test_files_have_no_formulas(admin_client, owing):
    found = admin_client.get(reverse("desk-dues-file", args=["csv"]))
    assert "'=HYPERLINK(0)" in found.content.decode()
    book = admin_client.get(reverse("desk-dues-file", args=["xlsx"]))
    rows = list(load_workbook(BytesIO(book.content)).active.values)
    assert rows[1][0] == "'=HYPERLINK(0)"
    assert (rows[1][5], rows[1][6]) == (9, 50)
    assert admin_client.get("/admin/desk/dues/dues.exe").status_code == 404


def test_letting_off_needs_a_reason_and_leaves_a_trace(admin_client, owing):
    address = reverse("desk-due-waive", args=[owing.pk])
    assert admin_client.post(address, {"reason": ""}).status_code == 422
    assert admin_client.post(address, {"reason": "was ill"}).status_code == 302
    due = Due.objects.get()
    assert due.waive_reason == "was ill"
    entry = ModelLogEntry.objects.latest("pk")
    assert entry.data["waived"] == "was ill"
    again = admin_client.post(address, {"reason": "was ill"})
    assert "not owed any more" in shop.text_of(again)
    assert "was ill" in listed(admin_client, state="waived")


def test_the_list_asks_no_more_for_more(
    admin_client, owing, django_assert_max_num_queries
):
    now = timezone.now()
    for _ in range(5):
        member_until(owing.level, now - timedelta(days=31), now)
    run_dues(now=now)
    assert Due.objects.count() == 6
    admin_client.get(reverse("desk-dues"))
    with django_assert_max_num_queries(16):
        admin_client.get(reverse("desk-dues"))
