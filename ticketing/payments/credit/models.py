"""Gift cards and the credit of accounts."""

from typing import Any, ClassVar, Final

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from members.models import Account
from ticketing.orders.models import OrderLine

# The kind of an order's line that a gift card is bought with.
GIFT_CARD: Final = "gift_card"


class CreditKind(models.TextChoices):
    GIFT_CARD = "gift_card", _("gift card")
    ACCOUNT = "account", _("credit of an account")


class CreditQuerySet(models.QuerySet["Credit"]):
    def locked(self) -> "CreditQuerySet":
        """The rows under their lock, in key order; joins nothing."""
        return self.order_by("pk").select_for_update(no_key=True)


class Credit(models.Model):
    """What the house owes to whoever has its code, or to an account.

    A code is never kept: only what recognises it, and its last four signs so
    that people can speak of a card.
    """

    kind = models.CharField(_("kind"), max_length=10, choices=CreditKind)
    account = models.ForeignKey(
        Account, null=True, on_delete=models.PROTECT, related_name="+"
    )
    currency = models.CharField(_("currency"), max_length=3)
    # The code is made of this and the house's secret; without both it is lost.
    seed = models.CharField(max_length=64, blank=True)
    code_hash = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001 unique where known
    ending = models.CharField(_("ends with"), max_length=4, blank=True)
    expires_on = models.DateField(_("valid until"), null=True, blank=True)
    blocked_at = models.DateTimeField(_("blocked"), null=True)
    # The line of an order that it was bought with.
    line = models.ForeignKey(
        OrderLine,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    issued_by = models.CharField(_("issued by"), max_length=200, blank=True)
    issued_at = models.DateTimeField(_("issued"))

    objects = CreditQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("money", "credit")
        verbose_name_plural = pgettext_lazy("money", "credits")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                name="payments_credit_has_a_code_or_an_account",
                condition=Q(kind="gift_card", account=None, code_hash__isnull=False)
                | Q(kind="account", account__isnull=False, code_hash=None),
            ),
            models.UniqueConstraint(
                fields=["account", "currency"],
                condition=Q(account__isnull=False),
                name="payments_one_credit_for_an_account",
            ),
            models.UniqueConstraint(
                fields=["line"],
                condition=Q(line__isnull=False),
                name="payments_one_gift_card_for_a_line",
            ),
        ]

    def __str__(self) -> str:
        return f"…{self.ending}" if self.ending else f"{self.account}"

    @property
    def is_card(self) -> bool:
        return self.kind == CreditKind.GIFT_CARD
