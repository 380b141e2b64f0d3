"""What members get points for by themselves; there is one row at most."""

from typing import Any, ClassVar, Final

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ground.keeping import SECOND, forget, kept

ONLY: Final = 1
_KEY: Final = "point-rules"
_MOST: Final = 10_000


class PointRules(models.Model):
    """How many points there are for what; 0 is none."""

    login = models.PositiveIntegerField(
        _("points for the first login of a day"),
        default=0,
        validators=[MaxValueValidator(_MOST)],
        help_text=_("A day is the house’s own. 0: none."),
    )
    comment = models.PositiveIntegerField(
        _("points for a comment that passed"),
        default=0,
        validators=[MaxValueValidator(_MOST)],
        help_text=_("They go when the comment goes. 0: none."),
    )
    comments_a_day = models.PositiveSmallIntegerField(
        _("comments that count in a day"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("So many of one member; others bring no points."),
    )

    class Meta:
        verbose_name = _("rules for points")
        verbose_name_plural = _("rules for points")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                name="members_point_rules_are_one", condition=Q(pk=ONLY)
            )
        ]

    def __str__(self) -> str:
        return str(_("rules for points"))

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.pk = ONLY
        super().save(*args, **kwargs)
        forget(_KEY)


def the_point_rules() -> PointRules:
    """Return the rules, at most a second old; no points where none are kept."""
    return kept(_KEY, SECOND, kept_point_rules)


def kept_point_rules() -> PointRules:
    """Read the rules, to change them."""
    return PointRules.objects.filter(pk=ONLY).first() or PointRules(pk=ONLY)
