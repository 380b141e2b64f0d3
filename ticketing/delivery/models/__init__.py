"""How tickets reach their buyers."""

from ticketing.delivery.models.blanks import (
    Blank,
    BlankForm,
    BlankStock,
    PrintRun,
)
from ticketing.delivery.models.deliveries import Delivery, DeliveryState
from ticketing.delivery.models.methods import (
    WITH_ADDRESS,
    Measure,
    Method,
    MethodKind,
    PriceStep,
    Zone,
)
from ticketing.delivery.models.parcels import (
    BY_HAND,
    Carrier,
    Parcel,
    ParcelLine,
    ParcelState,
    ParcelStep,
)
from ticketing.delivery.models.proofs import Proof

__all__ = [
    "BY_HAND",
    "WITH_ADDRESS",
    "Blank",
    "BlankForm",
    "BlankStock",
    "Carrier",
    "Delivery",
    "DeliveryState",
    "Measure",
    "Method",
    "MethodKind",
    "Parcel",
    "ParcelLine",
    "ParcelState",
    "ParcelStep",
    "PriceStep",
    "PrintRun",
    "Proof",
    "Zone",
]
