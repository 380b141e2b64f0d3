"""Seats that a buyer picked and that somebody else has by now: which ones."""

from collections.abc import Collection

from ground.errors import Refusal
from ground.templatetags.marquee import separator
from ticketing.checkout.descriptions import place_name
from ticketing.checkout.errors import PickedSeatsGone
from ticketing.stock.errors import PlacesUnavailable
from ticketing.stock.models import Place


def must_be_free(picked: Collection[int], error: Refusal) -> None:
    """Raise PickedSeatsGone with their names where some of the picked are taken."""
    taken = error.taken if isinstance(error, PlacesUnavailable) else ()
    gone = set(picked) & set(taken)
    if gone:
        places = Place.objects.filter(pk__in=gone).select_related("section", "seat")
        names = [place_name(place) for place in places.order_by("number")]
        raise PickedSeatsGone(gone, seats=separator().join(names)) from error
