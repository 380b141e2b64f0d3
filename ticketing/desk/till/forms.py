"""What is asked at a till."""

from decimal import Decimal
from typing import Any

from django import forms
from django.contrib.auth.models import Permission
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ground.money import money
from ground.once import OnceForm
from members.models import User
from ticketing.desk.forms import InCurrency
from ticketing.desk.rights import WORK_TILL
from ticketing.payments.till.counting import denominations
from ticketing.payments.till.models import Tender
from ticketing.payments.till.services import Paid

_MOST_PIECES = 100_000


def _amount(label: Any, **options: Any) -> forms.DecimalField:
    defaults = {"max_digits": 15, "decimal_places": 3, "min_value": 0}
    return forms.DecimalField(label=label, **{**defaults, **options})


class OpenForm(InCurrency):
    start = _amount(
        _("Cash in the till, as you counted it"),
        widget=forms.NumberInput(attrs={"autofocus": True, "step": "any"}),
    )


class OrderForm(forms.Form):
    """An order to take money for, by its number."""

    number = forms.CharField(
        label=_("Order number"),
        max_length=40,
        widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "off"}),
    )

    def clean_number(self) -> str:
        """Spaces, dashes and small letters do not matter."""
        return "".join(c for c in self.cleaned_data["number"].upper() if c.isalnum())


class PaidForm(InCurrency):
    """How the buyer pays, and in cash what they hand over."""

    tender = forms.ChoiceField(
        label=_("Paid by"),
        choices=Tender.choices,
        initial=Tender.CASH,
        widget=forms.RadioSelect,
    )
    given = _amount(
        _("Cash given"),
        required=False,
        help_text=_("What the buyer hands over; the change is worked out."),
        widget=forms.NumberInput(
            attrs={"autofocus": True, "step": "any", "data-given": True}
        ),
    )
    amount = _amount(_("Amount received"), min_value=Decimal("0.001"))
    # From which payment on one is taken by this page: pressed twice is once.
    payment = forms.IntegerField(required=False, widget=forms.HiddenInput)
    reference = forms.CharField(
        label=_("Reference of the terminal"),
        max_length=200,
        required=False,
        help_text=_("As the slip has it; only for a card."),
    )

    def __init__(self, *args: Any, due: Decimal, payment: int, **kwargs: Any) -> None:
        shown = {"amount": due.normalize(), "tender": "cash", "payment": payment}
        kwargs.setdefault("initial", shown)
        super().__init__(*args, **kwargs)

    def paid(self) -> Paid:
        data = self.cleaned_data
        is_cash = data["tender"] == Tender.CASH
        return Paid(
            Tender(data["tender"]),
            amount=data["amount"],
            given=data["given"] if is_cash else None,
            reference="" if is_cash else data["reference"],
        )


class PaidBackForm(forms.Form):
    """Out of the drawer, or by the terminal."""

    tender = forms.ChoiceField(
        label=_("Paid back by"),
        choices=Tender.choices,
        initial=Tender.CASH,
        widget=forms.RadioSelect,
    )
    reference = forms.CharField(
        label=_("Reference of the terminal"), max_length=200, required=False
    )

    def paid(self) -> Paid:
        data = self.cleaned_data
        return Paid(Tender(data["tender"]), reference=data["reference"])


class CashForm(InCurrency, OnceForm):
    """Cash that is put in or taken out, and why."""

    way = forms.ChoiceField(
        label=_("What you do"),
        choices=[
            ("in", pgettext_lazy("till", "put cash in")),
            ("out", pgettext_lazy("till", "take cash out")),
        ],
        initial="in",
        widget=forms.RadioSelect,
    )
    sum = _amount(_("Sum"), min_value=Decimal("0.001"))
    reason = forms.CharField(label=_("Reason"), max_length=300)

    def amount(self) -> Decimal:
        """Positive where it is put in."""
        amount: Decimal = self.cleaned_data["sum"]
        return amount if self.cleaned_data["way"] == "in" else -amount


class CountForm(forms.Form):
    """How many there are of each note and coin; what should be there is not told."""

    reason = forms.CharField(
        label=_("Why there is a difference"),
        max_length=300,
        required=False,
        help_text=_("Only where there is one; it goes to the ledger."),
    )
    to = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Hand over to"),
        required=False,
        empty_label=_("nobody: the till is closed"),
    )

    def __init__(self, *args: Any, currency: str, but_for: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        self.pieces = denominations(currency)
        for piece in self.pieces:
            fields[f"n{piece}"] = forms.IntegerField(
                label=money(piece, currency, short=True),
                min_value=0,
                max_value=_MOST_PIECES,
                required=False,
                widget=forms.NumberInput(attrs={"data-piece": str(piece)}),
            )
        fields["to"].queryset = people_at_tills().exclude(pk=but_for)

    def piece_fields(self) -> list[Any]:
        return [self[f"n{piece}"] for piece in self.pieces]

    def counts(self) -> dict[str, int]:
        data = self.cleaned_data
        return {str(piece): data[f"n{piece}"] or 0 for piece in self.pieces}


def people_at_tills() -> Any:
    """Staff who may work at a till."""
    app, codename = WORK_TILL.split(".")
    right = Permission.objects.filter(content_type__app_label=app, codename=codename)
    theirs = Q(groups__permissions__in=right) | Q(user_permissions__in=right)
    people = User.objects.filter(theirs | Q(is_superuser=True), is_active=True)
    return people.distinct().order_by("email")
