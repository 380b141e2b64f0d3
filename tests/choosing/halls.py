"""Small halls to choose in, and ways to take seats in them."""

from tests.checkout import shop
from ticketing.stock.models import Place, PlaceState
from ticketing.venues.models import Seat


def hall(**fields):
    """A performance on sale with rows of ten, the stage before row A."""
    performance = shop.now_on_sale(**fields)
    version = performance.plan_version
    version.drawing = {"stage": {"d": "M0 -60h180v20h-180z", "x": 90, "y": -60}}
    version.save(update_fields=["drawing"])
    return performance


def place(performance, name):
    """The place of a seat by its row and number: A7."""
    seat = Seat.objects.get(
        version=performance.plan_version_id, row=name[0], label=name[1:]
    )
    return performance.places.get(seat=seat)


def keys(performance, *names):
    return [place(performance, name).pk for name in names]


def sell(performance, *names):
    Place.objects.filter(pk__in=keys(performance, *names)).update(state=PlaceState.SOLD)


def sell_all_but(performance, *names):
    performance.places.exclude(pk__in=keys(performance, *names)).update(
        state=PlaceState.SOLD
    )


def flag(performance, name, flags, **fields):
    seat = place(performance, name).seat
    Seat.objects.filter(pk=seat.pk).update(flags=flags, **fields)
    return seat


def names(places):
    """The seats of places as “A5 A6”."""
    found = Place.objects.filter(pk__in=places).select_related("seat")
    return " ".join(sorted(f"{p.seat.row}{p.seat.label}" for p in found))


def held(performance):
    ids = performance.places.filter(state=PlaceState.HELD).values_list("pk", flat=True)
    return names(ids)
