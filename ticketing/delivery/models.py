"""How a ticket reaches its buyer."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ground.money import ZERO, MoneyField
from ground.names import Named, in_language
from ticketing.orders.models import Order


class Method(Named):
    code = models.SlugField(_("code"), max_length=40, unique=True)
    hint_en = models.CharField(_("hint (English)"), max_length=200, blank=True)
    hint_zh_hans = models.CharField(_("hint (Chinese)"), max_length=200, blank=True)
    price = MoneyField(_("price"), default=ZERO)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_active = models.BooleanField(_("offered"), default=True)

    class Meta(Named.Meta):
        verbose_name = _("delivery method")
        verbose_name_plural = _("delivery methods")
        ordering = ("position", "pk")
        constraints: ClassVar[list[Any]] = [
            *Named.Meta.constraints,
            models.CheckConstraint(
                name="delivery_price_is_not_negative", condition=Q(price__gte=0)
            ),
        ]

    @property
    def hint(self) -> str:
        return in_language(self.hint_en, self.hint_zh_hans)


class DeliveryState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    SENT = "sent", _("sent")
    DELIVERED = "delivered", _("delivered")
    RETURNED = "returned", pgettext_lazy("of a delivery", "returned")


class Delivery(models.Model):
    """How the tickets of one order reach their buyer."""

    order = models.ForeignKey(
        Order, on_delete=models.PROTECT, related_name="deliveries"
    )
    method = models.ForeignKey(
        Method, on_delete=models.PROTECT, related_name="deliveries"
    )
    address = models.TextField(_("address"), blank=True)
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=DeliveryState,
        default=DeliveryState.WAITING,
    )
    sent_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")

    def __str__(self) -> str:
        return f"{self.method}"
