"""What visitors see and are told, with and without a script."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories import offered_performance
from tests.rush.waiting import HOUR, opened, performance_with_room
from ticketing.rush import room_counter, room_status, rooms
from ticketing.rush.codes import make_codes
from ticketing.rush.draw import drawn_rank
from ticketing.rush.models import PresaleWindow, Room
from ticketing.rush.room_tokens import cookie_name, new_token, signed
from ticketing.shows.models import Performance

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]


@pytest.fixture
def gathering():
    """The room is open, the sale opens in an hour."""
    return performance_with_room(now=timezone.now() - HOUR)


def _page(performance, *, path="", language="en", visitor=None):
    address = f"/{language}/performances/{performance.pk}/room/{path}"
    return (visitor or Client()).get(address)


def _status(performance, **headers):
    return Client().get(f"/rooms/{performance.pk}/status.json", headers=headers)


def test_the_room_page_is_the_same_for_everybody(gathering):
    page = _page(gathering)

    assert page.status_code == 200
    assert page["Cache-Control"] == "public, max-age=1"
    assert not page.cookies
    assert 'data-state="join"' in page.content.decode()
    assert Room.objects.get().seed_hash in page.content.decode()
    assert Room.objects.get().seed not in page.content.decode()


def test_a_presale_is_told_and_its_code_leads_past_the_room(gathering):
    now = timezone.now()
    window = PresaleWindow.objects.create(
        name_en="Friends", begins_at=now - HOUR, ends_at=now + HOUR
    )
    window.performances.set([gathering])
    (code,) = make_codes(window, count=1, now=now)
    visitor = Client()
    seats = f"/en/performances/{gathering.pk}/"

    page = _page(gathering).content.decode()
    turned_away = visitor.get(seats)
    entered = visitor.post(f"{seats}code/", {"code": code.code}, follow=True)

    assert "Friends" in page
    assert f'href="{seats}code/"' in page
    assert turned_away["Location"].endswith("/room/")
    assert 'name="place"' in entered.content.decode()
    Performance.objects.update(on_sale_from=now)
    room_status.forget()
    later = _page(gathering, language="zh-hans").content.decode()
    assert 'data-state="join"' in later
    assert "Friends" not in later


def joined_so_far():
    """Where the count is kept: in Redis where there is one, else in the database."""
    return room_counter.joined(Room.objects.get())


def test_joining_gives_a_number_and_leads_to_the_line(gathering):
    visitor = Client()
    joined = visitor.post(f"/rooms/{gathering.pk}/join/", {"language": "zh-hans"})
    line = visitor.get(joined["Location"]).content.decode()

    assert joined["Location"] == f"/zh-hans/performances/{gathering.pk}/room/line/"
    assert 'data-state="gathered"' in line
    assert '<meta http-equiv="refresh"' in line
    assert joined_so_far() == 1


def test_no_fewer_have_joined_than_a_number_says(gathering):
    visitor = Client()
    assert 'data-fill="joined">0<' in _page(gathering).content.decode()
    joined = visitor.post(f"/rooms/{gathering.pk}/join/")
    line = visitor.get(joined["Location"]).content.decode()

    assert 'data-fill="joined">1<' in line


def test_joining_twice_keeps_the_number(gathering):
    visitor = Client()
    visitor.post(f"/rooms/{gathering.pk}/join/")
    visitor.post(f"/rooms/{gathering.pk}/join/")

    assert joined_so_far() == 1


def test_a_script_is_told_its_number(gathering):
    answer = Client().post(
        f"/rooms/{gathering.pk}/join/", headers={"Accept": "application/json"}
    )

    assert (answer.status_code, answer.json()) == (201, {"number": 0})


def test_nobody_joins_before_the_room_opens():
    performance = performance_with_room(now=timezone.now())
    refused = Client().post(f"/rooms/{performance.pk}/join/")

    assert refused["Location"] == f"/en/performances/{performance.pk}/room/"
    assert not refused.cookies
    assert joined_so_far() == 0


def test_looking_at_the_address_of_joining_joins_nobody(gathering):
    assert Client().get(f"/rooms/{gathering.pk}/join/").status_code == 302
    assert joined_so_far() == 0


def test_the_line_tells_the_place_without_a_script():
    now = timezone.now()
    performance = performance_with_room(now=now, per_minute=60)
    room = opened(performance, joined=4474, door=1000, now=now)
    visitor = Client()
    visitor.cookies[cookie_name(performance.pk)] = signed(new_token(room.pk, 2086))
    rank = drawn_rank(room.seed, 4474, 2086)
    Room.objects.update(door=rank - 120, per_minute=0, pace=60)
    room_status.forget()

    line = _page(performance, path="line/", visitor=visitor).content.decode()

    assert f'data-rank="{rank + 1}"' in line
    assert '<p class="wait__n" data-fill="before">120</p>' in line


def test_the_line_needs_a_number(gathering):
    away = _page(gathering, path="line/")

    assert away["Location"] == f"/en/performances/{gathering.pk}/room/"


def test_more_time_is_given_ten_times():
    now = timezone.now()
    performance = performance_with_room(now=now, per_minute=0)
    room = opened(performance, joined=5, door=5, now=now)
    visitor = Client()
    name = cookie_name(performance.pk)
    visitor.cookies[name] = signed(new_token(room.pk, 0))
    seen = []
    for _ in range(12):
        visitor.post(f"/rooms/{performance.pk}/longer/")
        seen.append(visitor.cookies[name].value)

    assert len(set(seen)) == 10
    assert (
        "I need more time"
        not in _page(performance, path="line/", visitor=visitor).content.decode()
    )


def test_the_status_is_one_small_document_for_all(gathering):
    answer = _status(gathering)
    document = answer.json()

    assert answer["Cache-Control"] == "public, max-age=1"
    assert len(answer.content) < 1000
    assert (document["stage"], document["joined"]) == ("gathering", 0)
    assert (document["seed"], document["drawn"]) == (None, None)
    assert [tier["state"] for tier in document["tiers"]] == ["few"]
    assert not answer.cookies


def test_an_unchanged_status_is_not_sent_again(gathering):
    etag = _status(gathering)["ETag"]

    assert _status(gathering, **{"If-None-Match": etag}).status_code == 304


def test_the_status_reveals_the_seed_when_the_order_is_drawn(gathering):
    rooms.open_sale_now(gathering.pk, actor="ada", now=timezone.now())
    document = _status(gathering).json()

    assert document["seed"] == Room.objects.get().seed
    assert document["drawn"] == 0


def test_the_message_of_a_pause_is_told_in_both_languages(gathering):
    rooms.pause(
        gathering.pk,
        en="Back at nine",
        zh_hans="九点继续",
        actor="ada",
        now=timezone.now(),
    )
    rooms.open_sale_now(gathering.pk, actor="ada", now=timezone.now())

    assert _status(gathering).json()["message"] == {
        "en": "Back at nine",
        "zh-hans": "九点继续",
    }
    assert "九点继续" in _page(gathering, language="zh-hans").content.decode()


def test_the_status_asks_the_database_once_a_second(
    gathering, django_assert_num_queries
):
    _status(gathering)
    with django_assert_num_queries(0):
        for _ in range(5):
            _status(gathering)


def test_where_there_is_no_room_the_page_leads_to_the_places():
    plain = offered_performance(now=timezone.now())

    assert _page(plain)["Location"] == f"/en/performances/{plain.pk}/"
    assert _status(plain).status_code == 404
    assert Client().post(f"/rooms/{plain.pk}/join/").status_code == 404


def test_a_sale_that_is_over_says_so_on_the_page_of_places():
    now = timezone.now()
    performance = performance_with_room(now=now - 3 * HOUR)
    performance.off_sale_at = now - timedelta(minutes=1)
    performance.save()

    seats = f"/en/performances/{performance.pk}/"
    assert _page(performance)["Location"] == seats
    assert Client().get(seats).status_code == 200


def test_the_page_has_the_status_in_it(gathering):
    visitor = Client()
    visitor.post(f"/rooms/{gathering.pk}/join/")
    page = _page(gathering, path="line/", visitor=visitor)

    assert json.loads(page.context["status"])["joined"] in (0, 1)
