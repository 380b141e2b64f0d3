"""The member sees what is owed, since when, and what comes next."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.checkout import shop
from tests.dues.billing import billed_level, member_until, open_due, pay
from tests.members.levels import first_level, make_level
from ticketing.dues.running import run_dues

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]


def page(client, days, **fields):
    """The page of a member whose period ended so many days ago."""
    first_level()
    now = timezone.now()
    ends_at = now - timedelta(days=days)
    mine = member_until(billed_level(**fields), ends_at - timedelta(days=31), ends_at)
    run_dues(now=min(now, ends_at))
    client.force_login(mine.account.users.get())
    return client.get(reverse("checkout:membership"))


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (-5, "For the next period, which begins on"),
        (3, "Your level gives what it gave until"),
        (9, "Your level rests"),
    ],
)
def test_what_is_owed_and_since_when(client, days, told):
    text = shop.text_of(page(client, days))
    assert told in text
    assert "To pay for VIP:" in text
    assert ("Due since" in text) == (days > 0)


def test_what_comes_when_nobody_pays(client):
    friend = make_level("friend", name_en="Friend")
    answer = page(client, 9, fall_days=20, falls_to=friend)
    assert "your level becomes Friend on" in shop.text_of(answer)


def test_the_button_leads_to_the_order_and_then_to_the_receipt(client):
    answer = page(client, 3)
    order = open_due().order
    address = reverse("checkout:order", args=[order.number, order.secret])
    assert address in answer.content.decode()
    assert client.get(address).status_code == 200

    pay(open_due(), timezone.now())

    after = client.get(reverse("checkout:membership"))
    assert "To pay for" not in shop.text_of(after)
    papers = reverse("checkout:order-papers", args=[order.number, order.secret])
    assert papers in after.content.decode()


def test_in_chinese(client):
    page(client, 9)
    text = shop.text_of(client.get("/zh-hans/membership/"))
    assert "Your level rests" not in text
