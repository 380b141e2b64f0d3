"""Limits that hold when orders come at the same moment."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from ticketing.shows.models import Performance


class LimitSlot(models.Model):
    """The n-th place that one buyer (a keyed hash) has of a performance."""

    performance = models.ForeignKey(
        Performance, on_delete=models.CASCADE, related_name="+"
    )
    key_hash = models.CharField(max_length=64)
    n = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("limit slot")
        verbose_name_plural = _("limit slots")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["performance", "key_hash", "n"],
                name="rush_a_slot_is_taken_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.performance_id} #{self.n}"
