"""Presale: who may buy before the sale opens, by code or by what they are."""

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ground.names import Named
from ticketing.orders.models import Cart, Order
from ticketing.shows.models import Performance


class PresaleWindow(Named):
    """A time before the sale in which codes, or members, can buy.

    `admits` names a registered admission (see `rush.admissions`); empty where
    codes alone open the window.
    """

    performances = models.ManyToManyField(
        Performance, related_name="+", verbose_name=_("performances")
    )
    begins_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    quota = models.PositiveIntegerField(
        _("places in all"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Empty: as many as there are."),
    )
    places_per_code = models.PositiveSmallIntegerField(
        _("places for each code"),
        default=2,
        validators=[MinValueValidator(1), MaxValueValidator(500)],
    )
    admits = models.CharField(_("open without a code for"), max_length=40, blank=True)

    class Meta(Named.Meta):
        verbose_name = _("presale")
        verbose_name_plural = _("presales")
        ordering = ("begins_at", "pk")
        constraints: ClassVar[list[Any]] = [
            *Named.Meta.constraints,
            models.CheckConstraint(
                name="rush_presale_ends_after_it_begins",
                condition=Q(ends_at__gt=F("begins_at")),
                violation_error_message=_("A presale must end after it begins."),
            ),
        ]


class PresaleCode(models.Model):
    """One code (优先购码); it opens its window once, for one person where named."""

    window = models.ForeignKey(
        PresaleWindow, on_delete=models.CASCADE, related_name="codes"
    )
    code = models.CharField(_("code"), max_length=20, unique=True)
    email = models.EmailField(_("for this address alone"), max_length=254, blank=True)
    batch = models.CharField(_("batch"), max_length=60, blank=True)
    made_at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("presale code")
        verbose_name_plural = _("presale codes")
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.code[:5]}-{self.code[5:]}"


class PresaleUse(models.Model):
    """An order in a presale; it claims nothing once the order has ended.

    `slot` counts the times that a code is used: a code has one.
    """

    window = models.ForeignKey(
        PresaleWindow, on_delete=models.CASCADE, related_name="uses"
    )
    code = models.ForeignKey(
        PresaleCode, null=True, on_delete=models.CASCADE, related_name="uses"
    )
    slot = models.PositiveSmallIntegerField(default=1)
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("use of a presale")
        verbose_name_plural = _("uses of presales")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["code", "slot"], name="rush_a_code_is_used_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.window_id} · {self.order_id}"


class CartCode(models.Model):
    """A code with which places were put into a cart."""

    cart = models.ForeignKey(Cart, on_delete=models.CASCADE, related_name="+")
    code = models.ForeignKey(PresaleCode, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("code of a cart")
        verbose_name_plural = _("codes of carts")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["cart", "code"], name="rush_code_once_in_a_cart"
            )
        ]

    def __str__(self) -> str:
        return f"{self.cart_id} · {self.code_id}"
