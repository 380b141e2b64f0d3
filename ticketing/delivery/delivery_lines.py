"""Lines about bringing the tickets to their buyer."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from ticketing.delivery.models import Parcel, ParcelState
from ticketing.delivery.parcels import drop_parcels, make_parcels
from ticketing.orders import line_kinds
from ticketing.orders.models import OrderLine

DELIVERY: Final = line_kinds.DELIVERY


class DeliveryLines:
    """The line kind `delivery`: what is packed can no longer be had back."""

    def fulfil(self, lines: Sequence[OrderLine], *, now: datetime) -> None:
        """The order is paid: there is a parcel to pack."""
        make_parcels({line.order_id for line in lines}, now=now)

    def release(self, lines: Sequence[OrderLine], *, now: datetime) -> None:
        """What has not left is not to be sent; what has, stays where it is."""
        drop_parcels({line.order_id for line in lines}, now=now)

    def reclaim(self, lines: Sequence[OrderLine], *, now: datetime) -> None:
        """Nothing was lost."""

    def refundable(self, line: OrderLine, *, now: datetime) -> bool:  # noqa: ARG002 the protocol's
        return not self.is_used_up(line)

    def is_used_up(self, line: OrderLine) -> bool:
        packed = Parcel.objects.filter(delivery__order=line.order_id)
        early = (ParcelState.WAITING, ParcelState.DROPPED)
        return packed.exclude(state__in=early).exists()
