"""A restricted view is told, shown and ticked before it can be held."""

import gc
import json

import pytest
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from tests.checkout import shop
from tests.choosing import halls
from ticketing.venues.models import SeatFlag

pytestmark = pytest.mark.django_db
NOTE = {"note_en": "A pillar on the left", "note_zh_hans": "左侧有柱子遮挡"}


@pytest.fixture
def performance(house):
    performance = halls.hall(seats=20)
    halls.flag(performance, "A1", SeatFlag.RESTRICTED, **NOTE)
    return performance


def page(client, performance, **headers):
    url = reverse("checkout:performance", args=[performance.pk])
    return client.get(url, headers=headers)


def test_the_list_tells_what_is_in_the_way(client, performance):
    text = shop.text_of(page(client, performance))

    assert "Restricted view: A pillar on the left" in text


def test_in_chinese_too(client, performance):
    text = shop.text_of(client.get(f"/zh-hans/performances/{performance.pk}/"))

    assert "左侧有柱子遮挡" in text


def test_without_script_the_tick_stands_where_such_a_seat_is_listed(
    client, performance
):
    assert 'name="knows_view"' in page(client, performance).content.decode()

    other = page(client, halls.hall(seats=20)).content.decode()
    assert 'name="knows_view"' not in other


def test_it_is_not_held_without_the_tick(client, performance):
    places = halls.keys(performance, "A1", "A2")

    refused = shop.hold(client, performance, places)

    html = refused.content.decode()
    assert refused.status_code == 422
    assert "Tick that you know it." in shop.text_of(refused)
    assert 'name="knows_view"  aria-invalid="true"' in html
    assert html.count(f'value="{places[0]}" checked') == 1
    assert halls.held(performance) == ""


def test_with_the_tick_it_is_held(client, performance):
    wish = {"place": halls.keys(performance, "A1", "A2"), "knows_view": "on"}

    client.post(shop.hold_url(performance), wish)

    assert halls.held(performance) == "A1 A2"


def test_seats_with_a_free_view_need_no_tick(client, performance):
    shop.hold(client, performance, halls.keys(performance, "A3"))

    assert halls.held(performance) == "A3"


def test_over_the_interface(client, performance):
    post = {"content_type": "application/json"}
    key = client.post("/api/carts", "{}", **post).json()["key"]
    wish = {"performance": performance.pk, "places": halls.keys(performance, "A1")}
    path = f"/api/carts/{key}/places"

    refused = client.post(path, json.dumps(wish), **post).json()
    held = client.post(path, json.dumps({**wish, "knows_view": True}), **post)

    assert refused["code"] == "restricted_view"
    assert refused["details"]["restricted"] == wish["places"]
    assert held.status_code == 200


# Wagtail leaves the file of a new rendition to the collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_the_photo_is_in_the_list_and_on_the_map(
    client, performance, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    photo = get_image_model().objects.create(title="View", file=get_test_image_file())
    seat = halls.flag(performance, "A1", SeatFlag.RESTRICTED, photo=photo)
    url = reverse("checkout:geometry", args=[performance.plan_version_id])

    note, address = json.loads(client.get(url).content)["views"][str(seat.pk)]

    assert note == "A pillar on the left"
    assert address.endswith(".webp")
    assert address in page(client, performance).content.decode()
    gc.collect()
