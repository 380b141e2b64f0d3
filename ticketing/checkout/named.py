"""What names a place: its performance and its section, known by their keys.

Baskets, orders and tickets name the same few performances over and over. They are
read once a second in each process; a price never comes from here.
"""

from collections.abc import Iterable
from typing import Protocol

from ground.keeping import MINUTE, SECOND, kept
from ticketing.shows.models import Performance
from ticketing.stock.models import Place
from ticketing.venues.models import Section


class LineOfPlace(Protocol):
    """A line of an order."""

    performance_id: int | None
    place_id: int | None
    performance: Performance | None
    place: Place | None


def performance_named(performance_id: int) -> Performance:
    """A performance with its show and venue, as it was at most a second ago."""

    def read() -> Performance:
        return Performance.objects.with_show_and_venue().get(pk=performance_id)

    return kept(f"performance:{performance_id}", SECOND, read)


def section_named(section_id: int) -> Section:
    key = f"section:{section_id}"
    return kept(key, MINUTE, lambda: Section.objects.get(pk=section_id))


def name_places(places: Iterable[Place]) -> None:
    """Give each place the performance and the section that it names by key."""
    for place in places:
        place.performance = performance_named(place.performance_id)
        place.section = section_named(place.section_id)


def name_lines(lines: Iterable[LineOfPlace]) -> None:
    """The same for lines whose places are read."""
    for line in lines:
        if line.performance_id is not None:
            line.performance = performance_named(line.performance_id)
        if line.place_id is not None and line.place is not None:
            name_places([line.place])
