"""A season is copied to other days in one go, after what would come of it was seen."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.desk.filled import fill
from tests.factories import (
    PerformanceFactory,
    PlanVersionFactory,
    ShowFactory,
    offered_performance,
)
from ticketing.desk.seasons.copying import NotFree, Wish, copy_season
from ticketing.desk.seasons.planning import days_between, plan_moves
from ticketing.rush.models import Room
from ticketing.rush.rooms import RoomPlan, set_room
from ticketing.shows.models import Performance
from ticketing.stock.models import Painting, PriceTier
from ticketing.stock.pricing import painting_of

pytestmark = pytest.mark.django_db
YEAR = 364


@pytest.fixture
def now():
    return timezone.now().replace(minute=0, second=0, microsecond=0)


@pytest.fixture
def season(now):
    """Three evenings of a show in one hall, priced and painted."""
    version = PlanVersionFactory(seats=4)
    show = ShowFactory()
    section = version.sections.first()
    made = []
    for number in range(3):
        performance = PerformanceFactory(
            show=show,
            plan_version=version,
            starts_at=now + timedelta(days=5 + number),
            on_sale_from=now + timedelta(days=1),
            most_per_buyer=4,
            has_waiting_list=True,
        )
        PriceTier.objects.create(
            performance=performance, code="A", name_en="Stalls", price="480"
        )
        Painting.objects.create(
            performance=performance, content={"sections": {section.code: "A"}}
        )
        made.append(performance)
    return made


def copy(season, now, *, days=YEAR, **wish):
    return copy_season(season, days=days, wish=Wish(**wish), now=now, actor="editor")


def test_dates_are_copied_with_prices_painting_and_rules(season, now):
    made = copy(season, now)

    for before, after in zip(season, made, strict=True):
        assert after.local_start == before.local_start + timedelta(days=YEAR)
        assert after.ends_at - after.starts_at == timedelta(hours=2)
        assert after.on_sale_from == before.on_sale_from + timedelta(days=YEAR)
        assert (after.most_per_buyer, after.has_waiting_list) == (4, True)
        assert not after.offered
        assert after.tiers.get().price == 480
        assert painting_of(after) == painting_of(before)


def test_only_the_dates_are_copied_where_nothing_more_is_wished(season, now):
    made = copy(season, now, prices=False, openings=False, rules=False, rooms=False)

    for after in made:
        assert after.on_sale_from is after.most_per_buyer is None
        assert not after.has_waiting_list
        assert not after.tiers.exists()
        assert not Painting.objects.filter(performance=after).exists()


def test_what_is_sold_comes_back_as_its_prices(now):
    sold = offered_performance(seats=3, now=now, starts_at=now + timedelta(days=2))

    (made,) = copy([sold], now)

    assert painting_of(made) == painting_of(sold)
    assert Painting.objects.get(performance=made).unpriced == 0
    assert not made.places.exists()


def test_a_waiting_room_moves_with_the_opening(season, now):
    first = season[0]
    opens = first.on_sale_from - timedelta(minutes=30)
    set_room(first.pk, RoomPlan(opens, keep_minutes=7), actor="editor", now=now)
    first.refresh_from_db()

    made = copy([first], now)[0]

    room = Room.objects.get(performance=made)
    assert room.opens_at == opens + timedelta(days=YEAR)
    assert room.keep_minutes == 7
    assert room.seed != Room.objects.get(performance=first).seed


def test_one_taken_hall_refuses_the_whole_season(season, now):
    PerformanceFactory(
        plan_version=season[1].plan_version,
        starts_at=season[1].starts_at + timedelta(days=YEAR, hours=1),
    )

    with pytest.raises(NotFree, match="hall is taken"):
        copy(season, now)

    assert Performance.objects.count() == 4


def test_copied_twice_it_is_there_already(season, now):
    copy(season, now)

    told = plan_moves(season, days=YEAR, now=now)

    assert [move.problem for move in told] == ["It is there already."] * 3


def test_what_would_be_over_is_named(season, now):
    told = plan_moves(season, days=-6, now=now)

    assert [move.can_be for move in told] == [False, False, True]
    assert told[0].problem == "This moment is over."


def test_an_hour_that_the_clocks_leave_out_is_named(season, now):
    venue = season[0].hall.venue
    venue.time_zone = "America/New_York"
    venue.save()
    night = season[0]
    night.hall.venue = venue
    night.starts_at = now.replace(year=2027, month=3, day=13, hour=7, minute=30)

    (told,) = plan_moves([night], days=1, now=now)

    assert not told.can_be
    assert "2027-03-14 02:30" in told.problem


def test_the_clock_on_the_wall_stays_over_a_change_of_the_hour(season, now):
    venue = season[0].hall.venue
    venue.time_zone = "America/New_York"
    night = season[0]
    night.hall.venue = venue
    night.starts_at = now.replace(year=2027, month=3, day=13, hour=1)

    (told,) = plan_moves([night], days=2, now=now)

    local = told.starts_at.astimezone(night.zone)
    assert (local.hour, night.local_start.hour) == (20, 20)


@pytest.mark.parametrize(
    ("first", "new_first", "keep", "days"),
    [
        (date(2026, 11, 27), date(2027, 11, 27), True, 371),
        (date(2026, 11, 27), date(2027, 11, 26), True, 364),
        (date(2026, 11, 27), date(2027, 11, 27), False, 365),
        (date(2026, 11, 27), date(2026, 11, 20), True, -7),
        (date(2026, 11, 27), date(2026, 11, 22), True, 0),
    ],
)
def test_weekdays_are_kept_by_whole_weeks(first, new_first, keep, days):
    assert days_between(first, new_first, keep_weekdays=keep) == days


def test_many_dates_take_as_many_questions_as_few(
    season, now, django_assert_max_num_queries
):
    for number in range(40):
        PerformanceFactory(
            show=season[0].show,
            plan_version=season[0].plan_version,
            starts_at=now + timedelta(days=20 + number),
        )
    sources = list(Performance.objects.with_show_and_venue())

    with django_assert_max_num_queries(12):
        assert len(copy(sources, now)) == 43


def test_an_editor_sees_what_would_come_and_copies_it(editor, season):
    first, last = season[0].local_start.date(), season[-1].local_start.date()
    taken = PerformanceFactory(
        plan_version=season[1].plan_version,
        starts_at=season[1].starts_at + timedelta(days=YEAR),
    )
    asked = {
        "first": first,
        "last": last,
        "new_first": first + timedelta(days=YEAR),
        "keep_weekdays": "on",
        "prices": "on",
    }
    url = reverse("staff-season", query=asked)
    seen = editor.get(url)
    assert seen.status_code == 200
    page = seen.content.decode()
    assert page.count('name="dates"') == 3
    assert str(taken) in page

    answer = fill(editor, url)

    assert answer.status_code == 302
    assert Performance.objects.filter(show=season[0].show).count() == 5
    assert editor.get(answer.url).status_code == 200
    again = fill(editor, url, dates=[season[0].pk])
    assert again.status_code == 422
    assert "It is there already." in again.content.decode()


def test_the_screen_begins_with_the_shows_own_season(editor, season):
    url = reverse("staff-season", query={"show": season[0].show_id})

    page = editor.get(url).content.decode()

    assert f'value="{season[0].local_start:%Y-%m-%d}"' in page


@pytest.mark.parametrize(
    "asked",
    [
        {"first": "x", "last": "2027-01-01", "new_first": "2028-01-01"},
        {"first": "2027-02-01", "last": "2027-01-01", "new_first": "2028-01-01"},
        {"first": "1999-01-01", "last": "1999-02-01", "new_first": "2028-01-01"},
        {"first": "2027-01-01", "last": "2027-02-01", "new_first": ""},
    ],
)
def test_a_season_that_is_none_is_refused_on_the_form(editor, asked):
    answer = editor.get(reverse("staff-season", query=asked))

    assert answer.status_code == 422
    assert 'name="dates"' not in answer.content.decode()


def test_several_shows_lead_to_what_each_still_needs(editor, season, now):
    other = PerformanceFactory(starts_at=now + timedelta(days=6, hours=3))
    asked = {
        "first": season[0].local_start.date(),
        "last": season[-1].local_start.date(),
        "new_first": season[0].local_start.date() + timedelta(days=YEAR),
    }

    answer = fill(editor, reverse("staff-season", query=asked), shows=None)

    page = editor.get(answer.url).content.decode()
    for show in (season[0].show, other.show):
        assert reverse("staff-offer", args=[show.pk]) in page
