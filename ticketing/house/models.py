"""The one row of house settings."""

import re
from decimal import Decimal
from functools import cached_property
from hashlib import sha256
from typing import Any, ClassVar
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import (
    MaxValueValidator,
    MinValueValidator,
    RegexValidator,
    URLValidator,
)
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ground.keeping import SECOND, forget, kept
from ground.money import ZERO, MoneyField
from ground.names import Named, in_language
from ticketing.house.contrast import LEAST, contrast

ONLY = 1
KEY = "house"


def must_be_a_time_zone(value: str) -> None:
    if value not in available_timezones():
        raise ValidationError(
            _("“%(value)s” is no time zone."), params={"value": value}
        )


# Two slashes, or one and a backslash, lead to another house.
_PATH = re.compile(r"/(?![/\\])[^\s\\]*")


def must_be_a_page(value: str) -> None:
    """Refuse what is neither a web address nor a path of this site."""
    if _PATH.fullmatch(value):
        return
    try:
        URLValidator(schemes=["http", "https"])(value)
    except ValidationError as error:
        message = _("Write a web address (https://…) or a path that begins with /.")
        raise ValidationError(message) from error


_SUM = re.compile(r"[0-9]{1,9}(\.[0-9]{1,3})?", re.ASCII)
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
colour = RegexValidator(r"^#[0-9a-fA-F]{6}$", _("Write a colour as #rrggbb."))
INK, WHITE = "#15161b", "#ffffff"


def _hard_to_read(ratio: float, best: str) -> ValidationError:
    message = _(
        "This text is hard to read on the house colour: contrast %(ratio)s, at least"
        " %(least)s is needed. Take %(best)s."
    )
    told = {"ratio": f"{ratio:.1f}", "least": LEAST, "best": best}
    return ValidationError(message, params=told)


currency_code = RegexValidator(r"^[A-Z]{3}$", _("Write three capital letters."))


def must_be_sums(text: str) -> None:
    """Refuse what is not a row of sums above nothing."""
    if not all(_SUM.fullmatch(part) and Decimal(part) > 0 for part in text.split()):
        raise ValidationError(_("Write sums with a space between, such as 100 200."))


class TaxMode(models.TextChoices):
    INCLUSIVE = "inclusive", _("prices include tax")
    EXCLUSIVE = "exclusive", _("prices are typed without tax")
    NONE = "none", _("no tax")


class TaxRounding(models.TextChoices):
    LINE = "line", _("of each ticket")
    DOCUMENT = "document", _("of the whole order")


class CheckoutWays(models.TextChoices):
    """How the page of Stripe can be paid, by Stripe's own names."""

    ACCOUNT = "", _("what the Stripe account offers")
    CARD = "card", _("card")
    CARD_ALIPAY = "card alipay", _("card and Alipay")
    CARD_WECHAT = "card wechat_pay", _("card and WeChat Pay")
    ALL = "card alipay wechat_pay", _("card, Alipay and WeChat Pay")
    WALLETS = "alipay wechat_pay", _("Alipay and WeChat Pay")


class House(Named):
    """What is the same for the whole house; there is exactly one."""

    currency = models.CharField(
        _("currency"), max_length=3, default="CNY", validators=[currency_code]
    )
    time_zone = models.CharField(
        _("time zone"),
        max_length=60,
        default="Asia/Shanghai",
        validators=[must_be_a_time_zone],
    )
    hold_minutes = models.PositiveSmallIntegerField(
        _("minutes a hold lasts"),
        default=15,
        validators=[MinValueValidator(1), MaxValueValidator(240)],
        help_text=_("How long chosen seats are kept while the buyer pays."),
    )
    transfer_days = models.PositiveSmallIntegerField(
        _("days to pay by transfer"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
    )
    transfer_reminder_days = models.PositiveSmallIntegerField(
        _("days before the last day to remind of a transfer"),
        default=1,
        db_default=1,
        validators=[MaxValueValidator(30)],
        help_text=_("One e-mail for each order whose money has not come; 0 for none."),
    )
    counter_hours = models.PositiveSmallIntegerField(
        _("hours to pay at the counter"),
        default=24,
        validators=[MinValueValidator(1), MaxValueValidator(720)],
    )
    counter_needs_shift = models.BooleanField(
        _("the counter takes money only into an open till"),
        default=False,
        db_default=False,
        help_text=_("Then nobody marks cash or a card as received without a shift."),
    )
    checkout_ways = models.CharField(
        _("ways to pay on the page of Stripe"),
        max_length=60,
        choices=CheckoutWays,
        default=CheckoutWays.ACCOUNT,
        blank=True,
        db_default="",
        help_text=_("The Stripe account has to offer them, in the house’s currency."),
    )
    gift_card_months = models.PositiveSmallIntegerField(
        _("months a gift card is valid"),
        default=0,
        db_default=0,
        validators=[MaxValueValidator(600)],
        help_text=_("Of new cards; 0 for ever."),
    )
    gift_card_values = models.CharField(
        _("gift cards on sale, by value"),
        max_length=200,
        blank=True,
        db_default="",
        validators=[must_be_sums],
        help_text=_("Sums with a space between, such as 100 200 500."),
    )
    gift_card_least = MoneyField(
        _("least that a buyer can put on a gift card"), null=True, blank=True
    )
    gift_card_most = MoneyField(
        _("most that a buyer can put on a gift card"),
        null=True,
        blank=True,
        help_text=_("Of a sum of the buyer’s own. Empty: only the sums above."),
    )
    few_left = models.PositiveSmallIntegerField(
        _("“few left” from"),
        default=20,
        help_text=_("At or below this number of places the site says how many."),
    )
    most_places = models.PositiveSmallIntegerField(
        _("most places in one order"),
        default=10,
        validators=[MinValueValidator(1), MaxValueValidator(500)],
    )
    controller_email = models.EmailField(
        _("e-mail address of the sales controller"),
        blank=True,
        db_default="",
        help_text=_(
            "Told when a cap is reached; without one, the house’s own address is."
        ),
    )
    most_comps = models.PositiveSmallIntegerField(
        _("free tickets for one performance"),
        default=20,
        db_default=20,
        help_text=_("How many places of a performance staff may give away."),
    )
    comps_need_approval = models.BooleanField(
        _("a second person approves free tickets"), default=False, db_default=False
    )
    alone_most = MoneyField(
        _("most that one person gives back"),
        null=True,
        blank=True,
        help_text=_(
            "What the desk gives back of one order above this waits for a second"
            " person. Empty: nothing waits."
        ),
    )
    no_lone_seats = models.BooleanField(
        _("no lone seats"),
        default=False,
        db_default=False,
        help_text=_("Refuses a choice that leaves one seat free between taken ones."),
    )
    lone_seats_below = models.PositiveSmallIntegerField(
        _("lone seats are allowed below (per cent left)"),
        default=10,
        db_default=10,
        validators=[MaxValueValidator(100)],
        help_text=_("When no more than this share of the seats is free."),
    )
    ticket_fee = MoneyField(
        _("service fee in each ticket"),
        default=ZERO,
        help_text=_("Part of every price, never added to it; shown as “of which”."),
    )
    tax_mode = models.CharField(
        _("tax"),
        max_length=10,
        choices=TaxMode,
        default=TaxMode.NONE,
        help_text=_(
            "Buyers see whole prices in every case. Typed without tax, a price gets"
            " the tax on top when it is saved; changing this later changes no price."
        ),
    )
    tax_rate = models.DecimalField(
        _("tax rate in per cent"),
        max_digits=5,
        decimal_places=2,
        default=Decimal(0),
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text=_("A kind of show can have a rate of its own."),
    )
    tax_rounding = models.CharField(
        _("tax is rounded"),
        max_length=10,
        choices=TaxRounding,
        default=TaxRounding.LINE,
        db_default=TaxRounding.LINE,
        help_text=_("Choose once: what is sold keeps the tax that it was sold with."),
    )
    bank_holder = models.CharField(_("account holder"), max_length=200, blank=True)
    bank_name = models.CharField(_("bank"), max_length=200, blank=True)
    bank_account = models.CharField(_("account number"), max_length=60, blank=True)
    box_office_en = models.CharField(
        _("box office (English)"),
        max_length=300,
        blank=True,
        help_text=_("Where and when tickets are collected and paid."),
    )
    box_office_zh_hans = models.CharField(
        _("box office (Chinese)"), max_length=300, blank=True
    )
    terms_url_en = models.CharField(
        _("page of the terms (English)"),
        max_length=500,
        blank=True,
        default="",
        db_default="",
        validators=[must_be_a_page],
        help_text=_("An address, or a path of this site such as /en/terms-of-sale/."),
    )
    terms_url_zh_hans = models.CharField(
        _("page of the terms (Chinese)"),
        max_length=500,
        blank=True,
        default="",
        db_default="",
        validators=[must_be_a_page],
    )
    email = models.EmailField(_("e-mail address"), blank=True)
    accent = models.CharField(
        _("house colour"), max_length=7, default="#ff4b1f", validators=[colour]
    )
    on_accent = models.CharField(
        _("text on the house colour"),
        max_length=7,
        default="#15161b",
        validators=[colour],
    )

    class Meta(Named.Meta):
        verbose_name = _("house settings")
        verbose_name_plural = _("house settings")
        constraints: ClassVar[list[Any]] = [
            *Named.Meta.constraints,
            models.CheckConstraint(name="house_is_one", condition=Q(pk=ONLY)),
            models.CheckConstraint(
                name="house_holds_last_some_minutes", condition=Q(hold_minutes__gte=1)
            ),
            models.CheckConstraint(
                name="house_fee_is_not_negative", condition=Q(ticket_fee__gte=0)
            ),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.pk = ONLY
        super().save(*args, **kwargs)
        forget(KEY)

    def clean(self) -> None:
        """Refuse a text that is hard to read on the house's colour."""
        super().clean()
        if not all(map(_COLOUR.fullmatch, (self.accent, self.on_accent))):
            return
        ratio = contrast(self.accent, self.on_accent)
        if ratio < LEAST:
            best = max((INK, WHITE), key=lambda text: contrast(self.accent, text))
            raise ValidationError({"on_accent": _hard_to_read(ratio, best)})

    @property
    def gift_values(self) -> list[Decimal]:
        """The values of gift cards that are on sale, the least first."""
        return sorted({Decimal(text) for text in self.gift_card_values.split()})

    @property
    def sells_gift_cards(self) -> bool:
        return bool(self.gift_values) or self.gift_card_most is not None

    @property
    def terms_url(self) -> str:
        """Where the reader finds the terms of sale; empty where nowhere."""
        return in_language(self.terms_url_en, self.terms_url_zh_hans)

    @cached_property
    def stamp(self) -> str:
        """Another one after any change of the house."""
        fields = self._meta.concrete_fields
        said = repr([getattr(self, field.attname) for field in fields])
        return sha256(said.encode()).hexdigest()[:16]

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)


def the_house() -> House:
    """Return the settings, at most a second old.

    Raises House.DoesNotExist before `manage.py setup_house` has run.
    """
    return kept(KEY, SECOND, lambda: House.objects.get(pk=ONLY))
