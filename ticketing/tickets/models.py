"""The right to enter (票), made by issuing (出票)."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from members.models import Account
from ticketing.orders.models import OrderLine
from ticketing.tickets.querysets import TicketQuerySet


class Ticket(models.Model):
    line = models.ForeignKey(
        OrderLine, on_delete=models.PROTECT, related_name="tickets"
    )
    serial = models.CharField(_("code"), max_length=16, unique=True)
    attendee = models.CharField(max_length=200, null=True)  # noqa: DJ001 unknown is not empty
    holder = models.ForeignKey(
        Account, null=True, on_delete=models.PROTECT, related_name="+"
    )
    issued_at = models.DateTimeField(_("issued"))
    voided_at = models.DateTimeField(_("voided"), null=True)

    objects = TicketQuerySet.as_manager()

    class Meta:
        verbose_name = _("ticket")
        verbose_name_plural = _("tickets")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["line"],
                condition=models.Q(voided_at=None),
                name="tickets_a_line_has_one_valid_ticket",
            )
        ]

    def __str__(self) -> str:
        return self.serial
