"""Numbers for those who join: one counter, and nothing about who they are.

The counter is in Redis where the house has one, a row of the database
otherwise. Threads of a process that ask at the same moment are served by one
step of it; no numbers lie in a process that could die with them.
"""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from functools import cache
from typing import Final

from django.conf import settings
from django.db import connection
from redis import Redis

from ticketing.rush.models import Room, RoomCounter

_ADD: Final = "UPDATE rush_roomcounter SET joined = joined + %s{} RETURNING joined"
_WHERE: Final = " WHERE room_id = %s"
# PostgreSQL need not wait for its disk: after a crash of the database the last
# numbers may be given once more, and tokens differ by more than their number.
_SOON: Final = " FROM (SELECT set_config('synchronous_commit', 'off', true)) AS soon"


class Turnstile:
    """Serves all threads that wait with one step of the counter.

    `take_many(count)` takes that many numbers and returns the first.
    """

    def __init__(self, take_many: Callable[[int], int]) -> None:
        self._take_many = take_many
        self._asking: list[Future[int]] = []
        self._list = threading.Lock()
        self._step = threading.Lock()

    def take(self) -> int:
        mine: Future[int] = Future()
        with self._list:
            self._asking.append(mine)
        with self._step:
            if not mine.done():
                self._serve()
        return mine.result()

    def _serve(self) -> None:
        with self._list:
            group, self._asking = self._asking, []
        try:
            first = self._take_many(len(group))
        except BaseException as error:  # noqa: BLE001 whoever asked shall have it
            for one in group:
                one.set_exception(error)
            return
        for place, one in enumerate(group):
            one.set_result(first + place)


def take_number(room: Room) -> int:
    """Return the next number, from 0; no two visitors get the same."""
    return _turnstile(room.pk, room.seed_hash).take()


def joined(room: Room) -> int:
    """Return how many numbers have been taken."""
    kept = RoomCounter.objects.filter(room=room).values_list("joined", flat=True)
    known = kept.first() or 0
    server = _redis()
    if server is None:
        return known
    return max(known, int(server.get(_key(room.seed_hash)) or 0))


def keep_joined(room: Room, count: int) -> None:
    """Write down what the fast counter says, for the day on which it is lost."""
    RoomCounter.objects.filter(room=room, joined__lt=count).update(joined=count)


def forget_turnstiles() -> None:
    """Begin anew, as in another process."""
    _turnstile.cache_clear()


@cache
def _turnstile(room_id: int, seed_hash: str) -> Turnstile:
    return Turnstile(lambda count: _take_many(room_id, seed_hash, count))


def _take_many(room_id: int, seed_hash: str, count: int) -> int:
    server = _redis()
    if server is None:
        soon = _SOON if connection.vendor == "postgresql" else ""
        with connection.cursor() as cursor:
            cursor.execute(_ADD.format(soon + _WHERE), [count, room_id])
            return int(cursor.fetchone()[0]) - count
    floor = RoomCounter.objects.filter(room=room_id).values_list("joined", flat=True)
    key = _key(seed_hash)
    if not server.exists(key):
        # A server that has forgotten goes on where the database knows it was.
        server.set(key, floor.first() or 0, nx=True)
    return int(server.incrby(key, count)) - count


@cache
def _redis() -> Redis | None:
    chosen = settings.CACHES["default"]
    if not chosen["BACKEND"].endswith("RedisCache"):
        return None
    return Redis.from_url(chosen["LOCATION"])


def _key(seed_hash: str) -> str:
    return f"marquee:room:{seed_hash[:24]}"
