"""The house's numbers for a rush; there is one row at most."""

from typing import Any, ClassVar

from django.core.cache import cache
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

ONLY = 1
CACHE_KEY = "rush-rules"
CACHE_SECONDS = 2

calling_code = RegexValidator(
    r"^[1-9][0-9]{0,2}$", _("Write one to three digits, such as 86.")
)


class RushRules(models.Model):
    """How the house tells buyers apart, and how long it lets them hold."""

    calling_code = models.CharField(
        _("country code of telephone numbers"),
        max_length=3,
        default="86",
        validators=[calling_code],
        help_text=_("For numbers that are written without one."),
    )
    dots_count = models.BooleanField(
        _("dots in a Gmail address make another buyer"),
        default=False,
        help_text=_("Gmail itself delivers to the same person with or without dots."),
    )

    class Meta:
        verbose_name = _("rules for a rush")
        verbose_name_plural = _("rules for a rush")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(name="rush_rules_are_one", condition=Q(pk=ONLY))
        ]

    def __str__(self) -> str:
        return str(_("rules for a rush"))

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.pk = ONLY
        super().save(*args, **kwargs)
        cache.delete(CACHE_KEY)


def the_rules() -> RushRules:
    """Return the rules, at most two seconds old; the defaults where none are kept."""
    rules: RushRules | None = cache.get(CACHE_KEY)
    if rules is None:
        rules = RushRules.objects.filter(pk=ONLY).first() or RushRules()
        cache.set(CACHE_KEY, rules, CACHE_SECONDS)
    return rules
