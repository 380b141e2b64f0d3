"""Performances with a waiting room, and visitors before it."""

from datetime import timedelta

from tests.factories import NOON, offered_performance
from ticketing.rush import room_status, rooms
from ticketing.rush.models import Room, RoomCounter

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


def performance_with_room(*, per_minute=60, keep=10, now=NOON, **fields):
    """The room opens an hour before the sale, which opens an hour from now."""
    performance = offered_performance(
        now=now,
        on_sale_from=now + 2 * HOUR,
        starts_at=now + timedelta(days=7),
        **fields,
    )
    plan = rooms.RoomPlan(now + HOUR, keep, per_minute)
    rooms.set_room(performance.pk, plan, actor="ada", now=now)
    performance.refresh_from_db()
    return performance


def opened(performance, *, joined, door=0, now=NOON):
    """The order is drawn among so many, and so many have been let in."""
    room = Room.objects.get(performance=performance)
    RoomCounter.objects.filter(room=room).update(joined=joined)
    performance.on_sale_from = now - HOUR
    performance.save()
    room.drawn, room.drawn_at = joined, now
    room.door, room.door_at = door, now
    room.trail = [[(now - MINUTE).timestamp(), 0]]
    room.save()
    room_status.forget()
    return room
