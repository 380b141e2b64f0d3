"""What order lines say of places: the checkout's words, each found once."""

from django.utils import translation

from ground.names import CHINESE, ENGLISH
from starter.demo.loading.sale import Spot
from ticketing.checkout.descriptions import describe_place, place_name
from ticketing.shows.models import Performance
from ticketing.stock.models import Place
from ticketing.venues.models import Seat, Section

Pair = tuple[str, str]


class PlaceWords:
    """The names of all places of a plan version in both languages."""

    def __init__(self, version_id: int) -> None:
        sections = {one.pk: one for one in Section.objects.filter(version=version_id)}
        bare = [Place(section=section, number=1) for section in sections.values()]
        seated = [
            Place(section=sections[seat.section_id], seat=seat, number=1)
            for seat in Seat.objects.filter(version=version_id)
        ]
        self.any_place = bare[0]
        self.sections = dict(zip(sections, _both(bare), strict=True))
        self.seats = dict(
            zip((one.seat_id for one in seated), _both(seated), strict=True)
        )

    def of(self, spot: Spot) -> Pair:
        if spot.seat is None:
            return self.sections[spot.section]
        return self.seats[spot.seat]

    def beginnings(self, performance: Performance) -> Pair:
        """What stands before the place: show, date and time."""
        self.any_place.performance = performance
        english, chinese = describe_place(self.any_place)
        own, own_chinese = self.sections[self.any_place.section_id]
        return english.removesuffix(own), chinese.removesuffix(own_chinese)


def _both(places: list[Place]) -> list[Pair]:
    named = []
    for language in (ENGLISH, CHINESE):
        with translation.override(language):
            named.append([place_name(place) for place in places])
    return list(zip(*named, strict=True))
