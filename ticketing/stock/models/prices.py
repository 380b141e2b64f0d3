"""How a performance is painted before its places are made, and price lists."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ground.money import MoneyField
from ground.names import Named
from ticketing.house.models import currency_code
from ticketing.shows.models import Performance
from ticketing.stock.models.places import suggestion_is_no_less
from ticketing.stock.painting import Painted, read_painting
from ticketing.venues.models import SeatingPlan


class Painting(models.Model):
    """What the seats of a performance are painted with (see `painting`).

    Places have their own tier; this is what an offer starts from, what a copy
    takes along, and where the reason for a blocked seat stands.
    """

    performance = models.OneToOneField(
        Performance, on_delete=models.CASCADE, related_name="painting"
    )
    content = models.JSONField(default=dict)
    unpriced = models.PositiveIntegerField(
        default=0, help_text=_("Places that have neither a price nor are blocked.")
    )

    class Meta:
        verbose_name = _("painting")
        verbose_name_plural = _("paintings")

    def __str__(self) -> str:
        return str(self.performance_id)

    @property
    def painted(self) -> Painted:
        return read_painting(self.content)


class PriceList(Named):
    """Tiers that are used again, and where they lie if they were painted."""

    currency = models.CharField(_("currency"), max_length=3, validators=[currency_code])
    plan = models.ForeignKey(
        SeatingPlan,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("painted on"),
    )
    content = models.JSONField(default=dict, editable=False)

    class Meta(Named.Meta):
        verbose_name = _("price list")
        verbose_name_plural = _("price lists")
        ordering = ("name_en", "name_zh_hans", "pk")

    @property
    def painted(self) -> Painted:
        return read_painting(self.content)


class PriceListTier(Named):
    """A tier as it is to be where the list is applied."""

    price_list = models.ForeignKey(
        PriceList, on_delete=models.CASCADE, related_name="tiers"
    )
    code = models.CharField(_("letter"), max_length=2)
    price = MoneyField(_("price"), help_text=_("What the buyer pays, fees included."))
    # Where there is one, the buyer names the price, from `price` on.
    suggested_price = MoneyField(_("suggested price"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta(Named.Meta):
        verbose_name = _("price of a list")
        verbose_name_plural = _("prices of a list")
        ordering = ("position", "pk")
        constraints: ClassVar[list[Any]] = [
            *Named.Meta.constraints,
            models.UniqueConstraint(
                fields=["price_list", "code"], name="stock_list_code_is_unique"
            ),
            models.CheckConstraint(
                name="stock_list_price_is_not_negative",
                condition=Q(price__gte=0),
                violation_error_message=_("A price can't be negative."),
            ),
            suggestion_is_no_less("stock_list_suggestion_is_no_less"),
        ]
