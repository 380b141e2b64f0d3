"""Numbered papers about orders, and who issues them."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ground.names import in_language
from ticketing.orders.models import Order
from ticketing.payments.models import Refund

ONLY = 1


class PaperKind(models.TextChoices):
    INVOICE = "invoice", _("invoice")
    RECEIPT = "receipt", _("receipt")
    CREDIT_NOTE = "credit_note", _("credit note")
    DELIVERY = "delivery", _("delivery note")


class Fapiao(models.TextChoices):
    """Which official invoice (发票) the buyer wants of the tax office."""

    NONE = "", _("none")
    ORDINARY = "ordinary", _("ordinary fapiao")
    SPECIAL = "special", _("special VAT fapiao")


class Issuer(models.Model):
    """Who issues the papers; one row. What is empty is left out of them."""

    name_en = models.CharField(_("legal name (English)"), max_length=200, blank=True)
    name_zh_hans = models.CharField(
        _("legal name (Chinese)"), max_length=200, blank=True
    )
    address_en = models.CharField(_("address (English)"), max_length=300, blank=True)
    address_zh_hans = models.CharField(
        _("address (Chinese)"), max_length=300, blank=True
    )
    tax_number = models.CharField(_("VAT or tax number"), max_length=40, blank=True)
    note_en = models.CharField(
        _("note at the foot (English)"), max_length=500, blank=True
    )
    note_zh_hans = models.CharField(
        _("note at the foot (Chinese)"), max_length=500, blank=True
    )

    class Meta:
        verbose_name = _("issuer of papers")
        verbose_name_plural = _("issuer of papers")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(name="papers_issuer_is_one", condition=Q(pk=ONLY))
        ]

    def __str__(self) -> str:
        return in_language(self.name_en, self.name_zh_hans)


class PaperSeries(models.Model):
    """Numbers that follow one another; its row is locked while one is given."""

    code = models.CharField(max_length=20, unique=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("series of papers")
        verbose_name_plural = _("series of papers")

    def __str__(self) -> str:
        return f"{self.code} {self.last}"


class Paper(models.Model):
    """An issued paper: append-only, with all that stands on it."""

    kind = models.CharField(_("kind"), max_length=12, choices=PaperKind)
    series = models.ForeignKey(
        PaperSeries, on_delete=models.PROTECT, related_name="papers"
    )
    number = models.PositiveIntegerField()
    code = models.CharField(_("number"), max_length=40, unique=True)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="+")
    # What a credit note is about.
    refund = models.OneToOneField(
        Refund, null=True, on_delete=models.PROTECT, related_name="+"
    )
    title = models.CharField(_("title of the invoice"), max_length=200, blank=True)
    tax_number = models.CharField(_("buyer’s tax number"), max_length=40, blank=True)
    fapiao = models.CharField(
        _("fapiao"), max_length=10, choices=Fapiao, default=Fapiao.NONE, blank=True
    )
    # What it says, in both languages (`papers.contents`), and SHA-256 of that.
    data = models.JSONField()
    digest = models.CharField(max_length=64)
    issued_at = models.DateTimeField(_("issued"))
    issued_by = models.CharField(_("issued by"), max_length=200)

    class Meta:
        verbose_name = _("paper")
        verbose_name_plural = _("papers")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["series", "number"], name="papers_number_once_in_a_series"
            ),
            models.UniqueConstraint(
                fields=["order", "kind"],
                condition=~Q(kind=PaperKind.CREDIT_NOTE),
                name="papers_one_of_a_kind_for_an_order",
            ),
            models.CheckConstraint(
                name="papers_credit_note_is_of_a_refund",
                condition=Q(kind=PaperKind.CREDIT_NOTE, refund__isnull=False)
                | (~Q(kind=PaperKind.CREDIT_NOTE) & Q(refund=None)),
            ),
        ]

    def __str__(self) -> str:
        return self.code
