"""Fixed visits in, an exact chart out."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from content.visits.chart import Move, Period, hot_chart
from content.visits.models import ChartSettings, ShowDay
from tests.factories import NOON, ShowFactory, offered_performance
from tests.visits.conftest import FIREFOX, Person
from ticketing.house.models import the_house

# What is kept for a second is kept: counts must not hang on the clock.
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kept")]
TODAY = NOON.date()


@pytest.fixture
def shows(house):
    """Five shows that play in a week, by the letter of their name."""
    return {name: _show(name) for name in "ABCDE"}


def _show(name, now=NOON):
    show = ShowFactory(name_en=name, slug=name.lower())
    offered_performance(
        show=show,
        seats=2,
        now=now,
        starts_at=now + timedelta(days=7),
        on_sale_from=now - timedelta(days=1),
    )
    return show


def _visits(show, people, days_ago, today=TODAY):
    day = today - timedelta(days=days_ago)
    ShowDay.objects.create(show=show, day=day, people=people)


def _told(chart, shows):
    names = {show.pk: name for name, show in shows.items()}
    return [
        (r.rank, names[r.show_id], r.people, str(r.move), r.places) for r in chart.ranks
    ]


def test_fixed_visits_give_exactly_this_chart(shows):
    # Seven days to today: A 30, B 50, C 30, D 5; before: A 90, B 20, C 40, E 70.
    for name, people, days_ago in [
        ("A", 10, 0),
        ("A", 20, 6),
        ("B", 50, 1),
        ("C", 30, 3),
        ("D", 5, 0),
        ("A", 90, 7),
        ("B", 20, 13),
        ("C", 40, 8),
        ("E", 70, 9),
        # Before both.
        ("D", 500, 14),
    ]:
        _visits(shows[name], people, days_ago)

    chart = hot_chart(Period.WEEK, now=NOON, most=10)

    assert _told(chart, shows) == [
        (1, "B", 50, "up", 3),
        (2, "A", 30, "down", 1),
        (3, "C", 30, "same", 0),
        (4, "D", 5, "new", 0),
    ]
    assert (chart.first, chart.last) == (TODAY - timedelta(days=6), TODAY)


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (Period.DAY, [(1, "B", 2, "up", 1), (2, "A", 1, "down", 1)]),
        (Period.WEEK, [(1, "A", 6, "new", 0), (2, "B", 4, "new", 0)]),
        (Period.MONTH, [(1, "B", 40, "new", 0), (2, "A", 6, "new", 0)]),
    ],
)
def test_each_period_has_a_chart_of_its_own(shows, period, expected):
    _visits(shows["A"], 1, 0)
    _visits(shows["B"], 2, 0)
    _visits(shows["A"], 5, 1)
    _visits(shows["B"], 2, 1)
    _visits(shows["B"], 36, 20)

    assert _told(hot_chart(period, now=NOON, most=10), shows) == expected


def test_the_chart_is_as_long_as_it_is_asked_to_be(shows):
    for people, show in enumerate(shows.values(), start=1):
        _visits(show, people, 0)

    chart = hot_chart(Period.DAY, now=NOON, most=2)

    assert [people for _rank, _name, people, *_ in _told(chart, shows)] == [5, 4]


def test_a_show_that_is_withdrawn_or_over_is_not_on_the_chart(shows):
    for show in shows.values():
        _visits(show, 1, 0)
        _visits(show, 1, 1)
    withdrawn = shows.pop("A")
    withdrawn.withdrawn_at = NOON
    withdrawn.save()
    shows.pop("B").performances.update(starts_at=NOON - timedelta(days=1))

    told = _told(hot_chart(Period.DAY, now=NOON, most=10), shows)

    # Whoever moves up because others have gone has not moved.
    assert told == [
        (1, "C", 1, Move.SAME, 0),
        (2, "D", 1, Move.SAME, 0),
        (3, "E", 1, Move.SAME, 0),
    ]


def test_the_chart_asks_once_however_many_shows(shows, django_assert_num_queries):
    for show in shows.values():
        _visits(show, 1, 0)
    the_house()

    with django_assert_num_queries(1):
        hot_chart(Period.WEEK, now=NOON, most=10)


def test_real_visits_are_on_the_page_the_home_page_and_in_the_api(
    client, pages, show, count
):
    for n in range(3):
        Person(f"203.0.113.{n}").looks_at()
    Person(agent="Googlebot/2.1").looks_at()
    count()

    page = client.get("/en/chart/").content.decode()
    home = client.get("/en/").content.decode()
    [rank] = client.get("/api/chart").json()["ranks"]

    for text in (page, home):
        assert 'class="rank__n">1<' in text
        assert 'class="rank__v">3<small>people' in text
        assert "/en/shows/swan-lake/" in text
    assert rank["people"] == 3
    assert rank["name"] == {"en": "Swan Lake", "zh_hans": "天鹅湖"}
    assert (rank["show"], rank["lowest_price"]) == ("swan-lake", "100.00")
    assert (rank["move"], rank["page"]) == ("new", "http://testserver/s/swan-lake/")


def test_the_page_speaks_chinese(client, pages, count):
    Person().looks_at()
    count()

    page = client.get("/zh-hans/chart/day/").content.decode()

    assert "<h1>热榜</h1>" in page
    assert "天鹅湖" in page
    assert "新上榜" in page


@pytest.mark.parametrize("path", ["", "day/", "month/"])
def test_an_empty_chart_says_so(client, site, path):
    response = client.get(f"/en/chart/{path}")

    assert response.status_code == 200
    assert "Nobody has looked yet." in response.content.decode()


@pytest.mark.parametrize("path", ["/en/chart/year/", "/de/chart/"])
def test_an_unknown_period_or_language_is_not_there(client, site, path):
    assert client.get(path, follow=True).status_code == 404


def test_the_api_refuses_an_unknown_period(client, house):
    assert client.get("/api/chart?period=year").status_code == 422
    assert client.get("/api/chart?limit=0").status_code == 422


def test_the_house_says_how_long_the_charts_are(client, house):
    now = timezone.now()
    today = now.astimezone(house.zone).date()
    for people, name in enumerate("ABC", start=1):
        _visits(_show(name, now), people, 0, today)
    ChartSettings.objects.create(rows=2)

    assert len(client.get("/api/chart").json()["ranks"]) == 2
    assert len(client.get("/api/chart?limit=3").json()["ranks"]) == 3


def test_the_chart_is_one_page_for_all_and_a_visit(client, pages, count):
    response = client.get("/en/chart/", headers={"user-agent": FIREFOX})
    again = client.get("/en/chart/", headers={"user-agent": FIREFOX})

    assert response["Cache-Control"] == "public, max-age=1"
    assert again.content == response.content
    assert "csrf" not in response.content.decode()
    assert response.visited == (0, None, "en", None)


def test_the_list_grows_and_its_questions_do_not(
    client, house, site, django_assert_max_num_queries
):
    now = timezone.now()
    today = now.astimezone(house.zone).date()
    for name in "ABCDEFGH":
        _visits(_show(name, now), 3, 0, today)
    client.get("/en/chart/day/")

    with django_assert_max_num_queries(15):
        page = client.get("/en/chart/").content.decode()

    assert page.count('class="rank rank--full"') == 8
    assert reverse("visits:chart-of", args=["day"]) in page
