"""What members pay for their level."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from members.models import Account, Level, Membership


class Due(models.Model):
    """The fee of a level for one period (会费); an order's line has it as its subject.

    There is no membership before the order is paid. `months` is what was bought:
    the level's own period may be another one since. Empty is without an end.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    level = models.ForeignKey(
        Level, on_delete=models.PROTECT, related_name="+", verbose_name=_("level")
    )
    months = models.PositiveSmallIntegerField(null=True)
    membership = models.ForeignKey(
        Membership, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("due")
        verbose_name_plural = _("dues")

    def __str__(self) -> str:
        return f"{self.account} · {self.level}"
