"""A story: what it says, what stands beside it, and what it costs."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from content.news.selectors import about_shows, latest_news
from content.visits.models import VisitDay
from tests.factories import ShowFactory

pytestmark = pytest.mark.django_db


def _queries(ask):
    with CaptureQueriesContext(connection) as queries:
        ask()
    return len(queries)


def test_it_names_its_authors_category_and_dates(
    tell, show, performance, backstage, author, client
):
    page = tell(shows=[show], category=backstage, by=[author], tags=["Ballet"])

    text = client.get(page.url).content.decode()

    for said in ("Lin Wei", "dramaturg", "Backstage", "Swan Lake", "¥100"):
        assert said in text
    for link in (f"/en/performances/{performance.pk}/", "/en/news/tag/ballet/"):
        assert link in text


def test_names_are_told_in_the_readers_language(tell, backstage, author, client):
    page = tell("一个早晨", language="zh-hans", category=backstage, by=[author])

    text = client.get(page.url).content.decode()

    assert "林薇" in text
    assert "幕后" in text


def test_the_stories_before_and_after_stand_below(tell, client):
    first, second, third = (tell(title) for title in ("One", "Two", "Three"))

    context = client.get(second.url).context

    assert (context["earlier"].pk, context["later"].pk) == (first.pk, third.pk)


def test_one_reads_on_about_the_same_show_first(tell, show, backstage, client):
    tell("Same category", category=backstage)
    for n in range(3):
        tell(f"Neither {n}")
    tell("Same show", shows=[show], date=date(2026, 1, 1))
    page = tell("This", shows=[show], category=backstage)

    related = client.get(page.url).context["related"]

    assert {card.title for card in related} == {
        "Same show",
        "Same category",
        "Neither 2",
    }


def test_the_most_read_of_the_week_stand_beside_all(tell, now, client):
    quiet, loud = tell("Quiet"), tell("Loud")
    _seen(quiet, 3, now.date())
    _seen(loud, 9, now.date() - timedelta(days=3))
    _seen(quiet, 99, now.date() - timedelta(days=20))

    told = client.get("/en/news/").context["most_read"]

    assert [page.title for page in told] == ["Loud", "Quiet"]


def _seen(page, people, day):
    VisitDay.objects.create(
        day=day,
        page=page.pk,
        language="en",
        source="direct",
        device="phone",
        people=people,
        views=people,
    )


def test_a_show_has_its_own_stories(tell, show, performance):
    tell("Of the show", shows=[show])
    tell("Of a date", dates=[performance])
    tell("Of another", shows=[ShowFactory()])

    found = about_shows([show.pk], language="en", most=9)

    assert {card.title for card in found} == {"Of the show", "Of a date"}
    assert {card.shows for card in found} == {("Swan Lake",)}


def test_a_draft_is_told_nowhere(tell, client):
    page = tell()
    page.unpublish()

    assert latest_news(language="en", most=9) == []
    assert client.get(page.url).status_code == 404
    assert page.title not in client.get("/en/news/rss/").content.decode()


def test_cards_cost_the_same_however_many(tell, kept):
    def cards():
        return latest_news(language="en", most=50)

    tell("First", shows=[ShowFactory()])
    cards()
    before = _queries(cards)
    for n in range(5):
        tell(f"No. {n}", shows=[ShowFactory(), ShowFactory()])

    assert len(cards()) == 6
    assert _queries(cards) == before


def test_the_feed_is_atom_too(tell, backstage, client):
    tell("A & B", category=backstage)

    text = client.get("/en/news/atom/").content.decode()

    assert "<title>A &amp; B</title>" in text
    assert 'term="Backstage"' in text


def test_the_interface_tells_category_and_authors(tell, backstage, author, client):
    page = tell(category=backstage, by=[author], tags=["Ballet"])

    found = client.get(f"/api/v2/pages/{page.pk}/").json()

    assert found["category"]["name"] == {"en": "Backstage", "zh-hans": "幕后"}
    assert found["authors"][0]["author"]["name"]["zh-hans"] == "林薇"
    assert (found["date"], found["tags"]) == ("2026-11-03", ["Ballet"])
