"""Which parcels."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from ticketing.orders.models import OrderLine
from ticketing.orders.place_lines import PLACE

if TYPE_CHECKING:
    from ticketing.delivery.models.parcels import Parcel


class ParcelQuerySet(models.QuerySet["Parcel"]):
    def for_desk(self) -> Self:
        """With order, method, carrier, and how many tickets are in, valid, or not.

        `ticket_count` counts the order's valid tickets; `gone_count` those that were
        packed and have been given back since.
        """
        places = OrderLine.objects.filter(
            order=OuterRef("delivery__order"), kind=PLACE, ended_at=None
        )
        count = places.order_by().values("order").annotate(n=Count("pk")).values("n")
        return self.select_related(
            "delivery__order", "delivery__method", "carrier"
        ).annotate(
            ticket_count=Coalesce(Subquery(count), 0),
            gone_count=Count("lines", filter=Q(lines__line__ended_at__isnull=False)),
        )
