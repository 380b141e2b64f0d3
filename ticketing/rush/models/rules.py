"""The house's numbers for a rush; there is one row at most."""

from typing import Any, ClassVar, Final

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ground.keeping import SECOND, forget, kept

ONLY: Final = 1
_KEY: Final = "rush-rules"

calling_code = RegexValidator(
    r"^[1-9][0-9]{0,2}$", _("Write one to three digits, such as 86.")
)


class AfterLapses(models.TextChoices):
    SHORTEN = "shorten", _("hold for a shorter time")
    REFUSE = "refuse", _("refuse until the hour is over")


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
    lapses_per_visitor = models.PositiveSmallIntegerField(
        _("holds that one visitor may let lapse"),
        default=3,
        db_default=3,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_(
            "For one performance within an hour. Given back after more than half of"
            " its time counts too."
        ),
    )
    lapses_per_network = models.PositiveSmallIntegerField(
        _("holds that one network may let lapse"),
        default=40,
        db_default=40,
        validators=[MinValueValidator(1), MaxValueValidator(200)],
        help_text=_("Many visitors share one: a school, an office, a mobile carrier."),
    )
    holds_per_network = models.PositiveSmallIntegerField(
        _("holds that one network may have at once"),
        default=60,
        db_default=60,
        validators=[MinValueValidator(1), MaxValueValidator(200)],
        help_text=_("For one performance. More are refused until some have ended."),
    )
    after_lapses = models.CharField(
        _("whoever let too many lapse"),
        max_length=10,
        choices=AfterLapses,
        default=AfterLapses.SHORTEN,
        db_default=AfterLapses.SHORTEN,
    )
    short_hold_minutes = models.PositiveSmallIntegerField(
        _("minutes of a shorter hold"),
        default=3,
        db_default=3,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
    )
    offer_hours = models.PositiveSmallIntegerField(
        _("hours for an offer from the waiting list"),
        default=12,
        db_default=12,
        validators=[MinValueValidator(1), MaxValueValidator(168)],
    )
    wrong_codes = models.PositiveSmallIntegerField(
        _("wrong presale codes from one network"),
        default=20,
        db_default=20,
        validators=[MinValueValidator(3), MaxValueValidator(1000)],
        help_text=_("Within ten minutes; more are not looked at."),
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
        forget(_KEY)


def the_rules() -> RushRules:
    """Return the rules, at most a second old; the defaults where none are kept."""
    return kept(_KEY, SECOND, kept_rules)


def kept_rules() -> RushRules:
    """Read the rules, to change them."""
    return RushRules.objects.filter(pk=ONLY).first() or RushRules()
