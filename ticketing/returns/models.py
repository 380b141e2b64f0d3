"""Refund ladders as the house keeps them, and who has used a right that is one."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from ground.money import ZERO, MoneyField
from ground.names import Named, in_language
from ticketing.orders.models import Order
from ticketing.returns.exchange_terms import ExchangeTerms
from ticketing.returns.ladders import Ladder, Mark, Step
from ticketing.shows.models import Performance, Show

MOST_HOURS = 24 * 400


class RefundLadder(Named, ClusterableModel):  # type: ignore[misc]  # untyped
    """What giving tickets back costs (退票规则), step by step."""

    whole_order = models.BooleanField(
        _("whole orders only"),
        default=False,
        help_text=_("Single tickets of an order are not taken back."),
    )
    once = models.BooleanField(
        _("once per buyer"),
        default=False,
        help_text=_("Each buyer can give tickets of a show back once."),
    )
    per_order = models.BooleanField(
        _("fixed sums once per order"),
        default=False,
        help_text=_("Otherwise they are asked for each ticket."),
    )
    cost_percent = models.DecimalField(
        _("what the payment service keeps, in per cent"),
        max_digits=4,
        decimal_places=2,
        default=0,
        validators=[MaxValueValidator(100)],
    )
    exchange_hours = models.PositiveSmallIntegerField(
        _("tickets can be exchanged until so many hours before the performance"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(MOST_HOURS)],
        help_text=_("Empty: they are not exchanged online."),
    )
    exchange_percent = models.DecimalField(
        _("fee for exchanging, in per cent of the old price"),
        max_digits=5,
        decimal_places=2,
        default=0,
        db_default=0,
        validators=[MaxValueValidator(100)],
    )
    exchange_fixed = MoneyField(
        _("fixed fee for exchanging"), default=ZERO, db_default=ZERO
    )
    exchange_per_order = models.BooleanField(
        _("the fixed fee once for all tickets together"),
        default=False,
        db_default=False,
        help_text=_("Otherwise it is asked for each ticket."),
    )
    exchange_any_show = models.BooleanField(
        _("for any show"),
        default=False,
        db_default=False,
        help_text=_("Otherwise for another date or place of the same show."),
    )
    exchange_keeps_difference = models.BooleanField(
        _("a cheaper ticket brings nothing back"), default=False, db_default=False
    )
    is_default = models.BooleanField(
        _("for all shows that have none of their own"), default=False
    )
    shows: Any = models.ManyToManyField(
        Show,
        blank=True,
        related_name="+",
        verbose_name=_("shows"),
        help_text=_("What was ordered before keeps the terms it was ordered under."),
    )

    class Meta(Named.Meta):
        verbose_name = _("refund ladder")
        verbose_name_plural = _("refund ladders")
        ordering = ("pk",)
        constraints: ClassVar[list[Any]] = [
            *Named.Meta.constraints,
            models.UniqueConstraint(
                fields=["is_default"],
                condition=Q(is_default=True),
                name="returns_one_ladder_is_the_default",
                violation_error_message=_(
                    "Another ladder is for all shows already; change that one first."
                ),
            ),
            models.CheckConstraint(
                name="returns_cost_is_a_share",
                condition=Q(cost_percent__gte=0, cost_percent__lte=100),
            ),
            models.CheckConstraint(
                name="returns_exchange_fee_is_a_share",
                condition=Q(
                    exchange_percent__gte=0,
                    exchange_percent__lte=100,
                    exchange_fixed__gte=0,
                ),
                violation_error_message=_("A fee is not less than nothing."),
            ),
        ]

    @property
    def terms(self) -> Ladder:
        """As plain values; steps in their order."""
        return Ladder(
            key=self.pk,
            steps=tuple(step.terms for step in self.steps.all()),
            whole_order=self.whole_order,
            once=self.once,
            per_order=self.per_order,
            cost_percent=self.cost_percent,
            exchange=self.exchange_terms,
        )

    @property
    def exchange_terms(self) -> ExchangeTerms | None:
        """None where tickets are not exchanged."""
        if self.exchange_hours is None:
            return None
        return ExchangeTerms(
            hours=self.exchange_hours,
            percent=self.exchange_percent,
            fixed=self.exchange_fixed,
            per_order=self.exchange_per_order,
            any_show=self.exchange_any_show,
            keeps_difference=self.exchange_keeps_difference,
        )


class MarkChoice(models.TextChoices):
    """The marks of `ladders`, in words."""

    ON_SALE = Mark.ON_SALE.value, _("after the sale has opened")
    PAID = Mark.PAID.value, _("after the payment")
    SALE_ENDS = Mark.SALE_ENDS.value, _("before the sale ends")
    STARTS = Mark.STARTS.value, _("before the performance")


class RefundStep(models.Model):
    """Holds until so many hours after, or before, its mark."""

    # By which the admin's form lets them be moved.
    sort_order_field = "position"

    ladder = ParentalKey(RefundLadder, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    hours = models.PositiveSmallIntegerField(
        _("until so many hours"), validators=[MaxValueValidator(MOST_HOURS)]
    )
    mark = models.CharField(_("counted"), max_length=10, choices=MarkChoice)
    percent = models.DecimalField(
        _("fee in per cent"),
        max_digits=5,
        decimal_places=2,
        default=0,
        validators=[MaxValueValidator(100)],
    )
    fixed = MoneyField(_("fixed fee"), default=ZERO)
    with_cost = models.BooleanField(
        _("and what the payment service keeps"), default=False
    )

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ("position", "pk")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                name="returns_step_is_a_share",
                condition=Q(percent__gte=0, percent__lte=100, fixed__gte=0),
            )
        ]

    def __str__(self) -> str:
        return f"{self.hours} h {self.get_mark_display()}"

    def clean(self) -> None:
        if self.fixed is not None and self.fixed < 0:
            raise ValidationError({"fixed": _("A fee is not less than nothing.")})

    @property
    def terms(self) -> Step:
        return Step(
            mark=Mark(self.mark),
            hours=self.hours,
            percent=self.percent,
            fixed=self.fixed,
            with_cost=self.with_cost,
        )


class UsedRight(models.Model):
    """A buyer has given tickets of a show back where that is allowed once.

    `ladder` is the ladder's key as it stood in the order's terms: the row may be
    gone. `buyer` is the account or, for guests, their address by lower case.
    """

    ladder = models.BigIntegerField()
    show = models.ForeignKey(Show, on_delete=models.PROTECT, related_name="+")
    buyer = models.CharField(max_length=300)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("used right to give back")
        verbose_name_plural = _("used rights to give back")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["ladder", "show", "buyer"],
                name="returns_a_right_is_used_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.buyer} · {self.order}"


class CallOffKind(models.TextChoices):
    CANCELLED = "cancelled", _("cancelled")
    POSTPONED = "postponed", _("postponed or moved")


class CallOffState(models.TextChoices):
    RUNNING = "running", _("goes on")
    STOPPED = "stopped", _("stopped")
    DONE = "done", _("done")


class CallOff(models.Model):
    """A performance that does not take place as sold, and what its buyers can choose.

    One for each performance that goes on. `reached` is the last order that the worker
    has looked at. Without `choose_by` nobody is asked: the default is done at once.
    """

    performance = models.ForeignKey(
        Performance, on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(_("what happens"), max_length=10, choices=CallOffKind)
    # What buyers read, in one language at least.
    reason = models.CharField(_("reason (English)"), max_length=300, blank=True)
    reason_zh_hans = models.CharField(
        _("reason (Chinese)"), max_length=300, blank=True, default="", db_default=""
    )
    # Codes of `returns.choices`; the default is one of them.
    choices = models.JSONField(default=list)
    default = models.CharField(max_length=20)
    choose_by = models.DateTimeField(null=True)
    state = models.CharField(
        max_length=10, choices=CallOffState, default=CallOffState.RUNNING
    )
    reached = models.BigIntegerField(default=0)
    has_reached_all = models.BooleanField(default=False)
    begun_by = models.CharField(max_length=200)
    begun_at = models.DateTimeField()

    class Meta:
        verbose_name = _("performance called off")
        verbose_name_plural = _("performances called off")
        ordering = ("-pk",)
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["performance"],
                condition=~Q(state=CallOffState.DONE),
                name="returns_one_call_off_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.performance}: {self.get_kind_display()}"

    @property
    def told_reason(self) -> str:
        """In the reader's language, or the only one there is."""
        return self.reason_in()

    def reason_in(self, language: str | None = None) -> str:
        return in_language(self.reason, self.reason_zh_hans, language)

    @property
    def is_running(self) -> bool:
        return self.state == CallOffState.RUNNING

    @property
    def is_stopped(self) -> bool:
        return self.state == CallOffState.STOPPED


class AskedState(models.TextChoices):
    ASKED = "asked", _("may choose")
    DONE = "done", _("done")
    FAILED = "failed", _("to be looked at")


class AskedOrder(models.Model):
    """An order with places of a performance that was called off."""

    call_off = models.ForeignKey(
        CallOff, on_delete=models.PROTECT, related_name="asked"
    )
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=10, choices=AskedState, default=AskedState.ASKED
    )
    choice = models.CharField(max_length=20, blank=True)
    # Whether the buyer chose, and not the deadline.
    by_buyer = models.BooleanField(default=False)
    tickets = models.PositiveSmallIntegerField(default=0)
    amount = MoneyField(default=ZERO)
    done_at = models.DateTimeField(null=True)
    # Why it could not be done, for the desk.
    failure = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("order of a performance called off")
        verbose_name_plural = _("orders of performances called off")
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["call_off", "state"], name="returns_asked_by_state")
        ]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["call_off", "order"], name="returns_an_order_is_asked_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.order} {self.state}"
