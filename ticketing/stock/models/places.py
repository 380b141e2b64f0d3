"""One row for each sellable place, and who holds it until when."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ground.money import MoneyField
from ground.names import Named
from ticketing.shows.models import Performance
from ticketing.stock.querysets import PlaceQuerySet
from ticketing.venues.models import Seat, Section


def suggestion_is_no_less(name: str) -> models.CheckConstraint:
    """A suggested price is at least the least one."""
    return models.CheckConstraint(
        name=name,
        condition=Q(suggested_price=None) | Q(suggested_price__gte=F("price")),
        violation_error_message=_("Suggest no less than the least price."),
    )


class PriceTier(Named):
    """A named price level of a performance (票档), all fees included."""

    performance = models.ForeignKey(
        Performance, on_delete=models.CASCADE, related_name="tiers"
    )
    code = models.CharField(_("letter"), max_length=2)
    price = MoneyField(_("price"), help_text=_("What the buyer pays, fees included."))
    # Where there is one, the buyer names the price, from `price` on.
    suggested_price = MoneyField(_("suggested price"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    stopped_at = models.DateTimeField(null=True, editable=False)
    # Concessions that can't be chosen for it any more, by their keys.
    stopped_concessions = models.JSONField(default=list, editable=False)
    # Whether caps cover it, and since when one of them is reached: kept here,
    # in a row that each hold reads anyway.
    is_capped = models.BooleanField(default=False, editable=False)
    full_at = models.DateTimeField(null=True, editable=False)

    class Meta(Named.Meta):
        verbose_name = _("price tier")
        verbose_name_plural = _("price tiers")
        ordering = ("position", "pk")
        constraints: ClassVar[list[Any]] = [
            *Named.Meta.constraints,
            models.UniqueConstraint(
                fields=["performance", "code"], name="stock_tier_code_is_unique"
            ),
            models.CheckConstraint(
                name="stock_price_is_not_negative",
                condition=Q(price__gte=0),
                violation_error_message=_("A price can't be negative."),
            ),
            suggestion_is_no_less("stock_suggestion_is_no_less"),
        ]

    @property
    def is_halted(self) -> bool:
        """Stopped by a person, or by a cap that is reached: nothing is sold."""
        return self.stopped_at is not None or self.full_at is not None


class PlaceState(models.TextChoices):
    FREE = "free", _("free")
    HELD = "held", _("held")
    ORDERED = "ordered", _("ordered")
    SOLD = "sold", _("sold")
    WITHHELD = "withheld", _("withheld")
    BLOCKED = "blocked", _("blocked")


class Hold(models.Model):
    """A buyer's timed claim (锁座) on places of one performance."""

    cart_key = models.CharField(max_length=64)
    performance = models.ForeignKey(
        Performance, on_delete=models.CASCADE, related_name="holds"
    )
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    renewals = models.PositiveSmallIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("hold")
        verbose_name_plural = _("holds")
        indexes: ClassVar[list[Any]] = [
            models.Index(
                fields=["expires_at"],
                condition=Q(ended_at=None),
                name="stock_hold_live_by_expiry",
            )
        ]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["cart_key", "performance"],
                condition=Q(ended_at=None),
                name="stock_one_live_hold_for_a_cart",
            )
        ]

    def __str__(self) -> str:
        return f"{self.performance_id} · {self.expires_at:%H:%M:%S}"


class Place(models.Model):
    """That chair, or one standing place, on offer in one performance (票位)."""

    performance = models.ForeignKey(
        Performance, on_delete=models.PROTECT, related_name="places"
    )
    section = models.ForeignKey(
        Section, on_delete=models.PROTECT, related_name="places"
    )
    seat = models.ForeignKey(
        Seat, null=True, on_delete=models.PROTECT, related_name="places"
    )
    number = models.PositiveIntegerField()
    tier = models.ForeignKey(
        PriceTier, null=True, on_delete=models.PROTECT, related_name="places"
    )
    state = models.CharField(max_length=10, choices=PlaceState, default=PlaceState.FREE)
    hold = models.ForeignKey(
        Hold, null=True, on_delete=models.PROTECT, related_name="places"
    )
    held_until = models.DateTimeField(null=True)
    withholding = models.ForeignKey(
        "Withholding", null=True, on_delete=models.PROTECT, related_name="places"
    )
    allotment = models.ForeignKey(
        "Allotment", null=True, on_delete=models.PROTECT, related_name="places"
    )

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        indexes: ClassVar[list[Any]] = [
            models.Index(
                fields=["performance", "tier", "state", "held_until"],
                name="stock_place_by_tier_and_state",
            )
        ]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["performance", "seat"],
                condition=Q(seat__isnull=False),
                name="stock_a_seat_is_offered_once",
            ),
            models.UniqueConstraint(
                fields=["performance", "section", "number"],
                name="stock_place_number_is_unique",
            ),
            models.CheckConstraint(
                name="stock_held_means_a_hold_and_an_end",
                condition=Q(
                    state=PlaceState.HELD, hold__isnull=False, held_until__isnull=False
                )
                | (~Q(state=PlaceState.HELD) & Q(hold=None, held_until=None)),
            ),
            models.CheckConstraint(
                name="stock_withheld_means_a_withholding",
                condition=Q(state=PlaceState.WITHHELD, withholding__isnull=False)
                | (~Q(state=PlaceState.WITHHELD) & Q(withholding=None)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.section_id}/{self.number}"
