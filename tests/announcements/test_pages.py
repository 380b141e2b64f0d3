"""The pages of announcements: what they say, and what they cost the database."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from content.announcements.selectors import current_announcements
from tests.factories import ShowFactory, offered_performance

pytestmark = pytest.mark.django_db
INDEX = "/en/announcements/"


def _queries(ask):
    with CaptureQueriesContext(connection) as queries:
        ask()
    return len(queries)


def test_it_shows_its_dates_with_price_and_a_way_to_book(
    announce, pages, show, performance, client
):
    page = announce(shows=[show])

    text = client.get(page.url).content.decode()

    for said in ("Swan Lake", "¥100", f"/en/performances/{performance.pk}/"):
        assert said in text


def test_a_called_off_date_of_its_own_stays(announce, performance, now, client):
    performance.cancelled_at = now
    performance.save()

    text = client.get(announce(dates=[performance]).url).content.decode()

    assert "Cancelled" in text


def test_the_list_is_narrowed_by_kind(announce, client):
    announce("Off", kind="cancelled")
    announce("More", kind="added")

    text = client.get(f"{INDEX}?kind=cancelled").content.decode()

    assert "/en/announcements/off/" in text
    assert "/en/announcements/more/" not in text


def test_an_empty_list_says_so(site, client):
    assert "Nothing is announced" in client.get(INDEX).content.decode()


def test_an_unknown_announcement_is_not_found(site, client):
    assert client.get(f"{INDEX}never/").status_code == 404


def test_cards_cost_the_same_however_many(announce, now, kept):
    def cards():
        return current_announcements(language="en", now=now, most=50)

    announce("First", shows=[ShowFactory()])
    cards()
    before = _queries(cards)
    for n in range(5):
        announce(f"No. {n}", shows=[ShowFactory(), ShowFactory()])

    assert len(cards()) == 6
    assert _queries(cards) == before


def test_a_page_costs_the_same_however_many_dates(announce, show, now, client, kept):
    def one_more(n):
        return offered_performance(
            show=show, now=now, starts_at=now + timedelta(days=n), seats=2
        )

    def cost(page):
        # The same site by another name: nothing of the page is kept for it.
        return _queries(lambda: client.get(page.url, headers={"host": "testserver:81"}))

    few = announce("Few", dates=[one_more(5)])
    many = announce("Many", dates=[one_more(n) for n in range(6, 11)])
    for host in ("testserver", "testserver:81"):
        client.get(INDEX, headers={"host": host})
        client.get(announce(f"Warm {host}").url, headers={"host": host})

    cost_of_few = cost(few)
    assert cost(many) <= cost_of_few
