"""What the catalogue can be asked for: kinds, venues, and the months between."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from django.db.models import Max, Min

from ground.keeping import kept
from ticketing.house.models import the_house
from ticketing.shows.models import Performance, ShowKind
from ticketing.venues.models import Venue

# A new venue or month may be found a little later.
SECONDS: Final = 10


@dataclass(frozen=True, slots=True)
class Known:
    """`first` and `last` are moments; nothing is known of what lies outside."""

    kinds: tuple[ShowKind, ...]
    venues: tuple[Venue, ...]
    first: datetime | None
    last: datetime | None
    zone: ZoneInfo

    def months(self, now: datetime) -> tuple[date, date]:
        """The first and the last month with a performance; this one is among them."""
        moments = [m for m in (self.first, self.last, now) if m]
        return (
            min(moments).astimezone(self.zone).date().replace(day=1),
            max(moments).astimezone(self.zone).date().replace(day=1),
        )

    def kind(self, code: str) -> ShowKind | None:
        return next((kind for kind in self.kinds if kind.code == code), None)

    def venue(self, pk: str) -> Venue | None:
        return next((venue for venue in self.venues if str(venue.pk) == pk), None)

    @property
    def zones(self) -> set[str]:
        return {venue.time_zone for venue in self.venues}


def known() -> Known:
    """At most ten seconds old; three queries."""
    return kept("catalogue:known", SECONDS, _ask)


def _ask() -> Known:
    ends = Performance.objects.public().aggregate(
        first=Min("starts_at"), last=Max("starts_at")
    )
    return Known(
        kinds=tuple(ShowKind.objects.all()),
        venues=tuple(Venue.objects.order_by("pk")),
        first=ends["first"],
        last=ends["last"],
        zone=the_house().zone,
    )
