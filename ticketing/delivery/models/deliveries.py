"""How the tickets of one order are delivered, and where to."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ticketing.delivery.models.methods import Method
from ticketing.orders.models import Order


class DeliveryState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    SENT = "sent", _("sent")
    DELIVERED = "delivered", _("delivered")
    RETURNED = "returned", pgettext_lazy("of a delivery", "returned")


class Delivery(models.Model):
    """How the tickets of one order reach their buyer.

    The address is the order's own: what the buyer's account says later changes
    nothing. It stands in no address of a page and in no log.
    """

    order = models.ForeignKey(
        Order, on_delete=models.PROTECT, related_name="deliveries"
    )
    method = models.ForeignKey(
        Method, on_delete=models.PROTECT, related_name="deliveries"
    )
    # Street and house; the other parts have columns of their own.
    address = models.TextField(_("address"), blank=True)
    recipient = models.CharField(
        _("receiver"), max_length=100, blank=True, default="", db_default=""
    )
    phone = models.CharField(
        _("phone"), max_length=40, blank=True, default="", db_default=""
    )
    country = models.CharField(
        _("country"), max_length=2, blank=True, default="", db_default=""
    )
    # A code such as CN-BJ in China, else as it was written.
    region = models.CharField(
        _("province or region"), max_length=100, blank=True, default="", db_default=""
    )
    city = models.CharField(
        _("city"), max_length=100, blank=True, default="", db_default=""
    )
    district = models.CharField(
        _("district"), max_length=100, blank=True, default="", db_default=""
    )
    postcode = models.CharField(
        _("postcode"), max_length=16, blank=True, default="", db_default=""
    )
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
