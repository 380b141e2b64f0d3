"""What was searched for, counted without anybody's name."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.http import HttpResponse

from content.days import house_today
from content.visits.counting import flush
from content.visits.looking import look
from content.visits.marks import visited_by
from content.visits.readers import _readers
from search.log import writing
from search.log.noting import mark_searched
from search.log.private import kept_text
from search.log.tasks import forget
from search.models import SearchChoice, SearchDay
from search.reading import Strictness
from tests.visits.conftest import FIREFOX, Person

pytestmark = pytest.mark.django_db
HOST = "testserver"


def _address(text, language="en", host=HOST):
    return f"http://{host}/{language}/search/?{urlencode({'q': text})}"


def _wide(text):
    """As Chinese keyboards may write it."""
    return "".join(chr(ord(letter) + 0xFEE0) for letter in text)


def _search(text, results=3, *, came_from="", address="203.0.113.7", agent=FIREFOX):
    """Somebody is handed a page of results."""
    response = mark_searched(
        HttpResponse(), text, results=results, strictness=Strictness.EXACT
    )
    meta = {
        "REQUEST_METHOD": "GET",
        "REMOTE_ADDR": address,
        "HTTP_USER_AGENT": agent,
        "HTTP_REFERER": came_from,
        "HTTP_HOST": HOST,
    }
    look(meta, visited_by(response))


def _open(came_from, address="203.0.113.7"):
    """Somebody opens the show’s page."""
    Person(address=address).looks_at(referer=came_from, host=HOST)


def _counts():
    rows = SearchDay.objects.order_by("text")
    return [(r.text, r.searches, r.without, r.results) for r in rows]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Swan   LAKE ", "swan lake"),
        ("天鵝湖", "天鹅湖"),
        ("ada@example.org", ""),
        (_wide("ada@example.org"), ""),
        ("+86 138 0013 8000", ""),
        (_wide("13800138000"), ""),
        ("tosca 2026-12-24", "tosca 2026-12-24"),
        ("mozart 1791", "mozart 1791"),
        ("x" * 300, "x" * 60),
    ],
)
def test_a_text_is_kept_folded_and_short_and_nothing_personal(typed, kept):
    assert kept_text(typed) == kept


def test_searches_are_counted_by_text_and_what_they_found(house, now):
    _search("Swan", 3)
    _search("swan", 0, address="203.0.113.8")
    _search("tosca", 2)
    _search("ada@example.org", 0)
    flush(now=now)
    flush(now=now)

    assert _counts() == [("", 1, 1, 0), ("swan", 2, 1, 0), ("tosca", 1, 0, 2)]


def test_narrowing_reloading_and_robots_are_no_search(house, now):
    _search("swan")
    _search("swan")
    _search(
        "swan", came_from=_address("Swan") + "&city=Shanghai", address="203.0.113.8"
    )
    _search("swan", agent="Googlebot/2.1 (+http://www.google.com/bot.html)")
    _search("")
    flush(now=now)

    assert _counts() == [("swan", 1, 0, 3)]


def test_a_script_fills_no_table(house, now, monkeypatch):
    monkeypatch.setattr(writing, "MOST_TEXTS", 5)
    for n in range(100):
        _search(f"word {n}")
    for n in range(10):
        _search(f"other {n}", address=f"203.0.113.{n + 20}")
    flush(now=now)
    _search("other 1", address="203.0.113.99")
    flush(now=now)

    assert SearchDay.objects.count() == 6
    assert sum(row[1] for row in _counts()) == writing.MOST_OF_ONE + 11


def test_what_is_opened_from_the_results_is_a_choice(pages, show, now):
    _search("swan")
    for address in ("203.0.113.7", "203.0.113.8", "203.0.113.7"):
        _open(_address("SWAN"), address)
    _open(_address("never searched"))
    _open(_address("swan", host="elsewhere.example"))
    _open("http://testserver/en/news/?q=swan")
    flush(now=now)

    chosen = SearchChoice.objects.get()
    assert (chosen.text, chosen.key, chosen.times) == ("swan", f"show:{show.pk}", 2)


def test_searches_are_forgotten_after_ninety_days(house, now):
    today = house_today(now)
    for age in (0, 90, 91):
        day = today - timedelta(days=age)
        key = {"day": day, "language": "en", "text": "swan"}
        SearchDay.objects.create(**key, searches=1, without=0, results=1, strictness=0)
        SearchChoice.objects.create(**key, key="show:1", times=1)

    forget(now=now)

    for model in (SearchDay, SearchChoice):
        days = model.objects.order_by("-day").values_list("day", flat=True)
        assert [(today - day).days for day in days] == [0, 90]


def test_searches_are_read_from_the_visits_once():
    assert _readers.count(writing.write_searches) == 1
