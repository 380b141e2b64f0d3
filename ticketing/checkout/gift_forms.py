"""What is asked of whoever buys a gift card."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from ground.money import ZERO, digits_of, money
from ground.once import OnceForm
from ticketing.checkout.forms import LONGEST_EMAIL, OneLineField
from ticketing.gifts.models import LONGEST_MESSAGE
from ticketing.house.models import House

# So far ahead a letter can wait for its day.
MOST_DAYS: Final = 366


class GiftCardForm(OnceForm):
    """How much, for whom, when, and who pays."""

    value = forms.ChoiceField(
        label=gettext_lazy("Value"), widget=forms.RadioSelect, required=False
    )
    amount = forms.DecimalField(
        label=gettext_lazy("Another sum"),
        required=False,
        max_digits=12,
        decimal_places=3,
        widget=forms.NumberInput(attrs={"step": "any", "inputmode": "decimal"}),
    )
    to_name = OneLineField(
        max_length=200, required=False, label=gettext_lazy("Whom it is for")
    )
    to_email = forms.EmailField(
        max_length=LONGEST_EMAIL,
        required=False,
        label=gettext_lazy("Their e-mail"),
        help_text=gettext_lazy(
            "Left empty, the card comes to you, to print and to hand over."
        ),
    )
    message = forms.CharField(
        max_length=LONGEST_MESSAGE,
        required=False,
        label=gettext_lazy("Message"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    send_on = forms.DateField(
        required=False,
        label=gettext_lazy("Day to send it"),
        help_text=gettext_lazy("Left empty, it is sent as soon as it is paid."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    name = OneLineField(max_length=200, label=gettext_lazy("Your name"))
    email = forms.EmailField(
        max_length=LONGEST_EMAIL, label=gettext_lazy("Your e-mail")
    )
    method = forms.CharField(
        max_length=20,
        label=pgettext_lazy("gift card", "How you pay"),
        error_messages={"required": gettext_lazy("Choose how to pay.")},
    )
    terms = forms.BooleanField(
        label=gettext_lazy("I accept the terms of sale"),
        error_messages={"required": gettext_lazy("Accept the terms of sale to go on.")},
    )

    def __init__(self, *args: Any, house: House, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.house = house
        self.today: date = now.astimezone(house.zone).date()
        fields: Any = self.fields
        fields["value"].choices = [
            (str(value), money(value, house.currency)) for value in house.gift_values
        ]
        if not house.gift_values:
            del fields["value"]
        if house.gift_card_most is None:
            del fields["amount"]
        else:
            fields["amount"].help_text = self._between()

    def _between(self) -> str:
        least, most = self.house.gift_card_least or ZERO, self.house.gift_card_most
        told = {
            "least": money(least, self.house.currency),
            "most": money(most or ZERO, self.house.currency),
        }
        return _("From %(least)s to %(most)s.") % told

    def clean_amount(self) -> Decimal | None:
        amount: Decimal | None = self.cleaned_data["amount"]
        if amount is None:
            return None
        most = self.house.gift_card_most or ZERO
        least = self.house.gift_card_least or ZERO
        if amount <= ZERO or not least <= amount <= most:
            raise ValidationError(self._between())
        if amount != round(amount, digits_of(self.house.currency)):
            raise ValidationError(_("This currency has no sums that small."))
        return amount

    def clean_send_on(self) -> date | None:
        chosen: date | None = self.cleaned_data["send_on"]
        if chosen is not None and not (
            self.today <= chosen <= self.today + timedelta(days=MOST_DAYS)
        ):
            raise ValidationError(_("Choose a day from today on, within a year."))
        return chosen

    def clean(self) -> dict[str, Any]:
        """One of the sums is wanted; one that was typed counts before a chosen one."""
        data: dict[str, Any] = super().clean() or {}
        wanted = data.get("amount") or data.get("value")
        if not wanted and not self.errors:
            field = "value" if "value" in self.fields else "amount"
            self.add_error(field, _("Choose how much is on the card."))
        data["wanted"] = Decimal(wanted or 0)
        return data
