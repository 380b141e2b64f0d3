"""Drafts are written anew, used versions never; nobody's work is lost."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from tests.factories import (
    NOON,
    HallFactory,
    PlanVersionFactory,
    offered_performance,
)
from tests.venues.drawings import drawings, row_of, small
from ticketing.venues.editor import Saving, drawing_of, make_plan, save_drawing
from ticketing.venues.errors import DrawingRefused, SavedMeanwhile
from ticketing.venues.formats.records import Background
from ticketing.venues.frame import points_of
from ticketing.venues.models import PlanVersion, SeatingPlan

pytestmark = pytest.mark.django_db


def made(drawing=None):
    plan = SeatingPlan(hall=HallFactory(), name_en="Plan")
    return make_plan(plan, drawing or small(), who="Ada", now=NOON)


def saved(version, drawing, *, revision=None, **fields):
    read = version.revision if revision is None else revision
    saving = Saving(drawing, read, "Bo", **fields)
    return save_drawing(version.pk, saving, now=NOON)


def keys_of(version):
    return list(version.seats.order_by("pk").values_list("key", flat=True))


@given(drawings())
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_what_is_saved_is_what_is_read(drawing):
    assert drawing_of(made(drawing)) == drawing


def test_a_draft_is_written_anew_and_keeps_its_sections():
    version = made()
    stalls = version.sections.get()
    drawing = small("0", "1", "2")

    again = saved(version, drawing)

    assert (again.pk, again.revision, again.saved_by) == (version.pk, 2, "Bo")
    assert again.sections.get() == stalls
    assert keys_of(again) == ["stalls-A-0", "stalls-A-1", "stalls-A-2"]


def test_a_used_version_stays_and_the_next_one_is_made():
    version = offered_performance(seats=3).plan_version
    before = keys_of(version)

    again = saved(version, small())

    version.refresh_from_db()
    assert (again.number, again.used_at) == (version.number + 1, None)
    assert (keys_of(version), version.revision) == (before, 0)


def test_who_saves_an_old_revision_is_told_who_was_faster():
    version = made()
    saved(version, small("7"))

    with pytest.raises(SavedMeanwhile) as refused:
        saved(version, small("8"), revision=1)

    assert str(refused.value).startswith("Bo has saved this plan meanwhile.")
    assert keys_of(version) == ["stalls-A-7"]


def test_of_two_who_edit_a_used_version_the_second_is_told():
    version = offered_performance(seats=3).plan_version
    saved(version, small())

    with pytest.raises(SavedMeanwhile):
        saved(version, small("8"))


def test_ones_own_drawing_can_become_a_version_of_its_own():
    version = made()
    saved(version, small("7"))

    mine = saved(version, small("8"), revision=1, as_new=True)

    assert (mine.number, keys_of(mine)) == (2, ["stalls-A-8"])
    assert keys_of(version) == ["stalls-A-7"]


def test_a_faulty_drawing_changes_nothing():
    version = made()

    with pytest.raises(DrawingRefused):
        saved(version, replace(small(), sections=()))

    assert len(keys_of(version)) == 5


def test_a_picture_that_is_gone_is_left_out():
    (stalls,) = small().sections
    seat = replace(stalls.seats[0], photo=987)
    drawing = replace(
        small(),
        sections=(replace(stalls, seats=(seat, *row_of("2"))),),
        background=Background(987, 0.0, 0.0, 10.0, 10.0),
    )

    read = drawing_of(made(drawing))

    assert read.background is None
    assert read.sections[0].seats[0].photo is None


def test_a_version_of_older_times_is_read_with_its_lines():
    version = PlanVersionFactory(seats=4, standing=7)
    PlanVersion.objects.filter(pk=version.pk).update(drawing={"outlines": ["M0 0L1 1"]})
    version.refresh_from_db()

    read = drawing_of(version)

    assert read.lines == ("M0 0L1 1",)
    assert [s.capacity for s in read.sections] == [4, 7]


def test_the_box_holds_all_that_is_drawn():
    version = made(replace(small(), lines=("M0 0A100 100 0 0 1 200 0",)))

    left, top, width, height = version.drawing["box"]

    assert (left, top) == (-40, -140)
    assert (left + width, top + height) == (240, 40)


def test_numbers_of_a_path_may_have_an_exponent():
    assert list(points_of("M1e2 0L-2E1 5e-1")) == [(100.0, 0.0), (-20.0, 0.5)]
