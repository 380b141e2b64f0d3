"""Tabs: on which terms a company orders on account."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ground.money import MoneyField
from members.models import Account, AccountRole, AccountUser, Language, User


class TabQuerySet(models.QuerySet["Tab"]):
    def locked(self) -> "TabQuerySet":
        """The rows under their lock, in key order; joins nothing."""
        return self.order_by("pk").select_for_update(no_key=True)

    def of_people_of(self, account_id: int) -> "TabQuerySet":
        """Tabs of the companies for which whoever has this account acts."""
        people = Q(account__users__accounts=account_id)
        return self.filter(people).distinct()

    def owned_by(self, user: User) -> "TabQuerySet":
        """Tabs of the companies whose books this person may see."""
        owning = AccountUser.objects.filter(user=user, role=AccountRole.OWNER)
        return self.filter(account__in=owning.values("account"))


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
    # Of the form that it was made with: sent twice, it makes one.
    once = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001 unique where known

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


class Invoice(models.Model):
    """What a company ordered and gave back in a month; append-only."""

    tab = models.ForeignKey(Tab, on_delete=models.PROTECT, related_name="invoices")
    # Its first day.
    month = models.DateField(_("month"))
    series = models.CharField(max_length=20)
    number = models.PositiveIntegerField()
    code = models.CharField(_("number"), max_length=40, unique=True)
    # Less than nothing where more was given back than ordered.
    amount = MoneyField(_("amount"))
    currency = models.CharField(_("currency"), max_length=3)
    due_on = models.DateField(_("due on"))
    # What it says, in both languages, and SHA-256 of that (`papers.monthly`).
    data = models.JSONField()
    digest = models.CharField(max_length=64)
    issued_at = models.DateTimeField(_("issued"))

    class Meta:
        verbose_name = _("monthly invoice")
        verbose_name_plural = _("monthly invoices")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["tab", "month"], name="payments_one_invoice_a_month"
            ),
            models.UniqueConstraint(
                fields=["series", "number"], name="payments_invoice_number_once"
            ),
        ]

    def __str__(self) -> str:
        return self.code


class InvoiceItem(models.Model):
    """One booking that an invoice asks for; each is asked for once. Append-only."""

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="items")
    entry = models.OneToOneField(
        "payments.Entry", on_delete=models.PROTECT, related_name="invoice_item"
    )

    class Meta:
        verbose_name = _("item of a monthly invoice")
        verbose_name_plural = _("items of monthly invoices")

    def __str__(self) -> str:
        return f"{self.invoice_id} {self.entry_id}"


class TabPayment(models.Model):
    """Money that a company paid for an invoice; append-only."""

    invoice = models.ForeignKey(
        Invoice, on_delete=models.PROTECT, related_name="payments"
    )
    amount = MoneyField(_("amount"))
    reference = models.CharField(  # noqa: DJ001 unique where known
        _("reference"), max_length=200, unique=True, null=True
    )
    received_at = models.DateTimeField(_("received"))
    actor = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("payment of a monthly invoice")
        verbose_name_plural = _("payments of monthly invoices")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                name="payments_tab_payment_is_positive", condition=Q(amount__gt=0)
            )
        ]

    def __str__(self) -> str:
        return f"{self.invoice_id} {self.amount}"


class InvoiceLetter(models.Model):
    """A mail about an invoice that has left: number 0 brought it, others remind."""

    invoice = models.ForeignKey(
        Invoice, on_delete=models.PROTECT, related_name="letters"
    )
    number = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField()

    class Meta:
        verbose_name = _("letter about an invoice")
        verbose_name_plural = _("letters about invoices")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["invoice", "number"], name="payments_invoice_letter_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.invoice_id} {self.number}"
