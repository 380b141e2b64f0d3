"""What a buyer's bank disputes of a payment."""

from typing import Any, ClassVar, Final

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ground.money import MoneyField

# The gateways that know of disputes.
DISPUTABLE: Final = ("stripe",)


class DisputeState(models.TextChoices):
    OPEN = "open", pgettext_lazy("dispute", "being decided")
    WON = "won", pgettext_lazy("dispute", "decided for the house")
    LOST = "lost", pgettext_lazy("dispute", "decided for the buyer")


class DisputeQuerySet(models.QuerySet["Dispute"]):
    def open(self) -> "DisputeQuerySet":
        return self.filter(state=DisputeState.OPEN)

    def holding(self) -> "DisputeQuerySet":
        """Those for which the bank holds money now."""
        return self.open().filter(withdrawn_at__isnull=False)


class Dispute(models.Model):
    """One dispute, as the gateway tells it; one that is decided stays so."""

    payment = models.ForeignKey(
        "payments.Payment", on_delete=models.PROTECT, related_name="disputes"
    )
    reference = models.CharField(_("reference"), max_length=200, unique=True)
    amount = MoneyField(_("amount"))
    # The bank's word for why, such as fraudulent or product_not_received.
    reason = models.CharField(_("reason"), max_length=60, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=DisputeState, default=DisputeState.OPEN
    )
    respond_by = models.DateTimeField(_("answer by"), null=True)
    opened_at = models.DateTimeField(_("opened"))
    # When the bank took the money; a mere question takes none.
    withdrawn_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(_("decided"), null=True)
    # What of a lost one went back of the payment; the rest is the house's loss.
    refund = models.OneToOneField(
        "payments.Refund", null=True, on_delete=models.PROTECT, related_name="dispute"
    )

    objects = DisputeQuerySet.as_manager()

    class Meta:
        verbose_name = _("dispute")
        verbose_name_plural = _("disputes")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                name="payments_dispute_is_positive", condition=Q(amount__gt=0)
            ),
            models.CheckConstraint(
                name="payments_dispute_closed_has_its_moment",
                condition=Q(state="open", closed_at=None)
                | (~Q(state="open") & Q(closed_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_open(self) -> bool:
        return self.state == DisputeState.OPEN

    @property
    def is_lost(self) -> bool:
        return self.state == DisputeState.LOST
