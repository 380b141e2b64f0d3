"""A room from its making to its end, and what staff do with it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import NOON, offered_performance
from tests.rush.waiting import HOUR, MINUTE, opened, performance_with_room
from ticketing.rush import room_status, room_steps, rooms
from ticketing.rush.draw import print_of
from ticketing.rush.models import Room, RoomEvent
from ticketing.rush.room_counter import take_number
from ticketing.rush.room_errors import (
    NoRoom,
    NoSaleMoment,
    OrderIsDrawn,
    RoomOpensLate,
)
from ticketing.rush.room_now import Stage
from ticketing.rush.room_tasks import move_rooms

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]


def _room(performance, *, now):
    room_status.forget()
    return room_status.status_of(performance.pk, now=now).room


def test_a_room_is_announced_with_the_print_of_its_seed():
    performance = performance_with_room()
    room = _room(performance, now=NOON)

    assert performance.has_room
    assert room.stage == Stage.CLOSED
    assert room.seed is None
    assert room.room.seed_hash == print_of(room.room.seed)


def test_a_room_gathers_until_the_sale_opens_and_is_drawn_then():
    performance = performance_with_room()
    gathering = _room(performance, now=NOON + HOUR)
    numbers = [take_number(gathering.room) for _ in range(5)]

    moving = _room(performance, now=NOON + 2 * HOUR)

    assert numbers == [0, 1, 2, 3, 4]
    assert gathering.stage == Stage.GATHERING
    assert (moving.stage, moving.room.drawn) == (Stage.MOVING, 5)
    assert moving.seed == gathering.room.seed
    assert sorted(moving.rank(n) for n in numbers) == numbers
    assert moving.rank(5) == 5


def test_the_door_opens_with_the_clock():
    performance = performance_with_room(per_minute=60)
    opened(performance, joined=100)

    assert [
        _room(performance, now=NOON + timedelta(seconds=s)).open_to
        for s in (0, 1, 3, 9)
    ] == [0, 1, 3, 9]


def test_the_automatic_pace_follows_the_checkout(settings):
    settings.MARQUEE_CHECKOUT_PER_MINUTE = 120
    performance = performance_with_room(per_minute=None)
    opened(performance, joined=100)

    assert _room(performance, now=NOON + 2 * MINUTE).per_minute == 120


def test_a_pause_stops_the_door_and_says_why():
    performance = performance_with_room()
    opened(performance, joined=100)
    rooms.pause(performance.pk, en="Back soon", zh_hans="稍候", actor="ada", now=NOON)

    paused = _room(performance, now=NOON + HOUR)
    rooms.resume(performance.pk, actor="ada", now=NOON + HOUR)
    later = _room(performance, now=NOON + HOUR + timedelta(seconds=2))

    assert (paused.stage, paused.open_to, paused.per_minute) == (Stage.PAUSED, 0, 0)
    assert (later.stage, later.open_to) == (Stage.MOVING, 2)


def test_a_pause_is_taken_from_nobodys_turn():
    performance = performance_with_room(keep=10)
    room = opened(performance, joined=100, door=50)
    Room.objects.filter(pk=room.pk).update(trail=[[NOON.timestamp(), 50]])
    rooms.pause(performance.pk, en="", zh_hans="", actor="ada", now=NOON + MINUTE)
    paused = _room(performance, now=NOON + HOUR)
    rooms.resume(performance.pk, actor="ada", now=NOON + HOUR)

    assert paused.over_below == 0
    assert _room(performance, now=NOON + HOUR + 8 * MINUTE).over_below == 0
    assert _room(performance, now=NOON + HOUR + 9 * MINUTE).over_below == 50


def test_the_pace_is_changed_by_hand():
    performance = performance_with_room(per_minute=60)
    opened(performance, joined=1000)
    rooms.set_pace(performance.pk, 600, actor="ada", now=NOON)

    assert _room(performance, now=NOON + timedelta(seconds=1)).open_to == 10


def test_the_sale_is_opened_by_hand():
    performance = performance_with_room()
    rooms.open_sale_now(performance.pk, actor="ada", now=NOON + HOUR)

    performance.refresh_from_db()
    assert performance.on_sale_from == NOON + HOUR
    assert _room(performance, now=NOON + HOUR).stage == Stage.MOVING


def test_a_sale_that_is_open_gets_a_line_without_a_draw():
    performance = offered_performance()
    plan = rooms.RoomPlan(NOON, 10, 60)
    rooms.set_room(performance.pk, plan, actor="ada", now=NOON)

    assert _room(performance, now=NOON).room.drawn == 0


def test_a_room_must_open_before_the_sale():
    performance = offered_performance(on_sale_from=NOON + HOUR)
    plan = rooms.RoomPlan(NOON + HOUR, 10, None)

    with pytest.raises(RoomOpensLate):
        rooms.set_room(performance.pk, plan, actor="ada", now=NOON)


def test_a_room_needs_a_moment_of_sale():
    performance = offered_performance(on_sale_from=None)

    with pytest.raises(NoSaleMoment):
        rooms.set_room(performance.pk, rooms.RoomPlan(NOON), actor="ada", now=NOON)


def test_the_seed_stays_when_the_room_is_changed():
    performance = performance_with_room()
    seed = Room.objects.get().seed
    rooms.set_room(
        performance.pk, rooms.RoomPlan(NOON + MINUTE, 20, 5), actor="bo", now=NOON
    )

    assert Room.objects.get().seed == seed
    assert Room.objects.get().keep_minutes == 20


def test_when_the_room_opens_is_final_once_the_order_is_drawn():
    performance = performance_with_room()
    opened(performance, joined=5)

    with pytest.raises(OrderIsDrawn):
        rooms.set_room(performance.pk, rooms.RoomPlan(NOON), actor="bo", now=NOON)


def test_a_room_is_taken_away():
    performance = performance_with_room()
    rooms.remove_room(performance.pk, actor="ada", now=NOON)

    performance.refresh_from_db()
    assert not performance.has_room
    assert _room(performance, now=NOON) is None
    with pytest.raises(NoRoom):
        rooms.set_pace(performance.pk, 5, actor="ada", now=NOON)


def test_who_changed_what_is_kept():
    performance = performance_with_room()
    rooms.set_pace(performance.pk, 30, actor="bo", now=NOON)
    rooms.pause(performance.pk, en="Wait", zh_hans="", actor="cy", now=NOON)
    rooms.resume(performance.pk, actor="cy", now=NOON)

    events = RoomEvent.objects.order_by("pk").values_list("kind", "actor", "before")
    assert list(events) == [
        ("set", "ada", ""),
        ("pace", "bo", "60"),
        ("paused", "cy", ""),
        ("resumed", "cy", "Wait"),
    ]


def test_nobody_moves_a_door_of_a_sale_that_is_over():
    performance = performance_with_room()
    opened(performance, joined=100)
    over = performance.starts_at + HOUR

    assert room_steps.look_afresh(performance.pk, now=over).open_to == 0


def test_the_worker_draws_where_nobody_looks():
    now = timezone.now()
    performance = performance_with_room(now=now - 2 * HOUR)

    move_rooms.call()

    assert Room.objects.get(performance=performance).drawn == 0
