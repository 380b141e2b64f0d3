"""Limits that hold when orders come at the same moment."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ticketing.orders.models import OrderLine
from ticketing.shows.models import Performance


class LimitSlot(models.Model):
    """The n-th place that one buyer (a keyed hash) has of a performance.

    Number 0 belongs to no line: it is the row that orders of this buyer lock.
    A slot whose line has ended claims nothing.
    """

    performance = models.ForeignKey(
        Performance, on_delete=models.CASCADE, related_name="+"
    )
    key_hash = models.CharField(max_length=64)
    n = models.PositiveSmallIntegerField()
    line = models.ForeignKey(
        OrderLine, null=True, on_delete=models.CASCADE, related_name="+"
    )

    class Meta:
        verbose_name = _("limit slot")
        verbose_name_plural = _("limit slots")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["performance", "key_hash", "n"],
                name="rush_a_slot_is_taken_once",
            ),
            models.CheckConstraint(
                name="rush_slot_nought_is_the_lock",
                condition=Q(n=0, line=None) | Q(n__gt=0, line__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.performance_id} #{self.n}"
