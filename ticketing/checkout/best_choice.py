"""Taking the best seats: found, held, and found again where someone was faster."""

from collections.abc import Collection
from datetime import datetime
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext

from ticketing.checkout import carts
from ticketing.checkout.errors import NotOnSale
from ticketing.orders.models import Cart
from ticketing.rush.presale import in_presale
from ticketing.shows.models import Performance
from ticketing.stock.asking import asked_now
from ticketing.stock.best import Best, best_available
from ticketing.stock.errors import LeavesOneSeat, PlacesUnavailable, StockBusy
from ticketing.stock.models import PriceTier

MOST_TOGETHER: Final = 10
ATTEMPTS: Final = 12


def choose_best(
    cart: Cart,
    performance_id: int,
    *,
    quantity: int,
    now: datetime,
    tier_ids: Collection[int] | None = None,
) -> Best:
    """Hold the best free seats for the cart: together, else in smaller groups.

    Raises what `carts.choose_places` raises, NotEnoughPlaces, and StockBusy
    where others were faster each time.
    """
    version_id = _version_on_sale(performance_id, now=now)
    for attempt in range(ATTEMPTS):
        best = best_available(
            performance_id,
            version_id,
            quantity=quantity,
            tier_ids=tier_ids,
            now=now,
            attempt=attempt,
        )
        try:
            carts.choose_places(cart, performance_id, best.places, now=now)
        except (PlacesUnavailable, LeavesOneSeat):
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
