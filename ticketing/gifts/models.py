"""Whom a gift card is for."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from members.models import Language
from ticketing.payments.credit.models import Credit

LONGEST_MESSAGE = 500


class Gift(models.Model):
    """A gift card as a present; it has no card before its order is paid.

    An order's line names it as its subject.
    """

    credit = models.ForeignKey(
        Credit, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    from_name = models.CharField(_("from"), max_length=200, blank=True)
    to_name = models.CharField(_("for"), max_length=200, blank=True)
    message = models.CharField(_("message"), max_length=LONGEST_MESSAGE, blank=True)
    # Where the code goes; empty where the sheet is printed instead.
    email = models.EmailField(_("e-mail address"), max_length=254, blank=True)
    language = models.CharField(_("language"), max_length=10, choices=Language)
    # By the house's calendar; empty is at once.
    send_on = models.DateField(_("day to send it"), null=True)
    sent_at = models.DateTimeField(_("sent"), null=True)
    # Whoever sends it says so before: with this and without `sent_at` nobody knows.
    started_at = models.DateTimeField(null=True)
    # How often it surely did not leave.
    tries = models.PositiveSmallIntegerField(default=0, db_default=0)

    class Meta:
        verbose_name = _("gift card")
        verbose_name_plural = _("gift cards")
        indexes: ClassVar[list[Any]] = [
            models.Index(
                fields=["send_on"],
                condition=Q(sent_at=None, credit__isnull=False) & ~Q(email=""),
                name="gifts_to_send",
            )
        ]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["credit"],
                condition=Q(credit__isnull=False),
                name="gifts_a_card_is_one_present",
            )
        ]

    def __str__(self) -> str:
        return self.to_name or self.email or str(self.pk)
