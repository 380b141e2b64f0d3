"""What members pay for their level."""

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ground.names import in_language
from members.models import Account, Level, Membership, User
from ticketing.orders.models import Order


class DueQuerySet(models.QuerySet["Due"]):
    def billed(self) -> "DueQuerySet":
        """Those that the house asked for by itself."""
        return self.filter(begins_at__isnull=False)

    def owed(self) -> "DueQuerySet":
        """Billed, and neither paid nor waived nor given up."""
        return self.billed().filter(membership=None, closed_at=None)


class Due(models.Model):
    """The fee of a level for one period (会费); an order's line has it as its subject.

    There is no membership before the order is paid. `months` is what was bought:
    the level's own period may be another one since. Empty is without an end.

    A due that the house has billed names the beginning of its period, once for an
    account and a level, and the membership that it carries on. One that a member
    ordered unasked names neither.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    level = models.ForeignKey(
        Level, on_delete=models.PROTECT, related_name="+", verbose_name=_("level")
    )
    months = models.PositiveSmallIntegerField(null=True)
    membership = models.ForeignKey(
        Membership, null=True, on_delete=models.PROTECT, related_name="+"
    )
    begins_at = models.DateTimeField(_("due"), null=True)
    billed_at = models.DateTimeField(_("billed"), null=True)
    carries_on = models.ForeignKey(
        Membership, null=True, on_delete=models.PROTECT, related_name="+"
    )
    order = models.ForeignKey(
        Order, null=True, on_delete=models.PROTECT, related_name="+"
    )
    paid_at = models.DateTimeField(_("paid"), null=True)
    waived_at = models.DateTimeField(_("waived"), null=True)
    waived_by = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    waive_reason = models.CharField(
        _("reason"), max_length=300, blank=True, default="", db_default=""
    )
    # Nobody is asked for it any more: given up, lost with its level, or gone back.
    closed_at = models.DateTimeField(_("closed"), null=True)

    objects = DueQuerySet.as_manager()

    class Meta:
        verbose_name = _("due")
        verbose_name_plural = _("dues")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["account", "level", "begins_at"],
                name="dues_a_period_is_billed_once",
            )
        ]
        indexes: ClassVar[list[Any]] = [
            models.Index(
                fields=["begins_at"],
                condition=Q(membership=None, closed_at=None, begins_at__isnull=False),
                name="dues_owed",
            )
        ]

    def __str__(self) -> str:
        return f"{self.account} · {self.level}"

    @property
    def is_owed(self) -> bool:
        return (
            self.begins_at is not None
            and self.membership_id is None
            and self.closed_at is None
        )


class Reminder(models.Model):
    """What is written to whoever owes a due, so many days from its day.

    Before the day where `days` is below zero. The texts have merge fields
    (`dues.words`).
    """

    days = models.SmallIntegerField(
        _("days from the due day"),
        validators=[MinValueValidator(-120), MaxValueValidator(366)],
        help_text=_("Below zero: before it. 0: on the day."),
    )
    subject_en = models.CharField(_("subject (English)"), max_length=150)
    subject_zh_hans = models.CharField(_("subject (Chinese)"), max_length=150)
    text_en = models.TextField(_("text (English)"), max_length=3000)
    text_zh_hans = models.TextField(_("text (Chinese)"), max_length=3000)
    is_on = models.BooleanField(_("is sent"), default=True)

    class Meta:
        verbose_name = _("reminder of dues")
        verbose_name_plural = _("reminders of dues")
        ordering = ("days", "pk")

    def __str__(self) -> str:
        return f"{self.days:+d} · {self.subject}"

    @property
    def subject(self) -> str:
        return in_language(self.subject_en, self.subject_zh_hans)

    @property
    def text(self) -> str:
        return in_language(self.text_en, self.text_zh_hans)


class Letter(models.Model):
    """That a reminder of one due is to be sent, or was; once for each.

    One that was begun and is not sent may have left: it is not sent again.
    """

    due = models.ForeignKey(Due, on_delete=models.PROTECT, related_name="letters")
    reminder = models.ForeignKey(Reminder, on_delete=models.PROTECT, related_name="+")
    planned_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    # A later one had its day already, or the due was paid meanwhile.
    is_left_out = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("letter about a due")
        verbose_name_plural = _("letters about dues")
        ordering = ("pk",)
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["due", "reminder"], name="dues_a_reminder_goes_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.due} · {self.reminder}"
