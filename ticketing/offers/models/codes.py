"""Codes (优惠码) that open an offer."""

from datetime import datetime
from typing import Any, ClassVar, Final

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ticketing.offers.models.offers import Offer

LONGEST: Final = 20
SHORTEST: Final = 4


def plain_code(text: str) -> str:
    """The code as it is kept, from what was typed."""
    return "".join(char for char in text.upper() if char.isascii() and char.isalnum())


class Code(models.Model):
    """What a buyer types; it opens its offer so many times, for whom it is meant.

    `most_uses` counts orders, as `most_per_buyer` does.
    """

    offer = models.ForeignKey(
        Offer, on_delete=models.PROTECT, related_name="codes", verbose_name=_("offer")
    )
    code = models.CharField(
        _("code"),
        max_length=LONGEST,
        unique=True,
        help_text=_("Letters A to Z and digits; how it is written doesn’t matter."),
    )
    batch = models.CharField(_("batch"), max_length=60, blank=True)
    email = models.EmailField(
        _("for this address alone"),
        max_length=254,
        blank=True,
        help_text=_("Only who is signed in and has confirmed this address can use it."),
    )
    most_uses = models.PositiveIntegerField(
        _("orders in all"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Empty: any number."),
    )
    most_per_buyer = models.PositiveSmallIntegerField(
        _("orders of one buyer"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Empty: any number."),
    )
    valid_from = models.DateTimeField(_("from"), null=True, blank=True)
    valid_until = models.DateTimeField(
        pgettext_lazy("offer", "until"), null=True, blank=True
    )
    made_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    is_active = models.BooleanField(pgettext_lazy("offer", "active"), default=True)
    # Of the form that it was made with, for the first of those made together.
    once = models.CharField(  # noqa: DJ001 unique where known
        max_length=64, unique=True, null=True, editable=False
    )

    class Meta:
        verbose_name = _("code")
        verbose_name_plural = _("codes")
        ordering = ("-pk",)
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                name="offers_code_ends_after_it_begins",
                condition=Q(valid_from=None)
                | Q(valid_until=None)
                | Q(valid_until__gt=F("valid_from")),
                violation_error_message=_("A code must end after it begins."),
            ),
            models.CheckConstraint(
                name="offers_code_can_be_used",
                condition=(Q(most_uses=None) | Q(most_uses__gte=1))
                & (Q(most_per_buyer=None) | Q(most_per_buyer__gte=1)),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def is_counted(self) -> bool:
        """Whether its uses can run out."""
        return self.most_uses is not None or self.most_per_buyer is not None

    def runs_at(self, now: datetime) -> bool:
        begun = self.valid_from is None or self.valid_from <= now
        ends = self.valid_until is None or now < self.valid_until
        return self.is_active and begun and ends

    def clean(self) -> None:
        super().clean()
        # What is made has its words and its offer for good.
        if not self._state.adding:
            return
        self.code = plain_code(self.code)
        if len(self.code) < SHORTEST:
            message = _("Four letters or digits at least, or anybody guesses it.")
            raise ValidationError({"code": message})
        offer = Offer.objects.filter(pk=self.offer_id).first()
        if offer is not None and not offer.needs_code:
            message = _("This offer is for everybody: tick “only with a code” there.")
            raise ValidationError({"offer": message})
