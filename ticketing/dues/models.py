"""What members pay for their level."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

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
