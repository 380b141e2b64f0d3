"""What staff see of searches, and the file of it."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.urls import reverse
from django.utils import timezone

from content.days import house_today
from search.models import SearchChoice, SearchDay
from tests.factories import ShowFactory

# What is kept for a second is kept: counts must not hang on the clock.
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kept")]
SCREEN, FILE = "staff-searches", "staff-searches-csv"


@pytest.fixture
def today(furnished):
    return house_today(timezone.now())


def _day(day, text, searches, without=0, **more):
    row = {"language": "en", "results": 3, "strictness": 0, **more}
    SearchDay.objects.create(
        day=day, text=text, searches=searches, without=without, **row
    )


def _text(client, **asked):
    return client.get(reverse(SCREEN), asked).content.decode()


def test_an_editor_sees_what_was_not_found_and_what_was_opened(editor, today):
    show = ShowFactory(name_en="Hamlet")
    _day(today, "hamlet", 30)
    _day(today - timedelta(days=1), "hamlet", 10, language="zh-hans")
    _day(today, "hamlit & co", 20, 20, results=0)
    _day(today, "", 40, 10)
    _day(today - timedelta(days=60), "long ago", 999)
    key = {"day": today, "language": "en", "text": "hamlet"}
    SearchChoice.objects.create(**key, key=f"show:{show.pk}", times=7)
    SearchChoice.objects.create(**key, key="page:987", times=1)

    text = _text(editor)

    for told in (
        "<b>100</b>",
        "without a result (30%)",
        "Hamlet × 7",
        "gone (page:987) × 1",
        "synonym/add/?words=hamlit%20%26%20co",
        "promotion/add/?words=hamlit%20%26%20co",
        "/en/search/?q=hamlit%20%26%20co",
    ):
        assert told in text
    assert "long ago" not in text
    assert text.index("hamlit") < text.index(">hamlet<")


def test_days_language_and_text_stand_in_the_address(editor, today):
    _day(today - timedelta(days=60), "long ago", 999)
    _day(today, "hamlet", 30)
    _day(today, "哈姆雷特", 5, language="zh-hans")
    day = (today - timedelta(days=60)).isoformat()

    assert "long ago" in _text(editor, first=day, last=day)
    assert "hamlet" not in _text(editor, language="zh-hans")
    one = _text(editor, text="HAMLET")
    assert "<b>30</b>" in one
    assert "哈姆雷特" not in one


def test_where_nobody_searched_that_is_said(editor, today):
    assert "Nobody searched in these days" in _text(editor)
    assert "report__bars" not in _text(editor)


@pytest.mark.parametrize(
    "wrong",
    [{"first": "2026-11-22", "last": "2026-11-01"}, {"first": "x"}, {"language": "xx"}],
)
def test_what_makes_no_sense_is_told_on_its_field(editor, today, wrong):
    response = editor.get(reverse(SCREEN), wrong)

    assert response.status_code == 422
    assert "staff__error" in response.content.decode()
    assert editor.get(reverse(FILE), wrong).status_code == 422


def test_the_file_has_every_count_and_no_formula(editor, today):
    _day(today, "=1+1", 3, 1)
    SearchChoice.objects.create(
        day=today, language="en", text="=1+1", key="show:1", times=2
    )

    response = editor.get(reverse(FILE))

    headings, line = csv.reader(StringIO(response.content.decode("utf-8-sig")))
    assert headings[0] == "day"
    assert line == [today.isoformat(), "en", "'=1+1", "3", "1", "3", "2"]


def test_a_report_of_many_texts_asks_no_more_often(
    editor, today, django_assert_max_num_queries
):
    for n in range(60):
        _day(today, f"word {n}", n + 1, n % 3)
    editor.get(reverse(SCREEN))

    with django_assert_max_num_queries(40):
        text = _text(editor)
    assert text.count("See results") == 50 + 40
