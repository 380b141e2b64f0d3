"""Halls of a season: the home hall is drawn, the others admit five hundred."""

from dataclasses import dataclass
from typing import Final

from starter.demo.halls import plan
from starter.plans import drawn_version
from starter.programmes.planning import SOURCE
from starter.programmes.venues import Place
from ticketing.venues.models import (
    Hall,
    PlanVersion,
    SeatingPlan,
    Section,
    SectionKind,
    Venue,
)

ADMITTED: Final = 500
HOME_PLAN: Final = "geffen"


@dataclass(frozen=True, slots=True)
class Room:
    """A hall's key, and that of the plan version its performances are on."""

    pk: int
    version_id: int


class Halls:
    """The season's halls, made when a concert first needs them."""

    def __init__(self) -> None:
        self.rooms: dict[Place, Room] = {}

    def __getitem__(self, place: Place) -> Room:
        return self.rooms[place]

    def make(self, place: Place) -> None:
        if place not in self.rooms:
            hall = _hall(_venue(place), place)
            version = _home_version(hall) if place.is_home else _admission(hall)
            self.rooms[place] = Room(hall.pk, version.pk)


def _venue(place: Place) -> Venue:
    venue, _made = Venue.objects.get_or_create(
        source_code=f"{SOURCE}:{place.venue}:{place.city}:{place.country}",
        defaults={
            "name_en": place.venue,
            "name_zh_hans": place.venue_zh,
            "city_en": place.city,
            "city_zh_hans": place.city_zh,
            "country": place.country,
            "time_zone": place.time_zone,
        },
    )
    return venue


def _hall(venue: Venue, place: Place) -> Hall:
    hall, _made = Hall.objects.get_or_create(
        venue=venue, name_en=place.hall, defaults={"name_zh_hans": place.hall_zh}
    )
    return hall


def _home_version(hall: Hall) -> PlanVersion:
    return drawn_version(hall, plan(HOME_PLAN))


def _admission(hall: Hall) -> PlanVersion:
    drawn, _made = SeatingPlan.objects.get_or_create(
        hall=hall,
        name_en="General admission",
        defaults={"name_zh_hans": "不对号入座"},
    )
    version, made = PlanVersion.objects.get_or_create(plan=drawn, number=1)
    if made:
        Section.objects.create(
            version=version,
            code="admission",
            name_en="General admission",
            name_zh_hans="不对号入座",
            kind=SectionKind.STANDING,
            capacity=ADMITTED,
        )
    return version
