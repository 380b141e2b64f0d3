"""Who waits for places that come back, and what they are offered."""

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from members.models import Language
from ticketing.shows.models import Performance
from ticketing.stock.models import PriceTier


class Outcome(models.TextChoices):
    LEFT = "left", _("left the list")
    TAKEN = "taken", _("took the offer")
    LAPSED = "lapsed", _("let the offer lapse")


class WaitingEntry(models.Model):
    """One wish on a waiting list (候补); its secret is the right to it.

    It counts from the moment at which its e-mail address was proved.
    """

    performance = models.ForeignKey(
        Performance, on_delete=models.CASCADE, related_name="+"
    )
    secret = models.CharField(max_length=64, unique=True)
    email = models.EmailField(_("e-mail address"), max_length=254)
    email_key = models.CharField(max_length=64)
    language = models.CharField(max_length=10, choices=Language)
    quantity = models.PositiveSmallIntegerField(
        _("places"), validators=[MinValueValidator(1), MaxValueValidator(500)]
    )
    together = models.BooleanField(_("only beside one another"), default=True)
    tiers = models.ManyToManyField(PriceTier, related_name="+", verbose_name=_("price"))
    joined_at = models.DateTimeField(_("joined"))
    confirmed_at = models.DateTimeField(_("confirmed"), null=True)
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)

    class Meta:
        verbose_name = _("entry of a waiting list")
        verbose_name_plural = _("entries of waiting lists")
        ordering = ("confirmed_at", "pk")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["performance", "email_key"],
                condition=Q(ended_at=None),
                name="rush_one_live_entry_for_an_address",
            )
        ]

    def __str__(self) -> str:
        return f"{self.email} × {self.quantity}"


class WaitingOffer(models.Model):
    """Places that are held for an entry until a deadline."""

    entry = models.ForeignKey(
        WaitingEntry, on_delete=models.CASCADE, related_name="offers"
    )
    hold_key = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    deadline = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("offer to who waits")
        verbose_name_plural = _("offers to who waits")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["entry"],
                condition=Q(ended_at=None),
                name="rush_one_open_offer_for_an_entry",
            )
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} · {self.deadline:%Y-%m-%d %H:%M}"


class WaitingCursor(models.Model):
    """Up to which event of the stock the waiting lists have been served."""

    event = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("cursor of the waiting lists")
        verbose_name_plural = _("cursors of the waiting lists")

    def __str__(self) -> str:
        return str(self.event)
