"""What a visitor wishes who waits for places."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ticketing.checkout.forms import LONGEST_EMAIL
from ticketing.stock.models import PriceTier


class WaitingForm(forms.Form):
    """E-mail, number, together or not, and which prices."""

    email = forms.EmailField(
        max_length=LONGEST_EMAIL,
        label=_("E-mail"),
        help_text=_("We write to you to confirm it, and when places come back."),
        error_messages={
            "required": _("Write the address that an offer is sent to."),
            "invalid": _("Write the whole address, such as visitor@example.org."),
        },
    )
    quantity = forms.IntegerField(label=_("How many places"), min_value=1)
    together = forms.BooleanField(
        label=_("Only beside one another"), required=False, initial=True
    )
    tiers = forms.MultipleChoiceField(
        label=_("Prices that suit you"),
        required=False,
        help_text=_("None ticked: any price."),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self, *args: Any, most: int, tiers: Sequence[PriceTier], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["quantity"] = forms.IntegerField(
            label=_("How many places"),
            min_value=1,
            max_value=most,
            initial=min(2, most),
        )
        prices: Any = self.fields["tiers"]
        prices.choices = [(str(tier.pk), tier.name) for tier in tiers]
