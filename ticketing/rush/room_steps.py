"""The steps that a waiting room takes by itself: the draw, and the door.

Whoever looks takes them along, once a second at most over all processes; the
worker looks too, so that a room opens where nobody does.
"""

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction

from ticketing.rush import room_counter, room_door
from ticketing.rush.models import Room, RoomEvent, RoomEventKind
from ticketing.rush.room_now import RoomNow
from ticketing.shows.models import Performance
from ticketing.stock.models import Hold, Place

STEP: Final = timedelta(seconds=1)


def look_afresh(performance_id: int, *, now: datetime) -> RoomNow | None:
    """Read the room, moved on to this moment; None where there is none."""
    room = _room(performance_id)
    if room is None:
        return None
    count = room_counter.joined(room)
    if _is_due(room, now=now):
        room_counter.keep_joined(room, count)
        room = take_steps(performance_id, now=now) or room
    return RoomNow(room, room.performance.on_sale_from, count, now)


@transaction.atomic
def take_steps(performance_id: int, *, now: datetime) -> Room | None:
    """Draw the order, move the door. None where another process is about it."""
    found = Room.objects.filter(performance=performance_id).order_by("pk")
    locked = found.select_for_update(no_key=True, skip_locked=True)
    if not list(locked.values_list("pk")):
        return None
    room = _room(performance_id)
    if room is None or not _is_due(room, now=now):
        return room
    if room.drawn is None:
        _draw(room, now=now)
    else:
        _move(room, now=now)
    return room


def _room(performance_id: int) -> Room | None:
    return (
        Room.objects.select_related("performance")
        .filter(performance=performance_id, performance__has_room=True)
        .first()
    )


def _is_due(room: Room, *, now: datetime) -> bool:
    opens = room.performance.on_sale_from
    if opens is None or opens > now or _is_over(room.performance, now=now):
        return False
    if room.drawn is None or room.door_at is None:
        return True
    return room.paused_at is None and now - room.door_at >= STEP


def _is_over(performance: Performance, *, now: datetime) -> bool:
    ended = performance.off_sale_at is not None and performance.off_sale_at <= now
    return ended or performance.cancelled_at is not None or performance.starts_at <= now


def _draw(room: Room, *, now: datetime) -> None:
    """From here on the number of those drawn is final and the seed is public."""
    room.drawn = room_counter.joined(room)
    room.drawn_at = room.door_at = now
    room.pace = _pace(room, now=now)
    room.trail = room_door.followed([], door=0, at=now.timestamp(), keep_seconds=0)
    room.save(update_fields=["drawn", "drawn_at", "door_at", "pace", "trail"])
    RoomEvent.objects.create(
        performance=room.performance,
        kind=RoomEventKind.DRAWN,
        after=f"{room.drawn} · {room.seed}",
        at=now,
    )


def _move(room: Room, *, now: datetime) -> None:
    begun = room.door_at or now
    room.pace = _pace(room, now=now)
    room.door = room_door.opened_by(
        room.door,
        pace=room.pace,
        seconds=(now - begun).total_seconds(),
        joined=room_counter.joined(room),
    )
    room.door_at = now
    room.trail = room_door.followed(
        room.trail,
        door=room.door,
        at=now.timestamp(),
        keep_seconds=room.keep_minutes * 60,
    )
    room.save(update_fields=["door", "door_at", "pace", "trail"])


def _pace(room: Room, *, now: datetime) -> float:
    """People a minute: by hand, or what the checkout can carry at the moment."""
    if room.per_minute is not None:
        return float(room.per_minute)
    return room_door.automatic_pace(load_of(room.performance_id, now=now))


def load_of(performance_id: int, *, now: datetime) -> room_door.Load:
    """Count what the automatic pace goes by, with two queries.

    All live holds count: the checkout is the same for every performance.
    """
    places = Place.objects.filter(performance=performance_id)
    return room_door.Load(
        carries=settings.MARQUEE_CHECKOUT_PER_MINUTE,
        holds=Hold.objects.filter(ended_at=None, expires_at__gt=now).count(),
        free=places.sellable(now).count(),
    )
