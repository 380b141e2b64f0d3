"""Lines about bringing the tickets to their buyer."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from ticketing.orders.models import OrderLine

DELIVERY: Final = "delivery"


class DeliveryLines:
    """The line kind `delivery`: what is packed can no longer be had back."""

    def fulfil(self, lines: Sequence[OrderLine], *, now: datetime) -> None:
        """Nothing is handed over before it is packed."""

    def release(self, lines: Sequence[OrderLine], *, now: datetime) -> None:
        """Nothing is taken back."""

    def reclaim(self, lines: Sequence[OrderLine], *, now: datetime) -> None:
        """Nothing was lost."""

    def refundable(self, line: OrderLine, *, now: datetime) -> bool:  # noqa: ARG002 the protocol's
        return True
