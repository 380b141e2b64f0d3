"""A large season is copied by the worker: how far it is, and how it ends."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from content.staff import season_copies
from content.staff.season_copies import copy_planned_season
from tests.desk.filled import fill
from tests.desk.test_seasons import YEAR, now, season
from tests.factories import PerformanceFactory
from ticketing.desk.models import SeasonCopy
from ticketing.shows.models import Performance
from ticketing.stock.models import Painting

__all__ = ["now", "season"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def planned(editor, season, monkeypatch):
    """The season as an editor has just sent it off; and the page that tells of it."""
    monkeypatch.setattr(season_copies, "TELL_EACH", 1)
    monkeypatch.setattr("content.staff.season_views.AT_ONCE", 2)
    first = season[0].local_start.date()
    asked = {
        "first": first,
        "last": season[-1].local_start.date(),
        "new_first": first + timedelta(days=YEAR),
        "prices": "on",
    }
    answer = fill(editor, reverse("staff-season", query=asked))
    planned = SeasonCopy.objects.get()
    assert answer.url == reverse("staff-season-progress", args=[planned.pk])
    return planned


def page_of(planned):
    return reverse("staff-season-progress", args=[planned.pk])


def copies(season):
    return Performance.objects.filter(show=season[0].show).exclude(
        pk__in=[one.pk for one in season]
    )


def run(planned):
    copy_planned_season.call(planned.pk)
    planned.refresh_from_db()


def test_the_worker_copies_it_and_the_page_leads_on(editor, planned, season):
    row = DBTaskResult.objects.get(task_path=copy_planned_season.module_path)
    assert row.args_kwargs["args"] == [planned.pk]
    waits = editor.get(page_of(planned)).content.decode()
    assert "3 dates wait to be copied" in waits
    assert 'hx-trigger="every 2s"' in waits
    assert not copies(season).exists()

    run(planned)

    assert copies(season).count() == 3
    assert all(one.tiers.count() == 1 for one in copies(season))
    assert Painting.objects.filter(performance__in=copies(season)).count() == 3
    there = reverse("staff-show", args=[season[0].show_id])
    by_script = editor.get(page_of(planned), headers={"HX-Request": "true"})
    assert by_script["HX-Redirect"] == there
    by_hand = editor.get(page_of(planned), follow=True)
    assert by_hand.redirect_chain == [(there, 302)]
    assert "3 dates are copied." in by_hand.content.decode()


def test_the_page_tells_how_far_it_is(editor, planned, season, monkeypatch):
    """Asked after each date; nothing is written before all have been read."""
    season[0].tiers.first()
    told = []

    def reading(sources, *, tell):
        for done in (1, 2, 3):
            tell(done)
            told.append(editor.get(page_of(planned)).content.decode())
            assert not copies(season).exists()
        return {}

    monkeypatch.setattr(season_copies, "paintings_of", reading)

    run(planned)

    for done, page in enumerate(told, start=1):
        assert f"{done} of 3 dates are read." in page
        assert f'value="{done}" max="3"' in page
        assert reverse("staff-season-progress", args=[planned.pk]) in page


def test_what_runs_twice_is_copied_once(planned, season):
    run(planned)
    run(planned)

    assert copies(season).count() == 3


def test_a_hall_that_was_taken_meanwhile_refuses_all(editor, planned, season):
    PerformanceFactory(
        plan_version=season[2].plan_version,
        starts_at=season[2].starts_at + timedelta(days=YEAR),
    )

    run(planned)

    page = editor.get(page_of(planned)).content.decode()
    assert not copies(season).exists()
    assert "The hall is taken" in page
    assert "Nothing was copied: all dates are copied, or none." in page
    assert "hx-get" not in page
    assert reverse("staff-season") in page


def test_a_failure_half_way_leaves_nothing_and_says_so(
    editor, planned, season, monkeypatch
):
    """It breaks when two of three are already noted in the history."""
    noted, whole = [], season_copies.log

    def breaking(**kwargs):
        noted.append(kwargs)
        if len(noted) > 2:
            raise OSError
        return whole(**kwargs)

    monkeypatch.setattr(season_copies, "log", breaking)

    with pytest.raises(OSError):  # noqa: PT011 whatever it is, it ends the copy
        copy_planned_season.call(planned.pk)

    assert not copies(season).exists()
    page = editor.get(page_of(planned)).content.decode()
    assert "Something went wrong" in page
    assert "Nothing was copied" in page
    # A second try of the worker leaves it at that.
    run(planned)
    assert planned.state == "failed"
    assert not copies(season).exists()


def test_it_is_told_in_the_language_of_who_asked(editor, planned, season):
    SeasonCopy.objects.update(language="zh-hans")
    PerformanceFactory(
        plan_version=season[0].plan_version,
        starts_at=season[0].starts_at + timedelta(days=YEAR),
    )

    run(planned)

    assert "场地已被占用" in planned.sentence or "占用" in planned.sentence


def test_only_who_makes_dates_sees_it(desk, planned):
    assert desk.get(page_of(planned)).status_code in (302, 403)
