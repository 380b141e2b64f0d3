"""What staff see of visits, and the file of it."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.urls import reverse
from django.utils import timezone

from content.visits.models import SiteDay, VisitDay
from tests.factories import ShowFactory

# What is kept for a second is kept: counts must not hang on the clock.
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kept")]
SCREEN = "staff-visits"


@pytest.fixture
def today(furnished):
    return timezone.now().astimezone().date()


def _visit(day, people, **more):
    row = {"language": "en", "source": "search", "device": "phone", "page": 0}
    VisitDay.objects.create(day=day, people=people, views=people * 2, **{**row, **more})


def _text(client, **asked):
    return client.get(reverse(SCREEN), asked).content.decode()


def test_an_editor_sees_where_people_come_from(editor, today):
    _visit(today, 30)
    _visit(today, 10, source="social", language="zh-hans", device="desktop")
    _visit(today - timedelta(days=1), 60, show=ShowFactory(name_en="Hamlet"), page=77)
    _visit(today - timedelta(days=60), 999)
    SiteDay.objects.create(day=today, people=35, views=80)

    text = _text(editor)

    for told in ("search engines", "social networks", "Hamlet", "简体中文", "computer"):
        assert told in text
    assert ">90<" in text
    assert "90%" in text
    assert "a page that is gone (77)" in text
    assert "999" not in text


def test_the_days_stand_in_the_address(editor, today):
    _visit(today - timedelta(days=60), 999)
    day = (today - timedelta(days=60)).isoformat()

    assert "999" in _text(editor, first=day, last=day)


@pytest.mark.parametrize(
    ("first", "last"),
    [("2026-11-22", "2026-11-01"), ("x", ""), ("", "y"), ("0001-01-01", "2026-11-01")],
)
def test_days_that_make_no_sense_are_told_on_their_field(
    editor,
    today,
    first,
    last,
):
    response = editor.get(reverse(SCREEN), {"first": first, "last": last})
    file = editor.get(reverse("staff-visits-csv"), {"first": first, "last": last})

    assert response.status_code == 422
    assert "staff__error" in response.content.decode()
    assert file.status_code == 422


def test_the_file_has_every_count_and_no_formula(editor, today):
    _visit(today, 3, show=ShowFactory(name_en="=1+1"), page=77)

    response = editor.get(reverse("staff-visits-csv"))

    headings, line = csv.reader(StringIO(response.content.decode("utf-8-sig")))
    assert headings == [
        "day", "page", "show", "language", "source", "device", "people", "page views",
    ]  # fmt: skip
    assert line == [
        today.isoformat(), "a page that is gone (77)", "'=1+1", "en", "search", "phone",
        "3", "6",
    ]  # fmt: skip


def test_the_menu_shows_visits_to_those_who_may_see_them(editor, desk):
    assert reverse(SCREEN) in editor.get("/admin/").content.decode()
    assert reverse(SCREEN) not in desk.get("/admin/").content.decode()


def test_the_report_asks_as_much_for_many_counts(
    editor,
    today,
    django_assert_max_num_queries,
):
    for n in range(40):
        _visit(today, n + 1, page=n, show=ShowFactory())
    editor.get(reverse(SCREEN))

    with django_assert_max_num_queries(22):
        _text(editor)


def test_the_settings_of_the_chart_are_among_the_houses(administrator):
    url = reverse("wagtailsettings:edit", args=["visits", "chartsettings"])

    response = administrator.get(url, follow=True)
    refused = administrator.post(response.redirect_chain[-1][0], {"rows": 0})

    assert response.status_code == 200
    assert "greater than or equal to 1" in refused.content.decode()
