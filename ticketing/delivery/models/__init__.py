"""How tickets reach their buyers."""

from ticketing.delivery.models.deliveries import Delivery, DeliveryState
from ticketing.delivery.models.methods import (
    Measure,
    Method,
    MethodKind,
    PriceStep,
    Zone,
)

__all__ = [
    "Delivery",
    "DeliveryState",
    "Measure",
    "Method",
    "MethodKind",
    "PriceStep",
    "Zone",
]
