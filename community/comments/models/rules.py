"""What the house allows in comments; there is one row at most."""

from typing import Any, ClassVar, Final

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ground.keeping import SECOND, forget, kept
from members.models import Level

ONLY: Final = 1
_KEY: Final = "comment-rules"


class Moderation(models.TextChoices):
    BEFORE = "before", _("before anybody sees it")
    AFTER = "after", _("after it is shown")
    TRUST = "trust", _("before, until a member is trusted")


class CommentRules(models.Model):
    """Who may write how much, and when the house looks at it."""

    is_open = models.BooleanField(_("members may comment"), default=True)
    moderation = models.CharField(
        _("the house looks"),
        max_length=10,
        choices=Moderation,
        default=Moderation.TRUST,
    )
    trusted_after = models.PositiveSmallIntegerField(
        _("comments until a member is trusted"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("So many that were passed; one that was removed begins anew."),
    )
    trusted_levels = models.ManyToManyField(
        Level,
        blank=True,
        related_name="+",
        verbose_name=_("levels that are trusted"),
    )
    words = models.TextField(
        _("words that make a comment wait"),
        blank=True,
        max_length=5000,
        help_text=_("One a line, in any language."),
    )
    most_links = models.PositiveSmallIntegerField(
        _("links in a comment"),
        default=1,
        validators=[MaxValueValidator(20)],
        help_text=_("With more it waits for the house."),
    )
    flags = models.PositiveSmallIntegerField(
        _("reports that hide a comment"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("Until the house has looked. The first brings it before you."),
    )
    edit_minutes = models.PositiveSmallIntegerField(
        _("minutes to change a comment"),
        default=15,
        validators=[MaxValueValidator(1440)],
    )
    per_hour = models.PositiveSmallIntegerField(
        _("comments of one member in an hour"),
        default=6,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    has_stars = models.BooleanField(_("stars can be given"), default=True)

    class Meta:
        verbose_name = _("rules for comments")
        verbose_name_plural = _("rules for comments")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(name="comments_rules_are_one", condition=Q(pk=ONLY))
        ]

    def __str__(self) -> str:
        return str(_("rules for comments"))

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.pk = ONLY
        super().save(*args, **kwargs)
        forget(_KEY)


def the_rules() -> CommentRules:
    """Return the rules, at most a second old; the defaults where none are kept."""
    return kept(_KEY, SECOND, kept_rules)


def kept_rules() -> CommentRules:
    """Read the rules, to change them."""
    return CommentRules.objects.filter(pk=ONLY).first() or CommentRules(pk=ONLY)
