"""Who went in."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from ticketing.tickets.models import Ticket


class Admission(models.Model):
    """The record of one entry (入场); a ticket lets in once."""

    ticket = models.ForeignKey(
        Ticket, on_delete=models.PROTECT, related_name="admissions"
    )
    at = models.DateTimeField()
    device = models.CharField(max_length=100, blank=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("admission")
        verbose_name_plural = _("admissions")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["ticket"],
                condition=models.Q(undone_at=None),
                name="door_a_ticket_lets_in_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.ticket} {self.at:%H:%M}"
