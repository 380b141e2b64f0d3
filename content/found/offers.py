"""What a performance costs and whether it can be had, in schema.org's words."""

from typing import Any, Final

from ground.money import rounded
from ticketing.stock.selectors import Offer

AVAILABLE: Final = {
    "on": "InStock",
    "few": "LimitedAvailability",
    "gone": "SoldOut",
    "soon": "PreOrder",
}


def offers(offer: Offer, url: str) -> dict[str, Any]:
    """Give the lowest price that is left, the highest, and where to book."""
    p = offer.performance
    word = "OutOfStock" if offer.is_stopped else AVAILABLE.get(offer.state, "SoldOut")
    told: dict[str, Any] = {
        "@type": "AggregateOffer",
        "url": url,
        "priceCurrency": p.currency,
        "availability": f"https://schema.org/{word}",
    }
    if offer.lowest_price is not None and offer.highest_price is not None:
        told["lowPrice"] = str(rounded(offer.lowest_price, p.currency))
        told["highPrice"] = str(rounded(offer.highest_price, p.currency))
    if p.on_sale_from:
        told["validFrom"] = p.on_sale_from.astimezone(p.zone).isoformat()
    return told
