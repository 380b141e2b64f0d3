"""One row for each sellable place: who has it, and what keeps it from sale."""

from ticketing.stock.models.control import (
    Allotment,
    Cap,
    CapSlot,
    OnReached,
    Withholding,
    WithholdingKind,
)
from ticketing.stock.models.events import StockEvent, StockEventKind
from ticketing.stock.models.places import (
    Hold,
    Place,
    PlaceState,
    PriceTier,
)
from ticketing.stock.models.prices import Painting, PriceList, PriceListTier

__all__ = [
    "Allotment",
    "Cap",
    "CapSlot",
    "Hold",
    "OnReached",
    "Painting",
    "Place",
    "PlaceState",
    "PriceList",
    "PriceListTier",
    "PriceTier",
    "StockEvent",
    "StockEventKind",
    "Withholding",
    "WithholdingKind",
]
