"""What is asked of a company that orders on account."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ground.once import OnceForm
from members.acting import owners_of
from ticketing.desk.accounts import PeopleField, listed, people_of
from ticketing.desk.forms import ReasonForm
from ticketing.house.models import the_house
from ticketing.papers.models import Fapiao
from ticketing.payments.on_account.models import Tab
from ticketing.payments.statements.lines import currency_of


class BlockForm(ReasonForm):
    """Why, and what was meant: a form that is sent twice means it twice."""

    blocks = forms.BooleanField(required=False, widget=forms.HiddenInput)


class TabForm(OnceForm, forms.ModelForm[Tab]):
    """Name and people are the account's, the terms are the tab's."""

    name = forms.CharField(label=gettext_lazy("Name of the company"), max_length=300)
    people = PeopleField(
        label=gettext_lazy("Who may order on its account"),
        required=False,
        help_text=gettext_lazy(
            "E-mail addresses of members, one on each line. They are offered it when "
            "they are signed in."
        ),
    )
    owners = PeopleField(
        label=gettext_lazy("Who sees what it owes"),
        required=False,
        help_text=gettext_lazy(
            "E-mail addresses of members, one on each line. They see its invoices on "
            "their account, and may order too."
        ),
    )
    fapiao = forms.ChoiceField(
        label=gettext_lazy("Fapiao of the tax office"),
        choices=Fapiao.choices,
        required=False,
    )

    field_order = ("name", "people", "owners", "credit_limit", "currency")

    class Meta:
        model = Tab
        fields = (
            "credit_limit",
            "currency",
            "payment_days",
            "reminder_days",
            "invoice_name",
            "address",
            "email",
            "language",
            "tax_number",
            "fapiao",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["name"] = self.instance.account.name
            self.initial["people"] = people_of(self.instance.account)
            self.initial["owners"] = listed(owners_of(self.instance.account))
            # What it owes is in the currency that it began with.
            self.fields["currency"].disabled = True
        else:
            self.initial["currency"] = the_house().currency

    def clean_currency(self) -> str:
        code = currency_of(self.cleaned_data["currency"])
        if code is None:
            raise ValidationError(_("Write three capital letters."))
        return code

    def clean_tax_number(self) -> str:
        """Companies' numbers are told with gaps; they have none."""
        return "".join(str(self.cleaned_data["tax_number"]).split()).upper()

    def clean(self) -> dict[str, Any]:
        kept = super().clean() or {}
        if kept.get("fapiao") == Fapiao.SPECIAL and not kept.get("tax_number"):
            self.add_error("tax_number", _("A special fapiao needs the tax number."))
        return kept
