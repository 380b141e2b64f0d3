"""What the house decided, kept for good."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from community.comments.models.talk import Comment
from members.models import User


class Deed(models.TextChoices):
    PASS = "pass", _("passed")
    REMOVE = "remove", _("removed")
    SPAM = "spam", _("marked as spam")
    REPLY = "reply", _("answered by the house")
    AWARD = "award", _("points awarded")
    WARN = "warn", _("writer warned")
    MUTE = "mute", _("writer muted")


class Decision(models.Model):
    """One step of a moderator. Append-only; the database refuses any change.

    `once` is the key of the press of a button: the second press finds it.
    """

    comment = models.ForeignKey(
        Comment, on_delete=models.PROTECT, related_name="decisions"
    )
    deed = models.CharField(_("decision"), max_length=10, choices=Deed)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("when"))
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    before = models.CharField(max_length=10)
    after = models.CharField(max_length=10)
    was_appeal = models.BooleanField(default=False)
    points = models.PositiveIntegerField(default=0)
    until = models.DateTimeField(null=True)
    once = models.CharField(max_length=80, unique=True)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.get_deed_display()} · {self.comment}"
