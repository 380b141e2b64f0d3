"""How tickets reach their buyers."""

from ticketing.delivery.models.deliveries import Delivery, DeliveryState
from ticketing.delivery.models.methods import (
    WITH_ADDRESS,
    Measure,
    Method,
    MethodKind,
    PriceStep,
    Zone,
)

__all__ = [
    "WITH_ADDRESS",
    "Delivery",
    "DeliveryState",
    "Measure",
    "Method",
    "MethodKind",
    "PriceStep",
    "Zone",
]
