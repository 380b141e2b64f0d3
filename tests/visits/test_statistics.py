"""The visit counter in the open, and the shows that played lately."""

import re
from datetime import date, timedelta

import pytest

from content.visits.drawing import bars, rounded_up
from content.visits.models import ShowDay, SiteDay
from tests.factories import PerformanceFactory, ShowFactory, offered_performance
from tests.visits.conftest import Person
from ticketing.stock.models import Place, PlaceState

# What is kept for a second is kept: counts must not hang on the clock.
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kept")]


def _played(show, now, days_ago, **fields):
    return offered_performance(
        show=show,
        **{"seats": 1, **fields},
        now=now - timedelta(days=days_ago + 1),
        starts_at=now - timedelta(days=days_ago),
        on_sale_from=now - timedelta(days=days_ago + 30),
    )


def _page(client, language="en", query=""):
    return client.get(f"/{language}/statistics/{query}").content.decode()


def test_the_counter_tells_all_today_and_the_last_thirty_days(
    client, pages, house, now, count
):
    today = now.astimezone(house.zone).date()
    SiteDay.objects.create(day=today - timedelta(days=40), people=1000, views=1)
    SiteDay.objects.create(day=today - timedelta(days=29), people=30, views=1)
    Person().looks_at()
    Person("203.0.113.8").looks_at()
    count()

    page = _page(client)

    assert "<dd>1,032</dd>" in page
    assert "<dd>2</dd>" in page
    assert "<dd>32</dd>" in page
    assert page.count("<rect") == 30


def test_the_home_page_tells_the_visits_so_far(client, pages, house, now):
    today = now.astimezone(house.zone).date()
    SiteDay.objects.create(day=today, people=4321, views=1)

    assert "4,321" in client.get("/en/").content.decode()


def test_a_show_that_played_has_its_figures(client, pages, show, house, now):
    for days_ago in (3, 10, 80):
        _played(show, now, days_ago)
    _played(show, now, 91)
    _played(show, now, 5, cancelled_at=now - timedelta(days=9))
    today = now.astimezone(house.zone).date()
    for days_ago, people in ((0, 5), (200, 700)):
        day = today - timedelta(days=days_ago)
        ShowDay.objects.create(show=show, day=day, people=people)

    page = _page(client)

    assert 'href="/en/shows/swan-lake/"' in page
    assert "3 performances" in page
    assert '<td class="num">705</td>' in page
    assert "天鹅湖" in _page(client, "zh-hans")


def test_a_show_that_was_withdrawn_is_not_told_of(client, pages, show, now):
    _played(show, now, 3)
    show.withdrawn_at = now
    show.save()

    assert "Nothing has played in the last 90 days." in _page(client)


def test_many_shows_are_parted_into_pages_without_more_questions(
    client, site, now, django_assert_max_num_queries
):
    for n in range(27):
        _played(ShowFactory(name_en=f"Played {n}"), now, n + 1)

    second = _page(client, query="?page=2")
    # The frame of all pages is kept by now.
    with django_assert_max_num_queries(14):
        first = _page(client)

    assert first.count('scope="row">Played') == 24
    assert second.count('scope="row">Played') == 3


def test_a_house_without_visits_says_so(client, site):
    page = _page(client)

    assert "<dd>none yet</dd>" in page
    assert "Nobody has been counted in these days yet." in page
    assert '<svg class="days' not in page
    assert "<dd>暂无</dd>" in _page(client, "zh-hans")


def test_seats_sold_are_a_figure_only_where_it_says_something(client, site, now):
    """Three shows: many sold, few sold, all sold; and one sold elsewhere."""
    for name, seats, sold in (("Many", 25, 21), ("Few", 25, 19), ("All", 2, 2)):
        performance = _played(ShowFactory(name_en=name), now, 2, seats=seats)
        places = performance.places.order_by("pk")[:sold].values("pk")
        Place.objects.filter(pk__in=list(places.values_list("pk", flat=True))).update(
            state=PlaceState.SOLD
        )
    elsewhere = ShowFactory(name_en="Elsewhere")
    PerformanceFactory(show=elsewhere, starts_at=now - timedelta(days=1))

    english, chinese = _page(client), _page(client, "zh-hans")

    told = dict(re.findall(r'scope="row">(\w+)<.*?class="num">([^<]+)<', english, re.S))
    assert told == {
        "Many": "21",
        "Few": "fewer than 20",
        "All": "sold out",
        "Elsewhere": "not sold here",
    }
    assert "不足20" in chinese
    assert "非本站售票" in chinese


@pytest.mark.parametrize(
    ("most", "top"), [(0, 1), (1, 1), (3, 5), (11, 20), (50, 50), (6990, 10000)]
)
def test_the_upper_edge_is_a_round_figure(most, top):
    assert rounded_up(most) == top


def test_a_bar_is_as_high_as_its_day_and_never_lost():
    first = date(2026, 11, 1)
    drawn = bars([(first, 50), (first + timedelta(days=1), 0), (first, 10_000)])

    assert [bar.height for bar in drawn.bars] == [1, 0, 100]
    assert [bar.x for bar in drawn.bars] == [0, 10, 20]
    assert drawn.box == "0 0 27 100"
    assert [bar.is_today for bar in drawn.bars] == [False, False, True]
