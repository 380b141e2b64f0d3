"""Free tickets, granted by another than who asked; seasons that are being copied."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ground.money import ZERO, MoneyField
from members.models import Language, User
from ticketing.orders.models import Order
from ticketing.shows.models import Performance
from ticketing.stock.models import Place, Withholding


class CompState(models.TextChoices):
    ASKED = "asked", _("waits for approval")
    GRANTED = "granted", _("granted")
    REFUSED = "refused", _("refused")


class Comp(models.Model):
    """Free tickets (赠票) for somebody, and why; their places are set aside."""

    performance = models.ForeignKey(
        Performance, on_delete=models.PROTECT, related_name="+"
    )
    withholding = models.ForeignKey(
        Withholding, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail address"), max_length=254)
    language = models.CharField(_("language"), max_length=10, choices=Language)
    reason = models.CharField(_("reason"), max_length=300)
    state = models.CharField(max_length=10, choices=CompState, default=CompState.ASKED)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=300, blank=True)
    order = models.OneToOneField(
        Order, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("free tickets")
        verbose_name_plural = _("free tickets")
        ordering = ("-pk",)
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                name="desk_granted_means_an_order",
                condition=Q(state=CompState.GRANTED, order__isnull=False)
                | (~Q(state=CompState.GRANTED) & Q(order=None)),
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.reason}"


class CompPlace(models.Model):
    """A place of free tickets, and the withholding it was taken from."""

    comp = models.ForeignKey(Comp, on_delete=models.CASCADE, related_name="places")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    came_from = models.ForeignKey(
        Withholding, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("place of free tickets")
        verbose_name_plural = _("places of free tickets")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["comp", "place"], name="desk_place_once_in_a_comp"
            )
        ]

    def __str__(self) -> str:
        return f"{self.comp_id} · {self.place_id}"


class AskedState(models.TextChoices):
    ASKED = "asked", _("waits for a second person")
    DONE = "done", _("confirmed")
    REFUSED = "refused", _("refused")


class AskedReturn(models.Model):
    """What the desk wants to take back of an order, until another confirms it."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="+")
    # Keys of the lines; none are the whole order.
    lines = models.JSONField(default=list)
    # Kept of each ticket.
    fee = MoneyField(_("kept of each ticket"), default=ZERO)
    # What would go back when it was asked.
    amount = MoneyField(_("amount"))
    reason = models.CharField(_("reason"), max_length=300)
    state = models.CharField(
        _("state"), max_length=10, choices=AskedState, default=AskedState.ASKED
    )
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("asked"))
    decided_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("return that was asked for")
        verbose_name_plural = _("returns that were asked for")
        ordering = ("-pk",)
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["order"],
                condition=Q(state=AskedState.ASKED),
                name="desk_one_return_waits_for_an_order",
            ),
            models.CheckConstraint(
                name="desk_nobody_confirms_their_own",
                condition=~Q(state=AskedState.DONE) | ~Q(decided_by=F("asked_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order_id}: {self.reason}"


class SeasonCopyState(models.TextChoices):
    WAITING = "waiting", _("waits for the worker")
    COPYING = "copying", _("is being copied")
    DONE = "done", _("is copied")
    REFUSED = "refused", _("could not be copied")
    FAILED = "failed", _("failed")


class SeasonCopy(models.Model):
    """A season that the worker copies, and how far it is; rows are kept a month."""

    user = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    language = models.CharField(max_length=10, choices=Language)
    # Keys of the performances, by how many days they move, and what goes along.
    wanted = models.JSONField()
    begun_at = models.DateTimeField(db_index=True)
    state = models.CharField(
        max_length=10, choices=SeasonCopyState, default=SeasonCopyState.WAITING
    )
    total = models.PositiveIntegerField()
    looked_at = models.PositiveIntegerField(default=0)
    made = models.PositiveIntegerField(default=0)
    shows = models.JSONField(default=list)
    # Why it could not be, for whoever asked.
    sentence = models.TextField(blank=True)

    class Meta:
        verbose_name = _("copy of a season")
        verbose_name_plural = _("copies of seasons")

    def __str__(self) -> str:
        return f"{self.total}: {self.get_state_display()}"

    @property
    def has_ended(self) -> bool:
        return self.state not in (SeasonCopyState.WAITING, SeasonCopyState.COPYING)
