"""Statements of the house's bank, and what became of each of their lines."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ground.money import MoneyField
from ticketing.orders.models import Order


class StatementLayout(models.Model):
    """Which column of a bank's table is what; set once, used again."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    columns = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("layout of a statement")
        verbose_name_plural = _("layouts of statements")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class FileState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("statement", "not imported yet")
    RUNNING = "running", pgettext_lazy("statement", "being imported")
    DONE = "done", pgettext_lazy("statement", "imported")


class StatementFile(models.Model):
    """A file as the bank gave it out; its content is let go once it is read."""

    name = models.CharField(_("file"), max_length=200)
    kind = models.CharField(_("format"), max_length=10)
    columns = models.JSONField(default=dict)
    content = models.BinaryField(default=bytes)
    state = models.CharField(
        _("state"), max_length=10, choices=FileState, default=FileState.DRAFT
    )
    line_count = models.PositiveIntegerField(_("lines"), default=0)
    uploaded_by = models.CharField(_("uploaded by"), max_length=200)
    uploaded_at = models.DateTimeField(_("uploaded"))
    done_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("bank statement")
        verbose_name_plural = _("bank statements")

    def __str__(self) -> str:
        return self.name

    @property
    def is_draft(self) -> bool:
        return self.state == FileState.DRAFT

    @property
    def is_running(self) -> bool:
        return self.state == FileState.RUNNING


class LineState(models.TextChoices):
    NEW = "new", pgettext_lazy("statement line", "just read")
    CERTAIN = "certain", pgettext_lazy("statement line", "being booked")
    OPEN = "open", pgettext_lazy("statement line", "to decide")
    BOOKED = "booked", pgettext_lazy("statement line", "booked")
    SET_ASIDE = "set_aside", pgettext_lazy("statement line", "set aside")
    DIVIDED = "divided", pgettext_lazy("statement line", "divided over orders")
    INVOICED = "invoiced", pgettext_lazy("statement line", "booked for an invoice")
    OUTGOING = "outgoing", pgettext_lazy("statement line", "money that went out")


class StatementLine(models.Model):
    """One line of a bank's statement; each is there, and is used, once."""

    file = models.ForeignKey(
        StatementFile, on_delete=models.PROTECT, related_name="lines"
    )
    position = models.PositiveIntegerField(_("line"))
    # The same for the same line of the bank, in whatever file it comes again.
    fingerprint = models.CharField(max_length=64, unique=True)
    account = models.CharField(_("our account"), max_length=60, blank=True)
    booked_on = models.DateField(_("date"))
    amount = MoneyField(_("amount"))
    currency = models.CharField(_("currency"), max_length=3)
    name = models.CharField(_("payer"), max_length=200, blank=True)
    counter_account = models.CharField(_("payer’s account"), max_length=60, blank=True)
    purpose = models.CharField(_("purpose"), max_length=1000, blank=True)
    bank_reference = models.CharField(_("bank’s reference"), max_length=100, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=LineState, default=LineState.NEW
    )
    payment = models.OneToOneField(
        "payments.Payment",
        null=True,
        on_delete=models.PROTECT,
        related_name="statement_line",
    )
    # Of a line that a company paid its monthly invoice with.
    tab_payment = models.OneToOneField(
        "payments.TabPayment",
        null=True,
        on_delete=models.PROTECT,
        related_name="statement_line",
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    decided_by = models.CharField(_("decided by"), max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("line of a statement")
        verbose_name_plural = _("lines of statements")
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["state", "booked_on"], name="payments_lines_by_state"),
            models.Index(fields=["file", "state"], name="payments_lines_of_file"),
        ]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                name="payments_booked_line_has_its_payment",
                condition=Q(state=LineState.BOOKED, payment__isnull=False)
                | (~Q(state=LineState.BOOKED) & Q(payment=None)),
            ),
            models.CheckConstraint(
                name="payments_line_set_aside_says_why",
                condition=~Q(state=LineState.SET_ASIDE) | ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.booked_on} {self.amount} {self.currency}"

    @property
    def is_open(self) -> bool:
        return self.state == LineState.OPEN

    @property
    def is_divided(self) -> bool:
        return self.state == LineState.DIVIDED

    @property
    def is_set_aside(self) -> bool:
        return self.state == LineState.SET_ASIDE


class Suggestion(models.Model):
    """An order that a line may be for, with the reasons to think so."""

    line = models.ForeignKey(
        StatementLine, on_delete=models.CASCADE, related_name="suggestions"
    )
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="+")
    score = models.PositiveSmallIntegerField()
    reasons = models.JSONField(default=list)

    class Meta:
        verbose_name = _("suggestion")
        verbose_name_plural = _("suggestions")
        ordering = ("-score", "pk")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["line", "order"], name="payments_order_suggested_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.line_id} {self.order_id} {self.score}"


class LineShare(models.Model):
    """What of a line is for one of several orders; its payment, once it is booked."""

    line = models.ForeignKey(
        StatementLine, on_delete=models.PROTECT, related_name="shares"
    )
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="+")
    amount = MoneyField(_("amount"))
    position = models.PositiveSmallIntegerField()
    payment = models.OneToOneField(
        "payments.Payment",
        null=True,
        on_delete=models.PROTECT,
        related_name="statement_share",
    )

    class Meta:
        verbose_name = _("share of a line")
        verbose_name_plural = _("shares of lines")
        ordering = ("position",)
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["line", "order"], name="payments_order_has_one_share_of_a_line"
            ),
            models.UniqueConstraint(
                fields=["line", "position"], name="payments_share_has_its_position"
            ),
            models.CheckConstraint(
                name="payments_share_is_positive", condition=Q(amount__gt=0)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line_id} {self.order_id} {self.amount}"
