"""What happened to the stock, as it is kept for good."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ticketing.shows.models import Performance
from ticketing.stock.models.places import PriceTier


class StockEventKind(models.TextChoices):
    OFFERED = "offered", _("offered")
    HELD = "held", _("held")
    RELEASED = "released", _("released")
    LAPSED = "lapsed", _("lapsed")
    ORDERED = "ordered", _("ordered")
    SOLD = "sold", _("sold")
    RETURNED = "returned", _("returned")
    STOPPED = "stopped", _("stopped")
    RESUMED = "resumed", _("resumed")
    CAPPED = "capped", _("capped")
    UNCAPPED = "uncapped", _("cap removed")
    CAP_NEAR = "cap_near", _("cap nearly reached")
    CAP_FULL = "cap_full", _("cap reached")
    WITHHELD = "withheld", _("withheld")
    UNWITHHELD = "unwithheld", _("withheld places released")
    PAINTED = "painted", _("painted")
    BLOCKED = "blocked", _("blocked")
    UNBLOCKED = "unblocked", _("unblocked")
    ALLOTTED = "allotted", _("allotted")
    UNALLOTTED = "unallotted", _("allotment released")


class StockEvent(models.Model):
    """What happened to the stock; rows are only ever added."""

    performance = models.ForeignKey(
        Performance, on_delete=models.PROTECT, related_name="stock_events"
    )
    tier = models.ForeignKey(
        PriceTier, null=True, on_delete=models.PROTECT, related_name="stock_events"
    )
    kind = models.CharField(max_length=10, choices=StockEventKind)
    count = models.PositiveIntegerField()
    actor = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("stock event")
        verbose_name_plural = _("stock events")
        indexes: ClassVar[list[Any]] = [
            models.Index(
                fields=["at"],
                condition=Q(kind=StockEventKind.SOLD),
                name="stock_sales_by_moment",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.count}"
