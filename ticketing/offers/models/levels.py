"""What a member's level takes off tickets of one kind of show."""

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from members.models import Level
from ticketing.shows.models import ShowKind


class LevelDiscount(models.Model):
    """Instead of the level's own share, for one kind of show."""

    level = models.ForeignKey(
        Level, on_delete=models.CASCADE, related_name="+", verbose_name=_("level")
    )
    kind = models.ForeignKey(
        ShowKind,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("kind of show"),
    )
    percent_off = models.DecimalField(
        _("per cent off"),
        max_digits=5,
        decimal_places=2,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )

    class Meta:
        verbose_name = _("discount of a level")
        verbose_name_plural = _("discounts of levels")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["level", "kind"], name="offers_level_once_for_a_kind"
            ),
            models.CheckConstraint(
                name="offers_level_discount_is_a_share",
                condition=Q(percent_off__gte=0, percent_off__lte=100),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.level} · {self.kind}"
