"""Standing places that are taken in place of others: locked together, in key order."""

from collections.abc import Collection
from datetime import datetime
from typing import Final

from ticketing.checkout import carts
from ticketing.orders.models import Cart
from ticketing.stock.errors import NotEnoughPlaces, PlacesUnavailable, StockBusy
from ticketing.stock.models import Place
from ticketing.venues.models import SectionKind

ATTEMPTS: Final = 12


def choose_standing(
    cart: Cart,
    performance_id: int,
    *,
    tier_id: int,
    quantity: int,
    along: Collection[int],
    now: datetime,
) -> None:
    """Hold that many standing places of a tier, `along` locked in the same statement.

    They are found without a lock, for a lock on them before the others would be out of
    the order of keys; where somebody was faster, others are tried. Raises what
    `carts.choose_places` does, NotEnoughPlaces or StockBusy.
    """
    standing = Place.objects.filter(
        performance=performance_id, tier=tier_id, section__kind=SectionKind.STANDING
    )
    free = standing.sellable(now).order_by("pk").values_list("pk", flat=True)
    for attempt in range(1, ATTEMPTS + 1):
        # Each time further on, so that a crowd does not meet at the first ones.
        found = list(free[: quantity * attempt])[-quantity:]
        if len(found) < quantity:
            raise NotEnoughPlaces(left=len(found))
        try:
            carts.choose_places(cart, performance_id, found, now=now, along=along)
        except PlacesUnavailable:
            continue
        return
    raise StockBusy
