"""Tabs: on which terms a company orders on account."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ground.money import MoneyField
from members.models import Account, Language


class TabQuerySet(models.QuerySet["Tab"]):
    def locked(self) -> "TabQuerySet":
        """The rows under their lock, in key order; joins nothing."""
        return self.order_by("pk").select_for_update(no_key=True)

    def of_people_of(self, account_id: int) -> "TabQuerySet":
        """Tabs of the companies for which whoever has this account acts."""
        people = Q(account__users__accounts=account_id)
        return self.filter(people).distinct()


class Tab(models.Model):
    """A company that may order now and pay later, within its limit."""

    account = models.OneToOneField(Account, on_delete=models.PROTECT, related_name="+")
    currency = models.CharField(_("currency"), max_length=3)
    credit_limit = MoneyField(
        _("limit"), help_text=_("It may owe this much at most, invoiced or not.")
    )
    payment_days = models.PositiveSmallIntegerField(
        _("days to pay an invoice"), default=30
    )
    reminder_days = models.PositiveSmallIntegerField(
        _("days between reminders"),
        default=7,
        help_text=_("Counted from the day it was due, until it is paid; 0: none."),
    )
    invoice_name = models.CharField(
        _("name on the invoice"),
        max_length=200,
        blank=True,
        help_text=_("Empty: the name of the company."),
    )
    address = models.CharField(_("invoice address"), max_length=300, blank=True)
    email = models.EmailField(_("e-mail for invoices"), max_length=254)
    language = models.CharField(
        _("language of invoices"),
        max_length=10,
        choices=Language,
        default=Language.ENGLISH,
    )
    tax_number = models.CharField(_("VAT or tax number"), max_length=40, blank=True)
    fapiao = models.CharField(_("fapiao"), max_length=10, blank=True)
    blocked_at = models.DateTimeField(_("blocked"), null=True)

    objects = TabQuerySet.as_manager()

    class Meta:
        verbose_name = _("company on account")
        verbose_name_plural = _("companies on account")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                name="payments_tab_limit_is_not_negative",
                condition=Q(credit_limit__gte=0),
            )
        ]

    def __str__(self) -> str:
        return str(self.account)

    @property
    def title(self) -> str:
        """Whom an invoice is made out to."""
        return self.invoice_name or self.account.name
