"""What the controller is asked on the control page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ticketing.offers.models import Concession
from ticketing.shows.models import Performance
from ticketing.stock.models import OnReached, PriceTier


def reason_field() -> forms.CharField:
    return forms.CharField(
        label=_("Reason"),
        max_length=250,
        required=False,
        help_text=_("Kept with your name for everybody to read."),
    )


class TypesField(forms.ModelMultipleChoiceField[PriceTier]):
    """Ticket types as boxes: A Stalls."""

    def __init__(self) -> None:
        super().__init__(
            PriceTier.objects.none(),
            label=_("Ticket types"),
            widget=forms.CheckboxSelectMultiple,
        )

    def label_from_instance(self, tier: Any) -> str:
        return f"{tier.code} {tier.name}"


class TypesForm(forms.Form):
    """Something that is asked of ticket types of one performance."""

    tiers = TypesField()

    def __init__(self, *args: Any, of: Performance, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        types: Any = self.fields["tiers"]
        types.queryset = of.tiers.all()


class StopForm(TypesForm):
    """Which ticket types, of which concession, and why."""

    prefix = "stop"

    concession = forms.ModelChoiceField(
        Concession.objects.filter(is_active=True),
        label=_("Only with this concession"),
        required=False,
        empty_label=pgettext_lazy("ticket types", "all kinds of tickets"),
    )
    reason = reason_field()


class CapForm(TypesForm):
    """A number for one or several ticket types together."""

    prefix = "cap"

    number = forms.IntegerField(
        label=_("Number of places"), min_value=0, max_value=100_000
    )
    on_reached = forms.ChoiceField(
        label=_("When it is reached"), choices=OnReached.choices
    )
    warn_at = forms.IntegerField(
        label=_("Warn me at"),
        min_value=0,
        required=False,
        help_text=_("By e-mail, once that many are held or sold."),
    )
    reason = reason_field()


class RowForm(forms.Form):
    """A button beside one row of the page."""

    id = forms.IntegerField(widget=forms.HiddenInput)
