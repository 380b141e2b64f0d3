"""From the words that requests left to rows of somebody, today."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import blake2b
from itertools import chain
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from django.db import connection, transaction

from content.visits.devices import device_of
from content.visits.keys import key_of, lock_open
from content.visits.marks import Visited
from content.visits.robots import is_robot
from content.visits.sources import source_of

HASH_BYTES: Final = 8
# The first time is written down, later ones only add to the views.
_WRITE: Final = """
INSERT INTO visits_sighting
  (day, person, page, show, language, source, device, views)
VALUES {}
ON CONFLICT (day, person, page)
DO UPDATE SET views = visits_sighting.views + excluded.views
"""
_ROW: Final = "(%s, %s, %s, %s, %s, %s, %s, %s)"
# So many go into one statement: a quarter of the time of one for each.
ROWS_AT_ONCE: Final = 100


class Glance(NamedTuple):
    """What a request leaves behind; it lives in the process for some seconds."""

    at: float
    visited: Visited
    address: str
    agent: str
    referrer: str
    host: str


@dataclass(slots=True)
class Seen:
    """Somebody with a page, by the first glance; all of them in `views`."""

    show: int | None
    language: str
    source: str
    device: str
    views: int = 0


Key = tuple[date, int, int]


def write_down(glances: Iterable[Glance], *, zone: ZoneInfo, now: datetime) -> int:
    """Write what people saw, in one transaction; return how many rows.

    What comes after its day was closed is lost: the day's key is gone.
    """
    people = [glance for glance in glances if not is_robot(glance.agent)]
    seen = _sorted_out(people, zone, now)
    if not seen:
        return 0
    with transaction.atomic():
        still_open = lock_open({day for day, _person, _page in seen})
        rows = [
            (*key, one.show, one.language, one.source, one.device, one.views)
            for key, one in sorted(seen.items(), key=lambda item: item[0])
            if key[0] in still_open
        ]
        with connection.cursor() as cursor:
            for start in range(0, len(rows), ROWS_AT_ONCE):
                _write(cursor, rows[start : start + ROWS_AT_ONCE])
    return len(rows)


def _write(cursor: Any, rows: list[tuple[Any, ...]]) -> None:
    statement = _WRITE.format(", ".join([_ROW] * len(rows)))
    cursor.execute(statement, list(chain.from_iterable(rows)))


def _sorted_out(
    glances: Iterable[Glance], zone: ZoneInfo, now: datetime
) -> dict[Key, Seen]:
    seen: dict[Key, Seen] = {}
    keys: dict[date, bytes | None] = {}
    for glance in glances:
        day = datetime.fromtimestamp(glance.at, UTC).astimezone(zone).date()
        if day not in keys:
            keys[day] = key_of(day, zone=zone, now=now)
        key = keys[day]
        if key is not None:
            name = day, person_of(glance, key), glance.visited.page
            seen.setdefault(name, _first(glance)).views += 1
    return seen


def person_of(glance: Glance, key: bytes) -> int:
    """Give the number of the day; nobody gets from it to the address."""
    told = f"{glance.address}\n{glance.agent}".encode()
    digest = blake2b(told, key=key, digest_size=HASH_BYTES).digest()
    return int.from_bytes(digest, "big", signed=True)


def _first(glance: Glance) -> Seen:
    return Seen(
        show=glance.visited.show,
        language=glance.visited.language,
        source=source_of(glance.referrer, glance.host),
        device=device_of(glance.agent),
    )
