"""Ways of delivery, where they go, and what they cost."""

from datetime import timedelta
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from ground.money import ZERO, MoneyField
from ground.names import Named, in_language

MOST_DAYS = 365
MOST_HOURS = 23


class MethodKind(models.TextChoices):
    E_TICKET = "e_ticket", _("e-ticket")
    COLLECTION = "collection", _("collection at the counter")
    POST = "post", _("post")
    COURIER = "courier", _("courier")
    DOOR = "door", _("to the door")


WITH_ADDRESS = frozenset({MethodKind.POST, MethodKind.COURIER, MethodKind.DOOR})


class Measure(models.TextChoices):
    TICKETS = "tickets", _("number of tickets")
    GRAMS = "grams", _("weight in grams")


class Zone(Named):
    """Where a price holds: a list of countries, of China's provinces too."""

    # Codes of `delivery.areas`: "DE", "CN-BJ", "*" for the rest of the world.
    areas = models.JSONField(_("countries and provinces"), default=list)

    class Meta(Named.Meta):
        verbose_name = _("delivery zone")
        verbose_name_plural = _("delivery zones")
        ordering = ("pk",)


class Method(Named, ClusterableModel):  # type: ignore[misc]  # untyped
    """A way of delivery (取票方式); without steps it costs `price` everywhere."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    kind = models.CharField(
        _("kind"),
        max_length=10,
        choices=MethodKind,
        default=MethodKind.E_TICKET,
        db_default=MethodKind.E_TICKET,
    )
    hint_en = models.CharField(_("hint (English)"), max_length=200, blank=True)
    hint_zh_hans = models.CharField(_("hint (Chinese)"), max_length=200, blank=True)
    price = MoneyField(
        _("price"),
        default=ZERO,
        help_text=_("For everywhere, where no zones are given below."),
    )
    measure = models.CharField(
        _("priced by"),
        max_length=8,
        choices=Measure,
        default=Measure.TICKETS,
        db_default=Measure.TICKETS,
    )
    grams_each = models.PositiveSmallIntegerField(
        _("grams of one ticket"), default=5, db_default=5
    )
    grams_packed = models.PositiveSmallIntegerField(
        _("grams of the envelope"), default=20, db_default=20
    )
    days_before = models.PositiveSmallIntegerField(
        _("days before the first performance"),
        default=0,
        db_default=0,
        validators=[MaxValueValidator(MOST_DAYS)],
        help_text=_("Later than this it can no longer be chosen."),
    )
    hours_before = models.PositiveSmallIntegerField(
        _("and hours"),
        default=0,
        db_default=0,
        validators=[MaxValueValidator(MOST_HOURS)],
    )
    free_from = MoneyField(
        _("free from a sum of"),
        null=True,
        blank=True,
        help_text=_("What the tickets cost together; empty: never for this."),
    )
    # Codes of sales channels with spaces between; empty: all of them.
    channels = models.CharField(
        _("channels"), max_length=60, blank=True, default="", db_default=""
    )
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

    @property
    def needs_address(self) -> bool:
        return self.kind in WITH_ADDRESS

    @property
    def has_parcel(self) -> bool:
        """Something is packed for it; an e-ticket is only sent."""
        return self.kind != MethodKind.E_TICKET

    @property
    def closes(self) -> timedelta:
        """How long before the first performance it ends."""
        return timedelta(days=self.days_before, hours=self.hours_before)

    def size_of(self, tickets: int) -> int:
        """What its steps count: tickets, or grams with the envelope."""
        if self.measure == Measure.GRAMS:
            return self.grams_packed + tickets * self.grams_each
        return tickets


class PriceStep(models.Model):
    """Up to so many tickets or grams it costs so much, in that zone."""

    method = ParentalKey(Method, on_delete=models.CASCADE, related_name="steps")
    zone = models.ForeignKey(
        Zone,
        on_delete=models.PROTECT,
        related_name="steps",
        verbose_name=pgettext_lazy("of delivery", "zone"),
    )
    up_to = models.PositiveIntegerField(_("up to (tickets or grams)"))
    price = MoneyField(_("price"))

    class Meta:
        verbose_name = _("price step")
        verbose_name_plural = _("price steps")
        ordering = ("zone", "up_to")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["method", "zone", "up_to"], name="delivery_step_is_said_once"
            ),
            models.CheckConstraint(
                name="delivery_step_price_is_not_negative", condition=Q(price__gte=0)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.zone} ≤ {self.up_to}"
