"""The one status document of a room: small, cacheable, the same for everybody.

Each process builds it once a second at most, in one thread; the others hand out
the copy before it.
"""

import hashlib
import json
import threading
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from ticketing.house.models import the_house
from ticketing.rush.room_document import document
from ticketing.rush.room_now import RoomNow
from ticketing.rush.room_steps import look_afresh
from ticketing.stock.selectors import Offer, offers_of

FRESH: Final = timedelta(seconds=1)
# A copy this old is handed out while another thread builds; an older one never.
STALE: Final = timedelta(seconds=4)
MOST_KEPT: Final = 500


@dataclass(frozen=True, slots=True)
class Status:
    """A room as its visitors are told; `room` is None where there is none."""

    room: RoomNow | None
    offer: Offer | None
    body: bytes
    etag: str
    at: datetime


_kept: Final[dict[int, Status]] = {}
_building: Final = threading.Lock()


def status_of(performance_id: int, *, now: datetime) -> Status:
    """Return the status, at most a second old, or a few while it is built."""
    found = _kept.get(performance_id)
    if found is not None and _age(found, now) < FRESH:
        return found
    may_wait = found is None or _age(found, now) >= STALE
    if not _building.acquire(blocking=may_wait):
        return found or _built(performance_id, now=now)
    try:
        found = _kept.get(performance_id)
        if found is None or _age(found, now) >= FRESH:
            found = _built(performance_id, now=now)
        return found
    finally:
        _building.release()


def forget(performance_id: int | None = None) -> None:
    """Read anew at the next look: one room, or all of them."""
    if performance_id is None:
        _kept.clear()
    else:
        _kept.pop(performance_id, None)


def _age(status: Status, now: datetime) -> timedelta:
    return abs(now - status.at)


def _built(performance_id: int, *, now: datetime) -> Status:
    room = look_afresh(performance_id, now=now)
    offer = None
    body = b""
    if room is not None:
        house = the_house()
        shown = [room.room.performance]
        [offer] = offers_of(shown, now=now, few_left=house.few_left)
        body = json.dumps(document(room, offer), separators=(",", ":")).encode()
    etag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
    if len(_kept) >= MOST_KEPT:
        _kept.clear()
    made = _kept[performance_id] = Status(room, offer, body, etag, now)
    return made
