"""Tills, the shifts that people work at them, and each shift's journal."""

from decimal import Decimal
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ground.money import MoneyField
from ground.names import Named
from members.models import User


class Till(Named):
    """A drawer (钱箱) at the counter."""

    is_active = models.BooleanField(_("in use"), default=True)

    class Meta(Named.Meta):
        verbose_name = _("till")
        verbose_name_plural = _("tills")


class ShiftQuerySet(models.QuerySet["Shift"]):
    def open(self) -> "ShiftQuerySet":
        return self.filter(closed_at=None)


class Shift(models.Model):
    """One person's time at a till, from a counted float to the count at close."""

    till = models.ForeignKey(Till, on_delete=models.PROTECT, related_name="shifts")
    number = models.PositiveIntegerField(_("number"))
    currency = models.CharField(_("currency"), max_length=3)
    person = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    opened_by = models.CharField(_("opened by"), max_length=200)
    opened_at = models.DateTimeField(_("opened"))
    start = MoneyField(pgettext_lazy("till", "float"))
    # The shift that handed its counted cash over to this one.
    before = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="after"
    )
    closed_by = models.CharField(_("closed by"), max_length=200, blank=True)
    closed_at = models.DateTimeField(pgettext_lazy("moment", "closed"), null=True)
    # How many there were of each note and coin: {"100": 3, "0.5": 12}.
    counts = models.JSONField(default=dict)
    counted = MoneyField(pgettext_lazy("till", "counted"), null=True)
    expected = MoneyField(_("should be there"), null=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    objects = ShiftQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("till", "shift")
        verbose_name_plural = pgettext_lazy("till", "shifts")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["till"],
                condition=Q(closed_at=None),
                name="payments_one_open_shift_for_a_till",
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(closed_at=None, person__isnull=False),
                name="payments_one_open_shift_for_a_person",
            ),
            models.UniqueConstraint(
                fields=["till", "number"], name="payments_shift_number_is_unique"
            ),
            models.CheckConstraint(
                name="payments_closed_shift_is_counted",
                condition=Q(closed_at=None, counted=None, expected=None)
                | Q(
                    closed_at__isnull=False,
                    counted__isnull=False,
                    expected__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="payments_till_difference_is_explained",
                condition=Q(counted=None) | Q(counted=F("expected")) | ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.till} · {self.number}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def difference(self) -> Decimal | None:
        """Counted less what should be there; positive where there is more."""
        if self.counted is None:
            return None
        difference: Decimal = self.counted - self.expected
        return difference


class Tender(models.TextChoices):
    CASH = "cash", _("cash")
    TERMINAL = "terminal", _("card terminal")


class EntryKind(models.TextChoices):
    SALE = "sale", pgettext_lazy("till", "taken for an order")
    REFUND = "refund", pgettext_lazy("till", "paid back")
    CASH_IN = "cash_in", pgettext_lazy("till", "put in")
    CASH_OUT = "cash_out", pgettext_lazy("till", "taken out")


MOVES = (EntryKind.CASH_IN, EntryKind.CASH_OUT)


class TillEntry(models.Model):
    """One line of a shift's journal; rows are only ever added."""

    shift = models.ForeignKey(Shift, on_delete=models.PROTECT, related_name="journal")
    kind = models.CharField(max_length=10, choices=EntryKind)
    tender = models.CharField(max_length=10, choices=Tender)
    # Positive where it came in.
    amount = MoneyField()
    # What the buyer handed over, where that was said.
    given = MoneyField(null=True)
    reference = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    payment = models.OneToOneField(
        "payments.Payment", null=True, on_delete=models.PROTECT, related_name="+"
    )
    refund = models.OneToOneField(
        "payments.Refund", null=True, on_delete=models.PROTECT, related_name="+"
    )
    actor = models.CharField(max_length=200)
    at = models.DateTimeField()
    # Of the form that cash was moved by: sent twice is once.
    key = models.CharField(max_length=64, default="", db_default="")

    class Meta:
        verbose_name = _("line of a till's journal")
        verbose_name_plural = _("lines of tills' journals")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["key"],
                condition=~Q(key=""),
                name="payments_till_entry_key_is_unique",
            ),
            models.CheckConstraint(
                name="payments_till_entry_names_its_cause",
                condition=Q(
                    kind="sale", payment__isnull=False, refund=None, amount__gt=0
                )
                | Q(kind="refund", refund__isnull=False, payment=None, amount__lt=0)
                | (
                    Q(kind="cash_in", amount__gt=0, tender="cash")
                    | Q(kind="cash_out", amount__lt=0, tender="cash")
                )
                & ~Q(reason="")
                & Q(payment=None, refund=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount}"

    @property
    def change(self) -> Decimal | None:
        """What goes back to the buyer of what was handed over."""
        if self.given is None:
            return None
        change: Decimal = self.given - self.amount
        return change
