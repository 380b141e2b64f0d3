"""Tables of the desk: months and days are the house's, and what comes is first."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import PerformanceFactory, UserFactory
from ticketing.house.models import House

TABLE = "shows_performance_modeladmin_index"
# One in the morning of 1 December in Shanghai, where the house is.
FIRST_HOUR = datetime(2026, 11, 30, 17, tzinfo=UTC)
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _in_shanghai(furnished, monkeypatch):
    House.objects.update(time_zone="Asia/Shanghai")
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def listed(client, table=TABLE, **query):
    page = client.get(reverse(table), query)
    return set(page.context["object_list"])


def test_a_month_is_the_houses_own(desk):
    performance = PerformanceFactory(starts_at=FIRST_HOUR)

    assert listed(desk, month="2026-12") == {performance}
    assert listed(desk, month="2026-11") == set()
    assert "December 2026" in desk.get(reverse(TABLE)).content.decode()


def test_a_month_ends_with_its_last_day(desk):
    last = PerformanceFactory(starts_at=datetime(2026, 12, 31, 15, 59, tzinfo=UTC))
    PerformanceFactory(starts_at=last.starts_at + timedelta(minutes=1))

    assert listed(desk, month="2026-12") == {last}


def test_performances_begin_with_those_to_come(desk):
    over = PerformanceFactory(starts_at=NOW - timedelta(days=1))
    coming = PerformanceFactory(starts_at=NOW + timedelta(days=1))

    assert listed(desk) == {coming}
    assert listed(desk, sale="past") == {over}
    assert listed(desk, sale="all") == {over, coming}
    assert listed(desk, month="2026-11") == {over, coming}


def test_each_state_is_offered_once_and_one_is_chosen(desk):
    sale, *_others = desk.get(reverse(TABLE)).context["view"].filter_specs
    choices = list(sale.choices(desk.get(reverse(TABLE)).context["view"]))

    assert [str(c["display"]) for c in choices if c["selected"]] == ["to come"]
    assert str(choices[-1]["display"]) == "all"


def test_today_is_the_houses_day(administrator):
    """At eight in the evening of the 20th in Shanghai, which began at 16:00 UTC."""
    midnight = datetime(2026, 11, 19, 16, tzinfo=UTC)
    before = UserFactory(date_joined=midnight - timedelta(minutes=1))
    today = UserFactory(date_joined=midnight)
    table = "members_modeladmin_index"
    days = administrator.get(reverse(table)).context["view"].filter_specs[-1]
    found = listed(administrator, table, **dict(days.links)["Today"])

    assert today in found
    assert before not in found
