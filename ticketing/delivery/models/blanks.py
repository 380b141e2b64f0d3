"""Blank tickets with printed numbers: what was bought, and what became of each."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ticketing.tickets.models import Ticket


class BlankForm(models.TextChoices):
    SHEET = "sheet", _("sheets, three on A4")
    THERMAL = "thermal", _("thermal, 80 × 200 mm")


class BlankStock(models.Model):
    """A roll or a stack, whose numbers follow one another; locked while one is used."""

    form = models.CharField(_("form"), max_length=8, choices=BlankForm)
    series = models.CharField(_("series"), max_length=20)
    first = models.PositiveIntegerField(_("first number"))
    last = models.PositiveIntegerField(_("last number"))
    next = models.PositiveIntegerField()
    registered_by = models.CharField(max_length=200)
    registered_at = models.DateTimeField()

    class Meta:
        verbose_name = _("stock of blank tickets")
        verbose_name_plural = _("stocks of blank tickets")
        ordering = ("form", "series", "first")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["series", "first"], name="delivery_stock_begins_once"
            ),
            models.CheckConstraint(
                name="delivery_stock_has_numbers",
                condition=Q(first__lte=F("last"), next__gte=F("first"))
                & Q(next__lte=F("last") + 1),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.first}–{self.last}"

    @property
    def left(self) -> int:
        return self.last + 1 - self.next


class PrintRun(models.Model):
    """One print: its blanks make the same PDF whenever it is asked for."""

    stock = models.ForeignKey(BlankStock, on_delete=models.PROTECT, related_name="runs")
    printed_by = models.CharField(max_length=200)
    printed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("print of tickets")
        verbose_name_plural = _("prints of tickets")

    def __str__(self) -> str:
        return f"{self.stock} {self.printed_at:%Y-%m-%d}"


class Blank(models.Model):
    """One number that is used: a ticket was printed on it, or it was spoiled."""

    stock = models.ForeignKey(
        BlankStock, on_delete=models.PROTECT, related_name="blanks"
    )
    series = models.CharField(max_length=20)
    number = models.PositiveIntegerField()
    run = models.ForeignKey(
        PrintRun, null=True, on_delete=models.PROTECT, related_name="blanks"
    )
    ticket = models.ForeignKey(
        Ticket, null=True, on_delete=models.PROTECT, related_name="+"
    )
    spoiled_at = models.DateTimeField(null=True)
    spoiled_by = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("blank ticket")
        verbose_name_plural = _("blank tickets")
        ordering = ("series", "number")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["series", "number"], name="delivery_a_blank_is_used_once"
            ),
            models.UniqueConstraint(
                fields=["ticket"],
                condition=Q(spoiled_at=None, ticket__isnull=False),
                name="delivery_a_ticket_is_on_one_blank",
            ),
            models.CheckConstraint(
                name="delivery_a_blank_is_printed_or_spoiled",
                condition=Q(ticket__isnull=False) | Q(spoiled_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.number}"
