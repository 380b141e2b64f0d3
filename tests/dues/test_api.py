"""A member's own dues as JSON."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.dues.billing import billed_level, member_until, open_due, pay
from tests.factories import UserFactory
from ticketing.dues.running import run_dues

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]


@pytest.fixture
def mine():
    ends_at = timezone.now() - timedelta(days=2)
    mine = member_until(billed_level(), ends_at - timedelta(days=31), ends_at)
    run_dues(now=ends_at)
    return mine


def test_what_is_owed_and_what_was_paid(client, mine):
    client.force_login(mine.account.users.get())
    due = open_due()
    owed = client.get("/api/me/dues").json()["owed"]
    assert (owed["stage"], owed["total"], owed["order"]) == (
        "grace",
        "50.00",
        due.order.number,
    )
    assert f"/orders/{due.order.number}/{due.order.secret}/" in owed["page"]

    pay(due, timezone.now())

    told = client.get("/api/me/dues").json()
    assert told["owed"] is None
    assert [one["order"] for one in told["paid"]] == [due.order.number]


def test_of_nobody_else(client, mine):
    assert client.get("/api/me/dues").status_code == 401
    client.force_login(UserFactory())
    assert client.get("/api/me/dues").json() == {"owed": None, "paid": []}
