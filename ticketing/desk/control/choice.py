"""The places of a section as the controller ticks them."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext as _

from ground.row_keys import is_key
from ticketing.desk.control.place_forms import Deed
from ticketing.shows.models import Performance
from ticketing.stock.models import Place, PlaceState
from ticketing.stock.querysets import is_free
from ticketing.venues.models import Section, SectionKind


@dataclass(frozen=True, slots=True)
class Box:
    """One place to tick; `why` says in a word what keeps it from general sale."""

    place: Place
    is_free: bool

    @property
    def is_open(self) -> bool:
        """Something can be done with it: no buyer has it."""
        return self.is_free or self.place.state in _KEPT

    @property
    def why(self) -> str:
        if not self.is_free:
            return str(PlaceState(self.place.state).label)
        return _("allotted") if self.place.allotment_id else ""


_KEPT = (PlaceState.WITHHELD, PlaceState.BLOCKED)


@dataclass(frozen=True, slots=True)
class Row:
    label: str
    boxes: tuple[Box, ...]


def rows_of(performance: Performance, section: Section, *, now: datetime) -> list[Row]:
    """The numbered places of a section by row, in the plan's order."""
    places = Place.objects.filter(performance=performance, section=section)
    free = set(places.free(now).values_list("pk", flat=True))
    seated = places.exclude(seat=None).select_related("seat", "tier").order_by("seat")
    grouped = groupby(seated, key=lambda place: place.seat.row)  # type: ignore[union-attr]
    return [
        Row(label, tuple(Box(place, place.pk in free) for place in members))
        for label, members in grouped
    ]


def fitting(deed: str, *, now: datetime) -> Q:
    """Places with which a deed can do something."""
    if deed == Deed.UNBLOCK:
        return Q(state=PlaceState.BLOCKED)
    if deed == Deed.RELEASE:
        return Q(state=PlaceState.WITHHELD)
    return is_free(now) & Q(allotment=None)


def chosen_places(
    performance: Performance,
    section: Section,
    data: QueryDict,
    *,
    deed: str,
    now: datetime,
) -> list[int]:
    """Read what was ticked: single places as they are, whole rows where they fit.

    Of a standing section as many fitting ones as the number says.
    """
    places = Place.objects.filter(performance=performance, section=section)
    fits = places.filter(fitting(deed, now=now))
    if section.kind == SectionKind.STANDING:
        text = data.get("quantity", "")
        most = int(text) if is_key(text) else 0
        return list(fits.order_by("pk").values_list("pk", flat=True)[:most])
    single = [int(text) for text in data.getlist("place") if is_key(text)]
    of_rows = fits.filter(seat__row__in=data.getlist("row"))
    wanted = places.filter(pk__in=single).values_list("pk", flat=True)
    return sorted({*wanted, *of_rows.values_list("pk", flat=True)})
