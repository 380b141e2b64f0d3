"""An address of the search is read, and written again without its nonsense."""

from datetime import date

import pytest
from django.http import QueryDict

from search.asked import MOST_PAGES, MOST_VALUES, When, asked_for
from search.narrowing import span_of
from search.tree import Label

WEDNESDAY = date(2026, 11, 25)


def read(question):
    return asked_for(QueryDict(question))


@pytest.mark.parametrize(
    "question",
    [
        "",
        "?q=swan",
        "?kind=drama&kind=song&city=Shanghai&venue=3&company=4&person=5&work=6",
        "?price=0&price=200&state=open&state=few",
        "?when=weekend&accessible=1&offer=1&past=1&sort=price&page=7",
        "?from=2026-12-01&until=2026-12-31",
        "?q=%E5%A4%A9%E9%B9%85%E6%B9%96&until=2026-12-31",
    ],
)
def test_an_address_that_makes_sense_is_written_as_it_was(question):
    assert read(question[1:]).url() == f"/en/search/{question}"


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("q=+swan++lake+%00%07", "?q=swan+lake"),
        ("from=2026-12-31&until=2026-12-01", "?from=2026-12-01&until=2026-12-31"),
        ("when=today&from=2026-12-01", "?when=today"),
        ("when=days&from=2026-12-01", "?from=2026-12-01"),
        ("when=once&sort=up&state=lost&price=7&venue=x&person=-1", ""),
        ("page=1", ""),
        ("page=0", ""),
        ("page=1e9", ""),
        ("page=1000000000", f"?page={MOST_PAGES}"),
        ("kind=%00&city=", ""),
        ("kind=drama&kind=drama", "?kind=drama"),
        ("from=0001-01-01&until=9999-12-31", ""),
    ],
)
def test_nonsense_is_left_out(question, expected):
    assert read(question).url() == f"/en/search/{expected}"


def test_everything_has_an_end():
    asked = read("q=" + "x" * 10_000 + "".join(f"&person={n}" for n in range(1, 99)))

    assert len(asked.text) == 200
    assert len(asked.values(Label.PERSON)) == MOST_VALUES


@pytest.mark.parametrize(
    ("when", "day", "first", "last"),
    [
        (When.TODAY, WEDNESDAY, 25, 25),
        (When.TOMORROW, WEDNESDAY, 26, 26),
        (When.WEEKEND, WEDNESDAY, 28, 29),
        (When.WEEKEND, date(2026, 11, 28), 28, 29),
        (When.WEEKEND, date(2026, 11, 29), 29, 29),
        (When.WEEK, date(2026, 11, 20), 20, 26),
        (When.MONTH, date(2026, 11, 1), 1, 30),
    ],
)
def test_days_are_counted_from_today(when, day, first, last):
    span = span_of(when, day)

    assert span == (date(2026, 11, first), date(2026, 11, last))
