"""Points of members: a ledger to which rows are only ever added."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ground.money import MINUS
from members.models.people import Account


class PointSource(models.TextChoices):
    """What points come from; its key says which one."""

    DESK = "desk", _("the house")
    COMMENT = "comment", _("a comment")
    LOGIN = "login", _("the first login of a day")


class PointEntry(models.Model):
    """Points (积分) that an account got, or that were taken from it.

    What an account has is the sum. A source counts once.
    """

    account = models.ForeignKey(
        Account,
        on_delete=models.PROTECT,
        related_name="point_entries",
        verbose_name=_("account"),
    )
    amount = models.IntegerField(pgettext_lazy("members", "points"))
    source = models.CharField(
        pgettext_lazy("points", "from"), max_length=20, choices=PointSource
    )
    key = models.CharField(max_length=80)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    at = models.DateTimeField(pgettext_lazy("points", "when"))

    class Meta:
        verbose_name = _("entry of points")
        verbose_name_plural = pgettext_lazy("members", "points")
        ordering = ("-pk",)
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["source", "key"], name="members_points_count_once"
            ),
            models.CheckConstraint(
                name="members_points_are_some", condition=~Q(amount=0)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account} · {self.signed}"

    @property
    def signed(self) -> str:
        """The amount with its sign, for people; less has a true minus."""
        return f"{self.amount:+d}".replace("-", MINUS)
