"""Plans on the staff's screens: made, saved, exchanged, and under a sale."""

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from tests.factories import HallFactory, offered_performance
from tests.venues.drawings import small
from tests.venues.test_formats import FOREIGN
from ticketing.venues.editor import Saving, drawing_of, make_plan, save_drawing
from ticketing.venues.formats.csv_files import write_csv
from ticketing.venues.formats.json_files import write_json
from ticketing.venues.models import PlanVersion, SeatingPlan


@pytest.fixture
def version(furnished):
    plan = SeatingPlan(hall=HallFactory(), name_en="Plan")
    return make_plan(plan, small(), who="Ada", now=timezone.now())


def send(client, version, drawing, **fields):
    body = {"revision": version.revision, "plan": write_json(drawing), **fields}
    url = reverse("desk-plan-save", args=[version.pk])
    return client.post(url, json.dumps(body), content_type="application/json")


def test_a_plan_begins_on_an_empty_page(administrator):
    hall = HallFactory()

    answer = administrator.post(
        reverse("desk-plan-add"), {"hall": hall.pk, "name_en": "Concert"}
    )

    version = PlanVersion.objects.get(plan__name_en="Concert")
    assert answer.url == reverse("desk-plan-editor", args=[version.pk])
    assert administrator.get(answer.url).status_code == 200


@pytest.mark.parametrize("kind", ["json", "csv"])
def test_what_is_exported_can_be_read_again(administrator, version, kind):
    url = reverse("desk-plan-export", args=[version.pk, kind])
    file = SimpleUploadedFile(f"plan.{kind}", administrator.get(url).content)

    administrator.post(
        reverse("desk-plan-import", args=[version.plan_id]), {"file": file}
    )

    newest = version.plan.versions.latest("number")
    assert newest.number == 2
    assert list(newest.seats.values_list("key", "row", "label")) == list(
        version.seats.values_list("key", "row", "label")
    )


def test_a_plan_begins_with_a_file_of_pretix(administrator):
    file = SimpleUploadedFile("plan.json", FOREIGN.read_bytes())

    administrator.post(
        reverse("desk-plan-add"),
        {"hall": HallFactory().pk, "name_en": "Read", "file": file},
    )

    version = PlanVersion.objects.get(plan__name_en="Read")
    assert version.seats.count() == 6


def test_a_file_with_faults_is_told_about_and_nothing_is_made(administrator):
    faulty = write_csv(small("1", "1")).encode()
    file = SimpleUploadedFile("plan.csv", faulty)

    answer = administrator.post(
        reverse("desk-plan-add"),
        {"hall": HallFactory().pk, "name_en": "Read", "file": file},
    )

    assert answer.status_code == 422
    assert "Two seats are called Stalls, row A, seat 1." in answer.content.decode()
    assert not SeatingPlan.objects.filter(name_en="Read").exists()


def test_the_editor_saves_what_it_loaded(administrator, version):
    loaded = administrator.get(reverse("desk-plan-document", args=[version.pk])).json()
    assert loaded["plan"] == write_json(small())

    answer = send(administrator, version, small("1", "2", "2A"))

    assert answer.json()["sentence"] == "Version 1 is saved."
    assert answer.json()["revision"] == 2
    assert version.seats.count() == 3


def test_a_faster_person_is_told_of_and_faults_are_told(administrator, version):
    later = save_drawing(
        version.pk, Saving(small("7"), 1, "Bo Chen"), now=timezone.now()
    )

    old = send(administrator, version, small("8"), revision=1)
    bad = send(administrator, later, small("1", "1"))
    none = administrator.post(
        reverse("desk-plan-save", args=[version.pk]), "?", content_type="text/json"
    )

    assert (old.status_code, bad.status_code, none.status_code) == (409, 422, 422)
    assert "Bo Chen has saved" in old.json()["sentences"][0]
    assert "Two seats have the key stalls-A-1." in bad.json()["sentences"]


def test_the_page_of_a_plan_says_who_plays_on_it(administrator):
    performance = offered_performance(
        seats=3, now=timezone.now(), starts_at=timezone.now() + timedelta(days=9)
    )
    version = performance.plan_version
    newer = save_drawing(
        version.pk, Saving(drawing_of(version), 0, "Ada"), now=timezone.now()
    )

    page = administrator.get(reverse("desk-plan", args=[version.plan_id]))

    move = reverse("desk-plan-move", args=[performance.pk])
    assert f"{move}?to={newer.pk}" in page.content.decode()


def test_an_editor_sees_plans_and_draws_none(editor, version):
    page = editor.get(reverse("desk-plan", args=[version.plan_id]))
    export = editor.get(reverse("desk-plan-export", args=[version.pk, "csv"]))

    assert reverse("desk-plan-editor", args=[version.pk]) not in page.content.decode()
    assert export.status_code == 200
    assert send(editor, version, small("9")).status_code == 302
    assert version.seats.count() == 5


def test_a_picture_goes_into_the_library(administrator, picture_file):
    answer = administrator.post(
        reverse("desk-plan-picture-add"), {"file": picture_file}
    )

    shown = administrator.get(reverse("desk-plan-picture", args=[answer.json()["id"]]))
    assert shown.status_code == 302
    wrong = SimpleUploadedFile("plan.png", b"no picture")
    refused = administrator.post(reverse("desk-plan-picture-add"), {"file": wrong})
    assert refused.status_code == 422
    assert refused.json()["sentences"]


@pytest.fixture
def picture_file(settings, tmp_path):
    from io import BytesIO  # noqa: PLC0415

    from PIL import Image  # noqa: PLC0415

    settings.MEDIA_ROOT = tmp_path
    made = BytesIO()
    Image.new("RGB", (40, 20), "white").save(made, "PNG")
    return SimpleUploadedFile("plan.png", made.getvalue(), "image/png")


def test_a_performance_moves_to_a_newer_version(administrator):
    performance = offered_performance(seats=3)
    version = performance.plan_version
    newer = save_drawing(
        version.pk, Saving(drawing_of(version), 0, "Ada"), now=timezone.now()
    )
    url = reverse("desk-plan-move", args=[performance.pk])

    page = administrator.get(f"{url}?to={newer.pk}").content.decode()
    moved = administrator.post(url, {"to": newer.pk})

    assert "3 places go along as they are." in page
    assert moved.status_code == 302
    performance.refresh_from_db()
    assert performance.plan_version == newer
