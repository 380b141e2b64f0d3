"""Which tickets."""

from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from ticketing.orders.models import Order
    from ticketing.tickets.models import Ticket


class TicketQuerySet(models.QuerySet["Ticket"]):
    def valid(self) -> Self:
        return self.filter(voided_at=None)

    def of_order(self, order: "Order | int") -> Self:
        """The order's valid tickets, in the order of its lines."""
        return self.valid().filter(line__order=order).order_by("line__position", "pk")

    def with_seat(self) -> Self:
        """With the line, its seat and its ticket type."""
        return self.select_related(
            "line__place__seat", "line__tier", "line__concession"
        )

    def with_place(self) -> Self:
        """With all that stands on a ticket."""
        return self.select_related(
            "line__order",
            "line__performance__show__kind",
            "line__performance__hall__venue",
            "line__place__section",
            "line__place__seat",
            "line__tier",
            "line__concession",
        )
