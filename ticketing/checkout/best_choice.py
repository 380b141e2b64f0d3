"""Taking the best seats: found, held, and found again where someone was faster."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext

from ticketing.checkout import carts
from ticketing.checkout.errors import NotOnSale
from ticketing.checkout.picked_seats import must_be_free
from ticketing.orders.models import Cart
from ticketing.rush.presale import in_presale
from ticketing.shows.models import Performance
from ticketing.stock.asking import asked_now
from ticketing.stock.best import Best, best_available
from ticketing.stock.errors import LeavesOneSeat, PlacesUnavailable, StockBusy
from ticketing.stock.models import Place, PriceTier
from ticketing.venues.rows import rows_of

MOST_TOGETHER: Final = 10
ATTEMPTS: Final = 12


@dataclass(frozen=True, slots=True)
class Beside:
    """Seats that the buyer has picked, and places that are locked along with all."""

    picked: Collection[int] = ()
    along: Collection[int] = ()

    @property
    def told(self) -> dict[str, Any]:
        """Who picks a seat has read what is said of its view."""
        return {"knows_view": bool(self.picked), "along": self.along}

    def looked_for(self, quantity: int, version_id: int, *, now: datetime) -> int:
        """How many of the best are needed, so that enough are beside the picked.

        Those may be among the best, but for restricted views and what others have.
        """
        if not self.picked:
            return quantity
        free = Place.objects.filter(pk__in=self.picked).sellable(now)
        seats = set(free.values_list("seat_id", flat=True))
        plain = rows_of(version_id).plain
        return quantity - len(self.picked) + len(plain & seats)

    def filled_up(self, best: Sequence[int], quantity: int) -> list[int]:
        """What is picked, and of the best so many others as are still wanted."""
        others = [place for place in best if place not in self.picked]
        return [*self.picked, *others[: quantity - len(self.picked)]]


ALONE: Final = Beside()


def choose_best(
    cart: Cart,
    performance_id: int,
    *,
    quantity: int,
    now: datetime,
    tier_ids: Collection[int] | None = None,
    beside: Beside = ALONE,
) -> Best:
    """Hold the best free seats for the cart: together, else in smaller groups.

    Of the `quantity` some may be picked already: they are held with the others.
    Raises what `carts.choose_places` raises, PickedSeatsGone, NotEnoughPlaces, and
    StockBusy where others were faster each time.
    """
    version_id = _version_on_sale(performance_id, now=now)
    looked_for = beside.looked_for(quantity, version_id, now=now)
    for attempt in range(ATTEMPTS):
        best = best_available(
            performance_id,
            version_id,
            quantity=looked_for,
            tier_ids=tier_ids,
            now=now,
            attempt=attempt,
        )
        places = beside.filled_up(best.places, quantity)
        try:
            carts.choose_places(cart, performance_id, places, now=now, **beside.told)
        except (PlacesUnavailable, LeavesOneSeat) as error:
            # No other seat takes the place of one that the buyer picked.
            must_be_free(beside.picked, error)
            continue
        return best
    raise StockBusy


def _version_on_sale(performance_id: int, *, now: datetime) -> int:
    """On sale to everybody, or to some: whether to this cart is asked later."""
    on_sale = Performance.objects.on_sale(now).filter(pk=performance_id)
    for found in (on_sale, in_presale(performance_id, now=now)):
        version = found.values_list("plan_version_id", flat=True).first()
        if version is not None:
            return version
    raise NotOnSale


def tiers_at(performance_id: int, price: Decimal, *, now: datetime) -> list[int]:
    """The tiers of a performance that cost just that now."""
    found = Performance.objects.filter(pk=performance_id).first()
    if found is None:
        return []
    tiers = list(PriceTier.objects.filter(performance=found))
    asked = asked_now(found, tiers, now)
    return [tier.pk for tier in tiers if asked[tier.pk].price == price]


def apart_words(best: Best) -> str:
    """Say that the seats are not all together; empty where they are."""
    if best.is_together:
        return ""
    sentence = gettext(
        "%(count)s seats beside one another were not free. These are held"
        " instead, in groups: %(sizes)s."
    )
    return sentence % {"count": len(best.places), "sizes": best.sizes}
