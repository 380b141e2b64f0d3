"""What the desk is asked before it acts."""

from typing import Any

from django import forms
from django.core.validators import DecimalValidator
from django.utils.translation import gettext_lazy as _

from ground.money import digits_of
from ticketing.payments import gateways
from ticketing.payments.gateways.on_account import OnAccount
from ticketing.payments.models import Payment
from ticketing.payments.on_account.models import Tab
from ticketing.payments.on_account.owing import usable_tabs


class InCurrency(forms.Form):
    """Amounts have as many digits after the point as the currency has."""

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        digits = digits_of(currency)
        for field in self.fields.values():
            if isinstance(field, forms.DecimalField):
                field.decimal_places = digits
                field.validators = [
                    check
                    for check in field.validators
                    if not isinstance(check, DecimalValidator)
                ]
                field.validators.append(DecimalValidator(field.max_digits, digits))


class ReasonForm(forms.Form):
    """Why: kept in the order's history for everybody to read."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("Kept in the order's history, with your name."),
        widget=forms.TextInput(attrs={"autofocus": True}),
    )


class MethodForm(ReasonForm):
    """How one order is to be paid, of what the house offers."""

    method = forms.ChoiceField(label=_("Way to pay"), widget=forms.RadioSelect)
    company = forms.ModelChoiceField(
        Tab.objects.none(),
        label=_("Company that owes it"),
        required=False,
        help_text=_("Only for an order on account; its limit counts here as well."),
    )

    field_order = ("method", "company", "reason")

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["method"]
        field.choices = [(way.code, way.label) for way in gateways.available()]
        usable = usable_tabs(currency)
        if usable:
            company: Any = self.fields["company"]
            company.queryset = usable
            field.choices += [(OnAccount.code, OnAccount.label)]
        else:
            del self.fields["company"]

    def clean(self) -> dict[str, Any]:
        """A company where it is on account, and only there."""
        kept = super().clean() or {}
        kept.setdefault("company", None)
        if kept.get("method") != OnAccount.code:
            kept["company"] = None
        elif kept["company"] is None and "company" not in self.errors:
            self.add_error("company", _("Choose the company."))
        return kept


class ReceiveForm(InCurrency):
    """What came: the sum as it stands on the statement or in the till."""

    amount = forms.DecimalField(
        label=_("Amount received"), max_digits=15, decimal_places=3, min_value=0
    )
    reference = forms.CharField(
        label=_("Reference"),
        max_length=200,
        required=False,
        help_text=_("Of the bank statement or the receipt, if there is one."),
    )

    def __init__(self, *args: Any, payment: Payment, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"amount": payment.amount.normalize()})
        super().__init__(*args, currency=payment.order.currency, **kwargs)


class SureForm(forms.Form):
    """Nothing to fill in; pressing the button is the answer."""
