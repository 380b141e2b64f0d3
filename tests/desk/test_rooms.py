"""The waiting rooms' screens: set one up, watch it, steer it."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from tests.factories import offered_performance
from tests.rush.waiting import HOUR, opened, performance_with_room
from ticketing.house.models import House
from ticketing.rush import room_status
from ticketing.rush.models import Room, RoomEvent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]


@pytest.fixture
def performance(furnished):
    now = timezone.now()
    performance = performance_with_room(now=now, per_minute=60)
    opened(performance, joined=100, door=7, now=now)
    return performance


def _at(performance, act=""):
    return f"/admin/desk/rooms/{performance.pk}/{act}"


def test_the_desk_sets_up_a_room(furnished, desk):
    now = timezone.now()
    performance = offered_performance(now=now, on_sale_from=now + 3 * HOUR)
    assert performance.show.name_en in desk.get("/admin/desk/rooms/").content.decode()

    opens = (now + HOUR).strftime("%Y-%m-%dT%H:%M")
    form = {"opens_at": opens, "keep_minutes": 12, "per_minute": ""}
    answer = desk.post(_at(performance), form)

    room = Room.objects.get(performance=performance)
    assert answer["Location"] == _at(performance)
    assert (room.keep_minutes, room.per_minute) == (12, None)
    assert RoomEvent.objects.get().actor


def test_the_moment_is_the_houses(furnished, desk):
    House.objects.update(time_zone="Asia/Shanghai")
    now = timezone.now()
    performance = offered_performance(now=now, on_sale_from=now + 3 * HOUR)
    opens = (now + HOUR).replace(second=0, microsecond=0)
    typed = opens.astimezone(ZoneInfo("Asia/Shanghai")).strftime("%Y-%m-%dT%H:%M")
    desk.post(_at(performance), {"opens_at": typed, "keep_minutes": 12})

    assert Room.objects.get(performance=performance).opens_at == opens
    assert f'value="{typed}"' in desk.get(_at(performance)).content.decode()


def test_a_room_that_opens_late_is_refused_in_words(furnished, desk):
    now = timezone.now()
    performance = offered_performance(now=now, on_sale_from=now + HOUR)
    opens = (now + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")

    answer = desk.post(_at(performance), {"opens_at": opens, "keep_minutes": 10})

    assert answer.status_code == 422
    assert "must open before the sale" in answer.content.decode()


def test_the_desk_sees_the_room_live(performance, desk):
    figures = desk.get(_at(performance, "live/")).json()

    assert (figures["joined"], figures["admitted"], figures["waiting"]) == (100, 7, 93)
    assert (figures["stage"], figures["free"]) == ("moving", 20)


def test_the_desk_steers_the_room(performance, desk):
    desk.post(_at(performance, "pace/"), {"pace-per_minute": "5"})
    message = {"message-message_en": "Soon", "message-message_zh_hans": "马上"}
    desk.post(_at(performance, "pause/"), message)
    room_status.forget()
    paused = desk.get(_at(performance)).content.decode()
    desk.post(_at(performance, "resume/"))

    room = Room.objects.get()
    assert "Let the door move on" in paused
    assert (room.per_minute, room.paused_at) == (5, None)
    kinds = RoomEvent.objects.order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["set", "pace", "paused", "resumed"]


def test_a_pause_needs_its_message(performance, desk):
    answer = desk.post(_at(performance, "pause/"), {}, follow=True)

    assert "Message (English)" in answer.content.decode()
    assert Room.objects.get().paused_at is None


def test_the_desk_takes_the_room_away(performance, desk):
    desk.post(_at(performance, "remove/"))

    performance.refresh_from_db()
    assert not performance.has_room


def test_looking_at_an_act_changes_nothing(performance, desk):
    desk.get(_at(performance, "remove/"))

    performance.refresh_from_db()
    assert performance.has_room
