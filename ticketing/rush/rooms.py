"""What staff do with a waiting room; each change says who made it."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from ticketing.rush import room_door
from ticketing.rush.draw import new_seed, print_of
from ticketing.rush.models import Room, RoomCounter, RoomEvent, RoomEventKind
from ticketing.rush.room_errors import (
    NoRoom,
    NoSaleMoment,
    OrderIsDrawn,
    RoomOpensLate,
)
from ticketing.rush.room_status import forget
from ticketing.rush.room_steps import take_steps
from ticketing.shows.models import Performance


@dataclass(frozen=True, slots=True)
class RoomPlan:
    """What staff decide of a room; no pace means the automatic one."""

    opens_at: datetime
    keep_minutes: int = 10
    per_minute: int | None = None

    def __str__(self) -> str:
        pace = "auto" if self.per_minute is None else f"{self.per_minute}/min"
        return f"{self.opens_at:%Y-%m-%d %H:%M} UTC, {self.keep_minutes} min, {pace}"


@transaction.atomic
def set_room(performance_id: int, plan: RoomPlan, *, actor: str, now: datetime) -> Room:
    """Put a waiting room before a performance's sale, or change the one it has.

    The print of the seed is fixed here, and public from here on. A sale that
    is open already gets a line without a draw. Raises NoSaleMoment,
    RoomOpensLate or OrderIsDrawn.
    """
    performance = Performance.objects.under_lock(performance_id)
    room = _room(performance) if performance.has_room else None
    if room is not None:
        return _change(room, performance, plan, actor=actor, now=now)
    _must_open_first(performance, plan, now=now)
    Room.objects.filter(performance=performance).delete()
    seed = new_seed()
    room = Room.objects.create(
        performance=performance,
        made_at=now,
        opens_at=plan.opens_at,
        keep_minutes=plan.keep_minutes,
        per_minute=plan.per_minute,
        seed=seed,
        seed_hash=print_of(seed),
    )
    RoomCounter.objects.create(room=room)
    performance.has_room = True
    performance.save(update_fields=["has_room"])
    _tell(
        room, RoomEventKind.SET, actor=actor, after=f"{plan}, {room.seed_hash}", now=now
    )
    return room


def _change(
    room: Room, performance: Performance, plan: RoomPlan, *, actor: str, now: datetime
) -> Room:
    before = RoomPlan(room.opens_at, room.keep_minutes, room.per_minute)
    if plan == before:
        return room
    if plan.opens_at != before.opens_at:
        if room.drawn is not None:
            raise OrderIsDrawn
        _must_open_first(performance, plan, now=now)
    room.opens_at = plan.opens_at
    room.keep_minutes = plan.keep_minutes
    room.per_minute = plan.per_minute
    room.save(update_fields=["opens_at", "keep_minutes", "per_minute"])
    kind = RoomEventKind.CHANGED
    _tell(room, kind, actor=actor, before=str(before), after=str(plan), now=now)
    return room


def _must_open_first(
    performance: Performance, plan: RoomPlan, *, now: datetime
) -> None:
    sale_from = performance.on_sale_from
    if sale_from is None:
        raise NoSaleMoment
    if sale_from > now and plan.opens_at >= sale_from:
        raise RoomOpensLate


@transaction.atomic
def set_pace(
    performance_id: int, per_minute: int | None, *, actor: str, now: datetime
) -> Room:
    """Let in that many a minute, or as many as the checkout carries. Raises NoRoom."""
    room = lock_room(performance_id)
    before, room.per_minute = room.per_minute, per_minute
    if per_minute is not None:
        room.pace = per_minute
    room.save(update_fields=["per_minute", "pace"])
    words = [("auto" if n is None else str(n)) for n in (before, per_minute)]
    kind = RoomEventKind.PACE
    _tell(room, kind, actor=actor, before=words[0], after=words[1], now=now)
    return room


@transaction.atomic
def pause(
    performance_id: int, *, en: str, zh_hans: str, actor: str, now: datetime
) -> Room:
    """Stop the door and say why; once more changes the words. Raises NoRoom."""
    room = lock_room(performance_id)
    before = _message(room) if room.paused_at else ""
    room.paused_at = room.paused_at or now
    room.message_en, room.message_zh_hans = en, zh_hans
    room.save(update_fields=["paused_at", "message_en", "message_zh_hans"])
    kind = RoomEventKind.PAUSED
    _tell(room, kind, actor=actor, before=before, after=_message(room), now=now)
    return room


@transaction.atomic
def resume(performance_id: int, *, actor: str, now: datetime) -> Room:
    """Let the door move on; the pause is taken from nobody's time. Raises NoRoom."""
    room = lock_room(performance_id)
    if room.paused_at is None:
        return room
    seconds = (now - room.paused_at).total_seconds()
    room.trail = room_door.shifted(room.trail, seconds)
    before = _message(room)
    room.paused_at, room.message_en, room.message_zh_hans = None, "", ""
    room.door_at = now if room.drawn is not None else None
    room.save()
    _tell(room, RoomEventKind.RESUMED, actor=actor, before=before, now=now)
    return room


@transaction.atomic
def open_sale_now(performance_id: int, *, actor: str, now: datetime) -> Room:
    """Open the sale, and with it draw the order. Raises NoRoom."""
    performance = Performance.objects.under_lock(performance_id)
    room = lock_room(performance_id)
    sale_from = performance.on_sale_from
    if sale_from is None or sale_from > now:
        performance.on_sale_from = now
        performance.save(update_fields=["on_sale_from"])
        before = f"{sale_from:%Y-%m-%d %H:%M} UTC" if sale_from else ""
        after = f"{now:%Y-%m-%d %H:%M} UTC"
        kind = RoomEventKind.CHANGED
        _tell(room, kind, actor=actor, before=before, after=after, now=now)
    return take_steps(performance_id, now=now) or room


@transaction.atomic
def remove_room(performance_id: int, *, actor: str, now: datetime) -> None:
    """Take the room away: whoever comes goes straight to the places. Raises NoRoom.

    Its row stays, so that the draw can still be checked.
    """
    Performance.objects.under_lock(performance_id)
    room = lock_room(performance_id)
    Performance.objects.filter(pk=performance_id).update(has_room=False)
    _tell(room, RoomEventKind.REMOVED, actor=actor, now=now)


def lock_room(performance_id: int) -> Room:
    """Wait for the room's row and read it. Raises NoRoom."""
    rows = Room.objects.filter(
        performance=performance_id, performance__has_room=True
    ).order_by("pk")
    list(rows.select_for_update(no_key=True, of=("self",)).values_list("pk"))
    room = rows.select_related("performance").first()
    if room is None:
        raise NoRoom
    return room


def _room(performance: Performance) -> Room | None:
    return (
        Room.objects.select_for_update(no_key=True)
        .filter(performance=performance)
        .first()
    )


def _message(room: Room) -> str:
    return " / ".join(text for text in (room.message_en, room.message_zh_hans) if text)


def _tell(
    room: Room,
    kind: RoomEventKind,
    *,
    actor: str,
    before: str = "",
    after: str = "",
    now: datetime,
) -> None:
    RoomEvent.objects.create(
        performance_id=room.performance_id,
        kind=kind,
        actor=actor,
        before=before[:400],
        after=after[:400],
        at=now,
    )
    forget(room.performance_id)
