"""Where a concert takes place, and what time it is there."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from starter.programmes.names import better_spelling
from starter.programmes.tables import table

HOME: Final = "David Geffen Hall"
UNKNOWN: Final = ("US", "America/New_York")
_ROOM: Final = re.compile(
    r"^(?P<venue>.+?)\s+\((?!at )(?P<room>[^()]+(\([^()]*\))?)\)$"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A hall of a venue in a city, with names in both languages where known."""

    venue: str
    venue_zh: str
    hall: str
    hall_zh: str
    city: str
    city_zh: str
    country: str
    time_zone: str
    is_known: bool

    @property
    def is_home(self) -> bool:
        return self.hall == HOME


@lru_cache(maxsize=1024)
def place_of(venue: str, location: str) -> Place:
    """Find the hall, the city and its time zone; New York where nothing says else.

    `is_known` is False where the table has no such location.
    """
    country, zone, is_known = _region(location)
    city, city_zh = _city(location)
    names = _names(venue)
    return Place(*names, city, city_zh, country, zone, is_known)


def _region(location: str) -> tuple[str, str, bool]:
    known = table("locations")
    region = location.rsplit(",", 1)[-1].strip().upper()
    found = known["places"].get(location) or known["regions"].get(region)
    country, zone = found or UNKNOWN
    return country, zone, found is not None


def _city(location: str) -> tuple[str, str]:
    name = location.split(",", maxsplit=1)[0].strip()
    english, chinese = table("locations")["cities"].get(name, ("", ""))
    return english or name, chinese


def _names(venue: str) -> tuple[str, str, str, str]:
    if venue in table("locations")["halls"]:
        venue, venue_zh, hall, hall_zh = table("locations")["halls"][venue]
        return venue, venue_zh, hall, hall_zh
    if not venue or venue == "Unknown Venue":
        return "Venue to be announced", "场馆待定", "Venue to be announced", "场馆待定"
    venue = re.sub(r"^(.+), The$", r"The \1", better_spelling(venue))
    match = _ROOM.match(venue)
    if match is None:
        return venue, "", venue, ""
    room = match["room"]
    return match["venue"], "", room, table("locations")["chinese_rooms"].get(room, "")
