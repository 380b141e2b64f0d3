"""Money in, money out, and the ledger of both."""

from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import ExpressionWrapper, F, Max, Q, Sum, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ground.money import ZERO, MoneyField
from members.models import Account
from ticketing.orders.models import Order, OrderLine
from ticketing.payments.credit.models import Credit
from ticketing.payments.disputes import models as _disputes  # noqa: F401 its tables
from ticketing.payments.methods import models as _methods  # noqa: F401 its tables
from ticketing.payments.on_account.models import Tab
from ticketing.payments.statements import models as _statements  # noqa: F401 its tables
from ticketing.payments.till import models as _till  # noqa: F401 its tables


class PaymentState(models.TextChoices):
    STARTED = "started", _("started")
    PENDING = "pending", _("waiting for the money")
    UNKNOWN = "unknown", _("unclear, being asked")
    CAPTURED = "captured", _("received")
    FAILED = "failed", _("failed")
    EXPIRED = "expired", _("expired")


OPEN_STATES = (PaymentState.STARTED, PaymentState.PENDING, PaymentState.UNKNOWN)


class PaymentQuerySet(models.QuerySet["Payment"]):
    def locked(self) -> "PaymentQuerySet":
        """The rows under their lock, in key order; joins nothing."""
        return self.order_by("pk").select_for_update(no_key=True)

    def open(self) -> "PaymentQuerySet":
        """Payments of which the end is not known yet."""
        return self.filter(state__in=OPEN_STATES)


class Payment(models.Model):
    """One try to pay an order; there can be many."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="payments")
    method = models.CharField(_("method"), max_length=20)
    gateway = models.CharField(_("gateway"), max_length=20)
    reference = models.CharField(_("reference"), max_length=200, null=True)  # noqa: DJ001 unique where known
    key = models.CharField(max_length=64, unique=True)
    amount = MoneyField(_("amount"))
    currency = models.CharField(_("currency"), max_length=3)
    state = models.CharField(
        _("state"), max_length=10, choices=PaymentState, default=PaymentState.STARTED
    )
    address = models.CharField(max_length=2000, blank=True)
    started_at = models.DateTimeField(_("started"))
    expires_at = models.DateTimeField(null=True)
    captured_at = models.DateTimeField(_("received"), null=True)
    failure = models.CharField(max_length=300, blank=True)
    # What it was paid from, of payments by gift card or credit.
    credit = models.ForeignKey(
        Credit, null=True, on_delete=models.PROTECT, related_name="payments"
    )
    # Who owes it, of payments on account.
    tab = models.ForeignKey(
        Tab, null=True, on_delete=models.PROTECT, related_name="payments"
    )
    # Kept so that asking a second time asks for exactly the same: gateways
    # refuse an idempotency key that comes with other values. Empty means that
    # the gateway was never asked.
    done_address = models.CharField(max_length=2000, blank=True)
    left_address = models.CharField(max_length=2000, blank=True)
    ways = models.CharField(max_length=60, blank=True, default="", db_default="")
    asked_at = models.DateTimeField(null=True)
    # What took the money out of another order, where it came over from one.
    carried_from = models.OneToOneField(
        "Refund", null=True, on_delete=models.PROTECT, related_name="carried_to"
    )
    # Known to whoever has locked all payments of the order.
    others_are_open = False

    objects = PaymentQuerySet.as_manager()

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["state", "gateway"], name="payments_by_state")
        ]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["gateway", "reference"],
                condition=Q(reference__isnull=False),
                name="payments_reference_is_unique",
            ),
            models.CheckConstraint(
                name="payments_amount_is_positive", condition=Q(amount__gt=0)
            ),
            models.CheckConstraint(
                name="payments_captured_has_its_moment",
                condition=Q(state=PaymentState.CAPTURED, captured_at__isnull=False)
                | (~Q(state=PaymentState.CAPTURED) & Q(captured_at=None)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.method} {self.amount} {self.currency}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES


class RefundState(models.TextChoices):
    STARTED = "started", _("started")
    UNKNOWN = "unknown", _("unclear, being asked")
    DONE = "done", _("paid back")
    FAILED = "failed", _("failed")


class RefundQuerySet(models.QuerySet["Refund"]):
    def unsettled(self) -> "RefundQuerySet":
        """Failed ones whose money is still here, and goes back in no other way."""
        going = ~Q(payment__refunds__state=RefundState.FAILED)
        back = Sum("payment__refunds__amount", filter=going)
        nothing = Value(ZERO, output_field=MoneyField())
        rest = ExpressionWrapper(
            F("payment__amount") - F("amount"), output_field=MoneyField()
        )
        return (
            self.filter(state=RefundState.FAILED, replaced_by=None)
            .annotate(back=Coalesce(back, nothing))
            .filter(back__lte=rest)
        )


class Refund(models.Model):
    """Money that goes back; within what was captured."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="refunds")
    payment = models.ForeignKey(
        Payment, null=True, on_delete=models.PROTECT, related_name="refunds"
    )
    amount = MoneyField(_("amount"))
    key = models.CharField(max_length=64, unique=True)
    reference = models.CharField(max_length=200, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=RefundState, default=RefundState.STARTED
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    started_at = models.DateTimeField(_("started"))
    done_at = models.DateTimeField(_("paid back"), null=True)
    # When the gateway was last asked whether it stays done.
    asked_at = models.DateTimeField(null=True)
    # Where it goes, in place of the way it came.
    credit = models.ForeignKey(
        Credit, null=True, on_delete=models.PROTECT, related_name="refunds"
    )
    # The failed one in whose place the desk paid back by hand.
    replaces = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="replaced_by"
    )

    objects = RefundQuerySet.as_manager()

    class Meta:
        verbose_name = _("refund")
        verbose_name_plural = _("refunds")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                name="payments_refund_is_positive", condition=Q(amount__gt=0)
            )
        ]

    def __str__(self) -> str:
        return f"{self.amount}"

    @property
    def has_failed(self) -> bool:
        return self.state == RefundState.FAILED

    @property
    def translated_reason(self) -> str:
        """The reason in the reader's language where the house itself gave it."""
        return gettext(self.reason) if self.reason else ""


class RefundLine(models.Model):
    refund = models.ForeignKey(
        Refund, on_delete=models.PROTECT, related_name="refund_lines"
    )
    line = models.ForeignKey(
        OrderLine, on_delete=models.PROTECT, related_name="refund_lines"
    )
    amount = MoneyField()

    class Meta:
        verbose_name = _("line of a refund")
        verbose_name_plural = _("lines of refunds")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["refund", "line"], name="payments_line_once_in_a_refund"
            )
        ]

    def __str__(self) -> str:
        return f"{self.line_id} {self.amount}"


class ChargeState(models.TextChoices):
    OPEN = "open", _("open")
    PAID = "paid", _("received")
    DECLINED = "declined", _("failed")
    CLOSED = "closed", _("expired")


class SandboxCharge(models.Model):
    """What the pretended bank of the sandbox knows.

    A table, so that all processes of the house see the same.
    """

    key = models.CharField(max_length=64, unique=True)
    amount = MoneyField()
    currency = models.CharField(max_length=3)
    state = models.CharField(
        max_length=10, choices=ChargeState, default=ChargeState.OPEN
    )
    # Amounts by the key of the refund, so that asking twice pays back once.
    refunds = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("charge of the sandbox")
        verbose_name_plural = _("charges of the sandbox")

    def __str__(self) -> str:
        return f"{self.key} {self.state}"


class GatewayEvent(models.Model):
    """A notice that a gateway sent; each counts once."""

    gateway = models.CharField(max_length=20)
    event_id = models.CharField(max_length=200)
    kind = models.CharField(max_length=100)
    body = models.JSONField(default=dict)
    received_at = models.DateTimeField()

    class Meta:
        verbose_name = _("notice of a gateway")
        verbose_name_plural = _("notices of gateways")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["gateway", "event_id"], name="payments_event_is_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.gateway} {self.event_id}"


class LedgerAccount(models.TextChoices):
    """Debits are positive, credits negative."""

    MONEY = "money", _("money received")
    RECEIVABLE = "receivable", _("receivables")
    DEFERRED_INCOME = "deferred_income", _("deferred income")
    INCOME = "income", _("earned income")
    FEES = "fees", _("service fees")
    DELIVERY = "delivery", _("delivery")
    CARRIED = "carried", _("carried over between orders")
    TAX = "tax", _("tax")
    CREDIT = "credit", _("credit and gift cards")
    ON_ACCOUNT = "on_account", _("owed on account")
    GOODWILL = "goodwill", _("goodwill")
    OVER_SHORT = "over_short", _("cash over and short")
    DISPUTED = "disputed", _("held by banks for disputes")
    DISPUTE_LOSSES = "dispute_losses", _("lost to disputes")


class MovementKind(models.TextChoices):
    SALE = "sale", _("sale")
    CAPTURE = "capture", _("money received")
    RETURN = "return", _("return")
    REFUND = "refund", _("money paid back")
    COME_BACK = "come_back", _("refund that failed")
    EARNED = "earned", _("income earned")
    GIVEN = "given", _("credit given")
    COUNTED = "counted", _("till counted")
    CARRIED = "carried", _("carried over by an exchange")
    SETTLED = "settled", _("invoice paid")
    DISPUTED = "disputed", _("disputed by a bank")
    WON = "won", _("dispute won")
    LOST = "lost", _("dispute lost")


class Movement(models.Model):
    """One booking of the double-entry ledger; sums to zero by currency."""

    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=10, choices=MovementKind)
    order = models.ForeignKey(
        Order, null=True, on_delete=models.PROTECT, related_name="movements"
    )
    reason = models.CharField(max_length=300, blank=True)
    actor = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("movement")
        verbose_name_plural = _("movements")
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["at"], name="payments_movement_at")
        ]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                name="payments_movement_names_its_cause",
                condition=Q(order__isnull=False) | ~Q(reason=""),
            )
        ]

    def __str__(self) -> str:
        return self.key


class Entry(models.Model):
    """One side of a movement; append-only like the movement."""

    movement = models.ForeignKey(
        Movement, on_delete=models.PROTECT, related_name="entries"
    )
    ledger_account = models.CharField(max_length=20, choices=LedgerAccount)
    party = models.ForeignKey(
        Account, null=True, on_delete=models.PROTECT, related_name="+"
    )
    currency = models.CharField(max_length=3)
    amount = MoneyField()
    line = models.ForeignKey(
        OrderLine, null=True, on_delete=models.PROTECT, related_name="entries"
    )
    payment = models.ForeignKey(
        Payment, null=True, on_delete=models.PROTECT, related_name="entries"
    )
    refund = models.ForeignKey(
        Refund, null=True, on_delete=models.PROTECT, related_name="entries"
    )
    credit = models.ForeignKey(
        Credit,
        null=True,
        on_delete=models.PROTECT,
        related_name="entries",
        db_index=False,
    )

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        indexes: ClassVar[list[Any]] = [
            models.Index(
                fields=["credit"],
                condition=Q(credit__isnull=False),
                name="payments_entries_of_credit",
            )
        ]

    def __str__(self) -> str:
        return f"{self.ledger_account} {self.amount}"


class ClosingQuerySet(models.QuerySet["Closing"]):
    def last_moment(self) -> datetime | None:
        """What is dated before it is closed; None where nothing is."""
        moment: datetime | None = self.aggregate(moment=Max("ends_at"))["moment"]
        return moment


class Closing(models.Model):
    """Days of the ledger that are frozen; append-only, one joins the other.

    Defined after `Movement` and `Entry`: a house that moves to another database
    brings its tables in this order, and nothing can be added to closed days.
    """

    first_on = models.DateField(_("first day"))
    last_on = models.DateField(_("last day"))
    # The days as moments of the time zone that the house had then.
    starts_at = models.DateTimeField(unique=True)
    ends_at = models.DateTimeField(unique=True)
    # Debits and credits by currency and account, as text: {"CNY": {"money": […]}}.
    sums = models.JSONField()
    movements = models.PositiveIntegerField(_("movements"))
    entries = models.PositiveIntegerField(_("entries"))
    # SHA-256 over all entries, see `payments.closing`.
    digest = models.CharField(_("digest"), max_length=64)
    closed_at = models.DateTimeField(_("closed"))
    closed_by = models.CharField(_("closed by"), max_length=200)

    objects = ClosingQuerySet.as_manager()

    class Meta:
        verbose_name = _("closing")
        verbose_name_plural = _("closings")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                name="payments_closing_has_days",
                condition=Q(last_on__gte=F("first_on"), ends_at__gt=F("starts_at")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.first_on} – {self.last_on}"
