"""Carts and orders."""

from typing import Any, ClassVar, Final

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ground.money import ZERO, MoneyField
from ground.names import in_language
from members.models import Account, Language, User
from ticketing.offers.models import Concession
from ticketing.orders.phases import Phase
from ticketing.orders.querysets import OrderLineQuerySet, OrderQuerySet
from ticketing.shows.models import Performance
from ticketing.stock.models import Place, PriceTier


class SalesChannel(models.TextChoices):
    WEB = "web", _("web")
    BOX_OFFICE = "box_office", _("box office")
    PHONE = "phone", _("telephone")
    API = "api", _("interface")


class Cart(models.Model):
    """What one buyer has chosen; not an order. The key is the secret to it."""

    key = models.CharField(max_length=64, unique=True)
    account = models.ForeignKey(
        Account, null=True, on_delete=models.CASCADE, related_name="+"
    )
    language = models.CharField(max_length=10, choices=Language)
    channel = models.CharField(
        max_length=12, choices=SalesChannel, default=SalesChannel.WEB
    )
    currency = models.CharField(max_length=3)
    created_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True)
    # Where the request that fills it comes from, as far as that is told; no column.
    network: str = ""
    # The presale codes that the visitor has entered; no column.
    presale_codes: tuple[int, ...] = ()
    # What this request shows at the gate of a waiting room; no column.
    admission: str = ""

    class Meta:
        verbose_name = _("cart")
        verbose_name_plural = _("carts")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["account"],
                condition=Q(closed_at=None, account__isnull=False),
                name="orders_one_open_cart_for_an_account",
            )
        ]

    def __str__(self) -> str:
        return f"{_('cart')} {self.pk}"


# Who did it, where the buyer did: a word for programs, told in the reader's words.
BUYER: Final = "buyer"


class CartPlace(models.Model):
    """A wish for a place: stays when the hold has lapsed."""

    cart = models.ForeignKey(Cart, on_delete=models.CASCADE, related_name="cart_places")
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    concession = models.ForeignKey(
        Concession, null=True, on_delete=models.PROTECT, related_name="+"
    )
    # What the buyer wants to pay, where the tier lets them say it.
    named_price = MoneyField(null=True)

    class Meta:
        verbose_name = _("place in a cart")
        verbose_name_plural = _("places in carts")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["cart", "place"], name="orders_place_once_in_a_cart"
            )
        ]

    def __str__(self) -> str:
        return f"{self.cart_id} · {self.place_id}"


class CartItem(models.Model):
    """What is in a cart and is no place: a due, a lot, a donation."""

    cart = models.ForeignKey(Cart, on_delete=models.CASCADE, related_name="items")
    kind = models.CharField(max_length=20)
    subject = models.BigIntegerField(null=True)
    quantity = models.PositiveSmallIntegerField(default=1)

    class Meta:
        verbose_name = _("item in a cart")
        verbose_name_plural = _("items in carts")

    def __str__(self) -> str:
        return f"{self.kind} × {self.quantity}"


class Order(models.Model):
    """What one buyer buys at once (订单)."""

    number = models.CharField(_("number"), max_length=20, unique=True)
    secret = models.CharField(max_length=64, unique=True)
    cart_key = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001 unique where known
    account = models.ForeignKey(
        Account,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("account"),
    )
    user = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    channel = models.CharField(_("channel"), max_length=12, choices=SalesChannel)
    language = models.CharField(_("language"), max_length=10, choices=Language)
    currency = models.CharField(_("currency"), max_length=3)
    phase = models.CharField(
        _("phase"), max_length=10, choices=Phase, default=Phase.DRAFT
    )
    pay_by = models.DateTimeField(_("to be paid by"), null=True)
    reminder_planned_at = models.DateTimeField(null=True)
    drafted_at = models.DateTimeField(null=True)
    placed_at = models.DateTimeField(_("placed"), null=True)
    accepted_at = models.DateTimeField(null=True)
    paid_at = models.DateTimeField(_("paid"), null=True)
    fulfilled_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    expired_at = models.DateTimeField(null=True)
    refunded_at = models.DateTimeField(null=True)
    buyer_name = models.CharField(_("name"), max_length=200)
    buyer_email = models.EmailField(_("e-mail address"), max_length=254)
    buyer_phone = models.CharField(_("phone"), max_length=40, blank=True)
    total = MoneyField(_("total"), default=ZERO)
    # An exchange: the order whose lines end when this one is paid, and how much of
    # their price comes over then.
    replaces = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    carried = MoneyField(default=ZERO, db_default=ZERO)

    # Its live lines, while it enters *paid*: read once for all who need them.
    live_lines: list["OrderLine"]
    # What the gateway knows the paying card by, while its money arrives. No column:
    # nothing but keyed hashes of it are kept (`rush.limits`).
    paying_card = ""

    objects = OrderQuerySet.as_manager()

    class Meta:
        verbose_name = _("order")
        verbose_name_plural = _("orders")
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["phase", "pay_by"], name="orders_order_phase_pay_by"),
            models.Index(fields=["placed_at"], name="orders_order_placed"),
            models.Index(fields=["buyer_email"], name="orders_order_email"),
        ]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                name="orders_total_is_not_negative", condition=Q(total__gte=0)
            )
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_unpaid(self) -> bool:
        return self.phase in {Phase.PLACED, Phase.ACCEPTED}

    @property
    def awaits_carried(self) -> bool:
        """What comes over from another order has not come yet."""
        return self.paid_at is None

    @property
    def has_tickets(self) -> bool:
        return self.phase in {Phase.PAID, Phase.FULFILLED, Phase.CLOSED}


class LineState(models.TextChoices):
    LIVE = "live", _("valid")
    RETURNED = "returned", _("returned")
    EXCHANGED = "exchanged", _("exchanged")
    VOID = "void", _("void")


class OrderLine(models.Model):
    """One seat, place or other thing of an order (订单行); prices are frozen."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20)
    parent = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="children"
    )
    place = models.ForeignKey(
        Place, null=True, on_delete=models.PROTECT, related_name="+"
    )
    performance = models.ForeignKey(
        Performance, null=True, on_delete=models.PROTECT, related_name="+"
    )
    tier = models.ForeignKey(
        PriceTier, null=True, on_delete=models.PROTECT, related_name="+"
    )
    concession = models.ForeignKey(
        Concession, null=True, on_delete=models.PROTECT, related_name="+"
    )
    subject = models.BigIntegerField(null=True)
    description_en = models.CharField(max_length=500)
    description_zh_hans = models.CharField(max_length=500)
    quantity = models.PositiveSmallIntegerField(default=1)
    list_price = MoneyField()
    price = MoneyField()
    fee = MoneyField(default=ZERO)
    tax_rate = models.DecimalField(max_digits=5, decimal_places=2, default=0)
    tax = MoneyField(default=ZERO)
    reasons = models.JSONField(default=list)
    refund_terms = models.JSONField(default=dict)
    supplier = models.ForeignKey(
        Account, null=True, on_delete=models.PROTECT, related_name="+"
    )
    attendee = models.CharField(max_length=200, null=True)  # noqa: DJ001 unknown is not empty
    state = models.CharField(max_length=10, choices=LineState, default=LineState.LIVE)
    ended_at = models.DateTimeField(null=True)
    replaces = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="replaced_by"
    )

    objects = OrderLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("order line")
        verbose_name_plural = _("order lines")
        ordering = ("position", "pk")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["place"],
                condition=Q(place__isnull=False, ended_at=None),
                name="orders_a_place_is_in_one_live_line",
            ),
            models.UniqueConstraint(
                fields=["order", "position"], name="orders_line_position_is_unique"
            ),
            models.UniqueConstraint(
                fields=["replaces"],
                condition=Q(replaces__isnull=False, ended_at=None),
                name="orders_a_line_is_replaced_once",
            ),
            models.CheckConstraint(
                name="orders_a_place_line_is_for_one",
                condition=Q(place=None) | Q(quantity=1),
            ),
            models.CheckConstraint(
                name="orders_a_live_line_has_not_ended",
                condition=Q(state=LineState.LIVE, ended_at=None)
                | (~Q(state=LineState.LIVE) & Q(ended_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="orders_price_is_between_zero_and_list",
                condition=Q(price__gte=0) & Q(price__lte=F("list_price")),
            ),
        ]

    def __str__(self) -> str:
        return self.description

    @property
    def description(self) -> str:
        return in_language(self.description_en, self.description_zh_hans)

    @property
    def offers(self) -> list[str]:
        """What its price was less by, beside its concession."""
        return [
            in_language(reason["name_en"], reason["name_zh_hans"])
            for reason in self.reasons
            if not reason["code"].startswith("concession:")
        ]

    @property
    def is_live(self) -> bool:
        return self.state == LineState.LIVE


class OrderEventKind(models.TextChoices):
    PHASE = "phase", _("phase changed")
    PAYMENT = "payment", _("payment")
    REFUND = "refund", _("refund")
    LINES_ENDED = "lines_ended", _("lines ended")
    MAIL = "mail", _("e-mail")
    NOTE = "note", _("note")


class OrderEvent(models.Model):
    """What happened to an order; rows are only ever added."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="events")
    line = models.ForeignKey(
        OrderLine, null=True, on_delete=models.PROTECT, related_name="events"
    )
    kind = models.CharField(max_length=12, choices=OrderEventKind)
    actor = models.CharField(max_length=200, blank=True)
    before = models.CharField(max_length=300, blank=True)
    after = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("order event")
        verbose_name_plural = _("order events")
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.kind} {self.after}"
