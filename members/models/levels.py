"""What members can be, and who is what since when."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ground.money import ZERO, MoneyField
from ground.names import Named, in_language
from members.models.people import Account


class Level(Named):
    """A kind of membership (会员等级), and what it gives.

    What it takes off tickets of one kind of show is kept with the offers.
    """

    code = models.SlugField(_("code"), max_length=40, unique=True)
    text_en = models.TextField(
        _("other services (English)"), max_length=1000, blank=True
    )
    text_zh_hans = models.TextField(
        _("other services (Chinese)"), max_length=1000, blank=True
    )
    fee = MoneyField(
        _("fee"),
        default=ZERO,
        validators=[MinValueValidator(ZERO)],
        help_text=_("In the house’s currency, for one period; 0 is free."),
    )
    months = models.PositiveSmallIntegerField(
        _("months of a period"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
        help_text=_("Empty: it has no end."),
    )
    lead_days = models.PositiveSmallIntegerField(
        _("days that a due is billed ahead"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(120)],
        help_text=_("Empty: members renew by themselves, nobody is billed."),
    )
    grace_days = models.PositiveSmallIntegerField(
        _("days of grace"),
        default=0,
        db_default=0,
        validators=[MaxValueValidator(120)],
        help_text=_("For so long an unpaid due takes nothing away."),
    )
    fall_days = models.PositiveSmallIntegerField(
        _("days until the level is lost"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(366)],
        help_text=_("After the grace. Empty: what is owed can be paid at any time."),
    )
    falls_to = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("level that follows"),
        help_text=_("A free one, for whoever lost this. Empty: what everybody has."),
    )
    percent_off = models.DecimalField(
        _("per cent off"),
        max_digits=5,
        decimal_places=2,
        default=Decimal(0),
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text=_("For every kind of show that has no share of its own."),
    )
    presale_hours = models.PositiveSmallIntegerField(
        _("hours before the sale opens"),
        default=0,
        validators=[MaxValueValidator(24 * 90)],
        help_text=_("So much earlier these members choose their places."),
    )
    most_places = models.PositiveSmallIntegerField(
        _("places in one order"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(500)],
        help_text=_("Empty: as many as everybody."),
    )
    free_delivery = models.BooleanField(_("delivery is free"), default=False)
    needs_approval = models.BooleanField(_("the house approves"), default=False)
    is_open = models.BooleanField(
        _("can be joined"),
        default=True,
        help_text=_("Who has it already keeps it."),
    )
    is_first = models.BooleanField(
        _("everybody who signs up has it"), default=False, editable=False
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta(Named.Meta):
        verbose_name = _("level")
        verbose_name_plural = _("levels")
        ordering = ("position", "pk")
        constraints: ClassVar[list[Any]] = [
            *Named.Meta.constraints,
            models.UniqueConstraint(
                fields=["is_first"],
                condition=Q(is_first=True),
                name="members_one_level_is_everybodys",
            ),
            models.CheckConstraint(
                name="members_level_is_a_share",
                condition=Q(percent_off__gte=0, percent_off__lte=100),
            ),
            models.CheckConstraint(
                name="members_level_pays_nothing_out", condition=Q(fee__gte=0)
            ),
            models.CheckConstraint(
                name="members_first_level_is_free",
                condition=Q(is_first=False) | Q(fee=0, needs_approval=False),
                violation_error_message=_(
                    "The level that everybody has is free and needs no approval."
                ),
            ),
        ]

    @property
    def text(self) -> str:
        return in_language(self.text_en, self.text_zh_hans)

    @property
    def lead(self) -> timedelta:
        """How long before everybody its members may buy."""
        return timedelta(hours=self.presale_hours)


class MembershipQuerySet(models.QuerySet["Membership"]):
    def running(self, at: datetime) -> Self:
        """Those that give something at that moment."""
        begun = self.filter(ended_at=None, begins_at__lte=at)
        lasts = Q(ends_at=None) | Q(ends_at__gt=at) | Q(grace_until__gt=at)
        return begun.filter(lasts)


class Membership(models.Model):
    """That an account has a level; the last one stays open until another begins.

    An account without one has the level that everybody has.
    """

    account = models.ForeignKey(
        Account,
        on_delete=models.PROTECT,
        related_name="memberships",
        verbose_name=_("account"),
    )
    level = models.ForeignKey(
        Level,
        on_delete=models.PROTECT,
        related_name="memberships",
        verbose_name=_("level"),
    )
    begins_at = models.DateTimeField(_("since"))
    ends_at = models.DateTimeField(
        pgettext_lazy("membership", "until"), null=True, blank=True
    )
    # Until when it gives all the same what it gives, while a due is not paid.
    grace_until = models.DateTimeField(_("days of grace until"), null=True)
    # Another one took its place, or it was taken away, before its own end.
    ended_at = models.DateTimeField(_("ended"), null=True)

    objects: ClassVar[Any] = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ("-pk",)
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["account"],
                condition=Q(ended_at=None),
                name="members_one_membership_at_a_time",
            ),
            models.CheckConstraint(
                name="members_membership_ends_after_it_begins",
                condition=Q(ends_at=None) | Q(ends_at__gt=F("begins_at")),
                violation_error_message=_("A membership must end after it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account} · {self.level}"
