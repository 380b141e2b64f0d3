"""What is packed and sent: parcels, who carries them, and each step that they took."""

from typing import Any, ClassVar, Final
from urllib.parse import quote

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ground.names import Named
from ticketing.delivery.models.deliveries import Delivery, DeliveryState
from ticketing.delivery.querysets import ParcelQuerySet
from ticketing.orders.models import OrderLine

NUMBER: Final = "{number}"
BY_HAND: Final = "by-hand"


def leads_to_a_number(text: str) -> None:
    """Raise ValidationError unless it is an https address with one {number}."""
    if text.count(NUMBER) != 1:
        message = _("Write {number} once, where the tracking number stands.")
        raise ValidationError(message, code="no_number")
    URLValidator(schemes=["https"])(text.replace(NUMBER, "1"))


class Carrier(Named):
    """Who carries parcels; its address leads to where one of them is."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    tracking_url = models.CharField(
        _("address for following a parcel"),
        max_length=300,
        blank=True,
        validators=[leads_to_a_number],
        help_text=_("With https:// and {number} in it; empty where there is none."),
    )
    # Which code speaks with it (`delivery.couriers`).
    courier = models.CharField(_("connection"), max_length=40, default=BY_HAND)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta(Named.Meta):
        verbose_name = _("carrier")
        verbose_name_plural = _("carriers")
        ordering = ("name_en", "pk")

    def link_to(self, number: str) -> str:
        """Where a parcel with that number is followed; empty where nowhere."""
        if not (self.tracking_url and number):
            return ""
        return self.tracking_url.replace(NUMBER, quote(number, safe=""))


class ParcelState(models.TextChoices):
    WAITING = "waiting", _("to be packed")
    PACKED = "packed", _("packed")
    HANDED_OVER = "handed_over", _("handed over")
    IN_TRANSIT = "in_transit", _("in transit")
    DELIVERED = "delivered", _("delivered")
    RETURNED = "returned", pgettext_lazy("of a delivery", "returned")
    DROPPED = "dropped", _("not to be sent")


_P = ParcelState
# Where a parcel can go from where it is.
NEXT: Final[dict[str, frozenset[str]]] = {
    _P.WAITING: frozenset({_P.PACKED, _P.DROPPED}),
    _P.PACKED: frozenset({_P.HANDED_OVER}),
    _P.HANDED_OVER: frozenset({_P.IN_TRANSIT, _P.DELIVERED, _P.RETURNED}),
    _P.IN_TRANSIT: frozenset({_P.DELIVERED, _P.RETURNED}),
    _P.DELIVERED: frozenset(),
    _P.RETURNED: frozenset(),
    _P.DROPPED: frozenset(),
}
# What it means for the delivery of the order.
TOLD: Final[dict[str, str]] = {
    _P.HANDED_OVER: DeliveryState.SENT,
    _P.IN_TRANSIT: DeliveryState.SENT,
    _P.DELIVERED: DeliveryState.DELIVERED,
    _P.RETURNED: DeliveryState.RETURNED,
}


class Parcel(models.Model):
    """The tickets of a delivery on their way; its steps say when and by whom."""

    delivery = models.OneToOneField(
        Delivery, on_delete=models.PROTECT, related_name="parcel"
    )
    state = models.CharField(
        _("state"), max_length=12, choices=ParcelState, default=ParcelState.WAITING
    )
    carrier = models.ForeignKey(
        Carrier,
        null=True,
        on_delete=models.PROTECT,
        related_name="parcels",
        verbose_name=_("carrier"),
    )
    tracking = models.CharField(_("tracking number"), max_length=60, blank=True)
    # Who took it; the proof that it has come.
    receiver = models.CharField(_("taken by"), max_length=100, blank=True)
    made_at = models.DateTimeField(default=timezone.now)

    # Told by `for_desk()`.
    ticket_count: int
    gone_count: int

    objects = ParcelQuerySet.as_manager()

    class Meta:
        verbose_name = _("parcel")
        verbose_name_plural = _("parcels")
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["state", "id"], name="delivery_parcel_state"),
        ]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["carrier", "tracking"],
                condition=~Q(tracking="") & Q(carrier__isnull=False),
                name="delivery_tracking_number_is_one_parcels",
            )
        ]

    def __str__(self) -> str:
        return self.delivery.order.number

    @property
    def standing_steps(self) -> list["ParcelStep"]:
        """What has happened and was not taken back, the oldest first."""
        standing: list[ParcelStep] = []
        for step in self.steps.all():
            if step.before == step.after:
                continue
            if not step.is_undo:
                standing.append(step)
            elif standing:
                standing.pop()
        return standing

    @property
    def link(self) -> str:
        return self.carrier.link_to(self.tracking) if self.carrier else ""


class ParcelLine(models.Model):
    """A ticket that was packed."""

    parcel = models.ForeignKey(Parcel, on_delete=models.CASCADE, related_name="lines")
    line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("ticket in a parcel")
        verbose_name_plural = _("tickets in parcels")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["line"], name="delivery_a_ticket_is_in_one_parcel"
            )
        ]

    def __str__(self) -> str:
        return str(self.line)


class ParcelStep(models.Model):
    """What happened to a parcel; rows are only ever added."""

    parcel = models.ForeignKey(Parcel, on_delete=models.PROTECT, related_name="steps")
    before = models.CharField(max_length=12, choices=ParcelState)
    after = models.CharField(max_length=12, choices=ParcelState)
    is_undo = models.BooleanField(default=False)
    note = models.CharField(max_length=300, blank=True)
    actor = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("step of a parcel")
        verbose_name_plural = _("steps of parcels")
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"
