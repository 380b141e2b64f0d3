"""Which orders and lines."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models

from ticketing.orders.phases import UNPAID, WITH_TICKETS

if TYPE_CHECKING:
    from ticketing.orders.models import Order, OrderLine


class OrderQuerySet(models.QuerySet["Order"]):
    def locked(self) -> Self:
        """The rows under their lock, the newest first; joins nothing.

        An order that is paid by an exchange is locked when its place in the books
        shows that an older one gives its lines up.
        """
        return self.order_by("-pk").select_for_update(no_key=True, of=("self",))

    def unpaid(self) -> Self:
        return self.filter(phase__in=UNPAID)

    def with_tickets(self) -> Self:
        return self.filter(phase__in=WITH_TICKETS)

    def overdue(self, at: datetime) -> Self:
        """Unpaid orders whose time to pay is over."""
        return self.unpaid().filter(pay_by__lte=at)


class OrderLineQuerySet(models.QuerySet["OrderLine"]):
    def live(self) -> Self:
        return self.filter(ended_at=None)

    def replaced_by_order(self, order: "Order") -> Self:
        """Lines of another order in whose place this one has its own.

        Also where the order had lapsed and got its lines anew.
        """
        theirs = self.filter(replaced_by__order=order.pk).exclude(order=order.pk)
        return theirs.order_by("position")

    def with_seat(self) -> Self:
        """With the seat and the ticket type."""
        return self.select_related("place__seat", "tier", "concession")

    def with_place(self) -> Self:
        """With all that a line of a place is described by."""
        return self.select_related(
            "performance__show__kind",
            "performance__hall__venue",
            "place__section",
            "place__seat",
            "tier",
            "concession",
        )
