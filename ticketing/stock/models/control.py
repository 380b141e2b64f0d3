"""What keeps places from general sale: caps, withholdings, allotments."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from members.models import Account
from ticketing.shows.models import Performance
from ticketing.stock.models.places import Place, PriceTier


class OnReached(models.TextChoices):
    """What a cap does when its number is taken."""

    STOP = "stop", _("stop selling and tell the controller")
    ASK = "ask", _("go on selling and ask the controller")


class Cap(models.Model):
    """A number of places that one or several ticket types may sell together."""

    performance = models.ForeignKey(
        Performance, on_delete=models.CASCADE, related_name="caps"
    )
    tiers = models.ManyToManyField(PriceTier, related_name="caps")
    number = models.PositiveIntegerField(_("number of places"))
    on_reached = models.CharField(
        _("when it is reached"),
        max_length=4,
        choices=OnReached,
        default=OnReached.STOP,
    )
    warn_at = models.PositiveIntegerField(_("warn at"), null=True, blank=True)
    warned_at = models.DateTimeField(null=True)
    # Whether every slot is taken, and when the controller was told so.
    reached_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    # More is taken than the number: what comes back is not on sale again yet.
    is_over = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("cap")
        verbose_name_plural = _("caps")
        ordering = ("pk",)
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                name="stock_a_warning_comes_before_the_cap",
                condition=Q(warn_at=None) | Q(warn_at__lte=models.F("number")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.performance_id} ≤ {self.number}"

    @property
    def stops(self) -> bool:
        return self.on_reached == OnReached.STOP


class CapSlot(models.Model):
    """One of a cap's N: a place that is taken has taken it along.

    Free where it has no place, or the place's hold has ended.
    """

    cap = models.ForeignKey(Cap, on_delete=models.CASCADE, related_name="slots")
    n = models.PositiveIntegerField()
    place = models.ForeignKey(
        Place, null=True, on_delete=models.PROTECT, related_name="slots"
    )

    class Meta:
        verbose_name = _("slot of a cap")
        verbose_name_plural = _("slots of caps")
        indexes: ClassVar[list[Any]] = [
            models.Index(
                fields=["cap", "n"],
                condition=Q(place=None),
                name="stock_slot_free_by_cap",
            )
        ]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["cap", "n"], name="stock_cap_slot_is_unique"
            ),
            models.UniqueConstraint(
                fields=["cap", "place"],
                condition=Q(place__isnull=False),
                name="stock_a_place_takes_one_slot_of_a_cap",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cap_id}/{self.n}"


class WithholdingKind(models.TextChoices):
    HOUSE = "house", _("house")
    PRESS = "press", _("press")
    TECHNICAL = "technical", _("technical")
    COMP = "comp", _("free tickets")


class Withholding(models.Model):
    """Places kept from sale (留票): for whom, why, and by whom."""

    performance = models.ForeignKey(
        Performance, on_delete=models.PROTECT, related_name="withholdings"
    )
    kind = models.CharField(_("for"), max_length=10, choices=WithholdingKind)
    reason = models.CharField(_("reason"), max_length=300)
    actor = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("withholding")
        verbose_name_plural = _("withholdings")
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.reason}"


class Allotment(models.Model):
    """Places that only one channel or one account can sell, until a moment."""

    performance = models.ForeignKey(
        Performance, on_delete=models.PROTECT, related_name="allotments"
    )
    channel = models.CharField(_("channel"), max_length=12, blank=True)
    account = models.ForeignKey(
        Account,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("account"),
    )
    release_at = models.DateTimeField(_("goes on general sale at"), null=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    actor = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("allotment")
        verbose_name_plural = _("allotments")
        ordering = ("pk",)
        indexes: ClassVar[list[Any]] = [
            models.Index(
                fields=["release_at"],
                condition=Q(released_at=None),
                name="stock_allotment_to_release",
            )
        ]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                name="stock_an_allotment_is_a_channels_or_an_accounts",
                condition=Q(channel="", account__isnull=False)
                | (~Q(channel="") & Q(account=None)),
            )
        ]

    def __str__(self) -> str:
        return self.channel or str(self.account)
