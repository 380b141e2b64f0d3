"""Who buys, as a reason for another price."""

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ground.names import Named, in_language


class Concession(Named):
    """Who buys, as a price reason (优惠票种): students, children."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    percent_off = models.DecimalField(
        _("per cent off"),
        max_digits=5,
        decimal_places=2,
        validators=[MaxValueValidator(100)],
    )
    proof_en = models.CharField(
        _("proof at the door (English)"), max_length=200, blank=True
    )
    proof_zh_hans = models.CharField(
        _("proof at the door (Chinese)"), max_length=200, blank=True
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_active = models.BooleanField(_("offered"), default=True)

    class Meta(Named.Meta):
        verbose_name = _("concession")
        verbose_name_plural = _("concessions")
        ordering = ("position", "pk")
        constraints: ClassVar[list[Any]] = [
            *Named.Meta.constraints,
            models.CheckConstraint(
                name="offers_concession_is_a_share",
                condition=Q(percent_off__gte=0, percent_off__lte=100),
            ),
        ]

    @property
    def proof(self) -> str:
        return in_language(self.proof_en, self.proof_zh_hans)
