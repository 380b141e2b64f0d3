"""What is asked before credit is given."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ground.money import digits_of
from ground.once import OnceForm
from members.models import Account, Language, User
from members.proof import without_unproved
from members.services import personal_account
from ticketing.gifts.giving import Letter
from ticketing.gifts.models import LONGEST_MESSAGE
from ticketing.house.models import the_house
from ticketing.payments.credit.codes import hash_of


class GiveForm(OnceForm):
    """How much, why, and to whom; without a member it is a gift card."""

    amount = forms.DecimalField(
        label=gettext_lazy("Amount"),
        max_digits=15,
        decimal_places=3,
        min_value=Decimal("0.001"),
    )
    member = forms.EmailField(
        label=gettext_lazy("E-mail address of a member"),
        required=False,
        help_text=gettext_lazy(
            "Their account gets the credit. Empty: a gift card is made, for whoever"
            " has its code."
        ),
    )
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=300)
    to_name = forms.CharField(
        label=gettext_lazy("Whom a gift card is for"), max_length=200, required=False
    )
    to_email = forms.EmailField(
        label=gettext_lazy("Mail the gift card to"),
        max_length=254,
        required=False,
        help_text=gettext_lazy("Empty: it is not mailed; you can print it."),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the mail"), choices=Language.choices
    )
    message = forms.CharField(
        label=gettext_lazy("Message"),
        max_length=LONGEST_MESSAGE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def letter(self) -> Letter:
        data = self.cleaned_data
        return Letter(
            data["language"], data["to_email"], data["to_name"], data["message"]
        )

    def clean_amount(self) -> Decimal:
        amount: Decimal = self.cleaned_data["amount"]
        if amount != round(amount, digits_of(the_house().currency)):
            raise ValidationError(_("This currency has no sums that small."))
        return amount

    def clean_member(self) -> Account | None:
        """The member's own account."""
        address = self.cleaned_data["member"]
        if not address:
            return None
        found = User.objects.filter(email__iexact=address)
        user = without_unproved(found).first()
        if user is None:
            told = {"addresses": address}
            raise ValidationError(
                _("No member has proved this address: %(addresses)s") % told
            )
        return personal_account(user)


class FindForm(forms.Form):
    """A card by its whole code, or an account by its name."""

    q = forms.CharField(
        label=gettext_lazy("Code, last four signs, or name"),
        required=False,
        max_length=100,
    )

    def filters(self) -> list[dict[str, Any]]:
        """Each way in which the words may mean somebody's credit."""
        words = self.cleaned_data.get("q", "").strip() if self.is_valid() else ""
        if not words:
            return []
        return [
            {"code_hash": hash_of(words)},
            {"ending": words.upper()},
            {"account__name__icontains": words},
            {"account__users__email__iexact": words},
        ]
