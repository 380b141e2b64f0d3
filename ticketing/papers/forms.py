"""What is asked for an invoice, of buyers and at the desk."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ticketing.papers.contents import InvoiceDetails
from ticketing.papers.models import Fapiao


class InvoiceForm(forms.Form):
    """Whom the invoice is made out to."""

    title = forms.CharField(
        label=_("Name or title of the invoice"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    tax_number = forms.CharField(
        label=_("Tax number (of a company)"), max_length=40, required=False
    )
    address = forms.CharField(
        label=_("Address"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    fapiao = forms.ChoiceField(
        label=_("Fapiao of the tax office"), choices=Fapiao.choices, required=False
    )

    def clean_tax_number(self) -> str:
        """Companies' numbers are told with gaps; they have none."""
        return "".join(str(self.cleaned_data["tax_number"]).split()).upper()

    def clean(self) -> dict[str, str]:
        cleaned = super().clean() or {}
        if cleaned.get("fapiao") == Fapiao.SPECIAL and not cleaned.get("tax_number"):
            self.add_error("tax_number", _("A special fapiao needs the tax number."))
        return cleaned

    @property
    def details(self) -> InvoiceDetails:
        return InvoiceDetails(**self.cleaned_data)
