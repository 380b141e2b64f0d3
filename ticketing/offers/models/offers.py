"""What staff put on offer; what it does to a price is in `rules` and `quote`."""

from datetime import datetime
from typing import Any, ClassVar, Final

from django.core.exceptions import ValidationError
from django.core.validators import (
    MaxValueValidator,
    MinValueValidator,
    RegexValidator,
)
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ground.money import MoneyField
from ground.names import Named, in_language
from ticketing.house.models import currency_code
from ticketing.offers.faults import faults_of
from ticketing.offers.kinds import Combines, OfferKind
from ticketing.shows.models import Performance, Show

# In words of two digits; nobody sells more places at once.
_MOST_PLACES: Final = 99
_LETTERS: Final = RegexValidator(
    r"^\s*[^\s,]{1,2}(\s*,\s*[^\s,]{1,2})*\s*$",
    _("Give letters of price tiers with commas between, such as: A, B"),
)


def _exactly_one(*fields: str) -> Q:
    """One of them is given, and the others are not."""
    found = Q()
    for given in fields:
        found |= Q(**{f"{field}__isnull": field != given for field in fields})
    return found


class Offer(Named):
    """A lower price, for something, for somebody or for a time (优惠)."""

    kind = models.CharField(_("kind"), max_length=12, choices=OfferKind)
    text_en = models.CharField(_("in a sentence (English)"), max_length=300, blank=True)
    text_zh_hans = models.CharField(
        _("in a sentence (Chinese)"), max_length=300, blank=True
    )
    percent_off = models.DecimalField(
        _("per cent off"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text=_("Give one of three: per cent off, amount off, or price."),
    )
    amount_off = MoneyField(
        _("amount off"),
        null=True,
        blank=True,
        help_text=_("Of each place, or of the whole set."),
    )
    price = MoneyField(
        pgettext_lazy("offer", "price"),
        null=True,
        blank=True,
        help_text=_("Of each place, or of the whole set."),
    )
    currency = models.CharField(
        _("currency"), max_length=3, blank=True, validators=[currency_code]
    )
    shows = models.ManyToManyField(
        Show,
        blank=True,
        related_name="+",
        verbose_name=_("shows"),
        help_text=_("Neither shows nor performances: everything is on offer."),
    )
    performances = models.ManyToManyField(
        Performance, blank=True, related_name="+", verbose_name=_("performances")
    )
    tiers = models.CharField(
        _("price tiers"),
        max_length=80,
        blank=True,
        validators=[_LETTERS],
        help_text=_("Letters with commas between, such as: A, B. Empty: all."),
    )
    count = models.PositiveSmallIntegerField(
        _("places"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(_MOST_PLACES)],
        help_text=_(
            "From how many places of one performance a group counts, how many make"
            " a set, or how many are paid for."
        ),
    )
    free_count = models.PositiveSmallIntegerField(
        _("places for less"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(_MOST_PLACES)],
        help_text=_("“Buy some, get some”: so many more cost less, or nothing."),
    )
    valid_from = models.DateTimeField(_("from"), null=True, blank=True)
    valid_until = models.DateTimeField(
        pgettext_lazy("offer", "until"), null=True, blank=True
    )
    days_before = models.PositiveSmallIntegerField(
        _("until days before"),
        null=True,
        blank=True,
        help_text=_("Early bird: ends so many days before each performance."),
    )
    hours_before = models.PositiveSmallIntegerField(
        _("from hours before"),
        null=True,
        blank=True,
        help_text=_("Last minute: begins so many hours before each performance."),
    )
    combines = models.CharField(
        _("combines"), max_length=12, choices=Combines, default=Combines.ALONE
    )
    needs_code = models.BooleanField(
        _("only with a code"),
        default=False,
        help_text=_("Then it is not told of on the offers page."),
    )
    channel = models.CharField(_("only by"), max_length=12, blank=True)
    is_active = models.BooleanField(pgettext_lazy("offer", "active"), default=True)

    class Meta(Named.Meta):
        verbose_name = _("offer")
        verbose_name_plural = _("offers")
        ordering = ("-pk",)
        constraints: ClassVar[list[Any]] = [
            *Named.Meta.constraints,
            models.CheckConstraint(
                name="offers_offer_takes_off_one_thing",
                condition=_exactly_one("percent_off", "amount_off", "price"),
                violation_error_message=_(
                    "Give exactly one of: per cent off, amount off, price."
                ),
            ),
            models.CheckConstraint(
                name="offers_offer_is_no_surcharge",
                condition=(
                    (Q(percent_off=None) | Q(percent_off__gte=0, percent_off__lte=100))
                    & (Q(amount_off=None) | Q(amount_off__gte=0))
                    & (Q(price=None) | Q(price__gte=0))
                ),
                violation_error_message=_("An offer can’t make anything dearer."),
            ),
            models.CheckConstraint(
                name="offers_offer_ends_after_it_begins",
                condition=Q(valid_from=None)
                | Q(valid_until=None)
                | Q(valid_until__gt=F("valid_from")),
                violation_error_message=_("An offer must end after it begins."),
            ),
        ]

    def clean(self) -> None:
        """Refuse what could never be meant, each field with its sentence."""
        super().clean()
        faults = faults_of(self)
        if faults:
            raise ValidationError(faults)

    def runs_at(self, now: datetime) -> bool:
        begun = self.valid_from is None or self.valid_from <= now
        ends = self.valid_until is None or now < self.valid_until
        return self.is_active and begun and ends

    @property
    def text(self) -> str:
        return in_language(self.text_en, self.text_zh_hans)

    @property
    def tier_codes(self) -> frozenset[str]:
        return frozenset(code.strip() for code in self.tiers.split(",") if code.strip())
