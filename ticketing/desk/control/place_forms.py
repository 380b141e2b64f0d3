"""What is to be done with the places that the controller ticked."""

from typing import Any

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from members.models import Account, AccountKind, Language, User
from members.services import personal_account
from ticketing.desk.moment_input import MomentInput
from ticketing.orders.models import SalesChannel
from ticketing.stock.models import WithholdingKind


class Deed(TextChoices):
    WITHHOLD = "withhold", _("Withhold")
    BLOCK = "block", _("Block: nobody can have them")
    UNBLOCK = "unblock", _("Unblock")
    ALLOT = "allot", _("Allot to a channel or an account")
    RELEASE = "release", _("Put withheld places on general sale")
    COMP = "comp", _("Give free tickets")


# What each deed can't do without.
NEEDED = {
    Deed.WITHHOLD: ("kind", "reason"),
    Deed.BLOCK: ("reason",),
    Deed.COMP: ("reason", "name", "email", "language"),
}


class DeedForm(forms.Form):
    """One deed with what it needs; the places are read beside it."""

    deed = forms.ChoiceField(
        label=_("What to do"), choices=Deed.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        required=False,
        help_text=_("Kept with your name for everybody to read."),
    )
    kind = forms.ChoiceField(
        label=_("Withhold for"),
        required=False,
        choices=[
            (kind.value, kind.label)
            for kind in WithholdingKind
            if kind != WithholdingKind.COMP
        ],
    )
    channel = forms.ChoiceField(
        label=_("Allot to the channel"),
        required=False,
        choices=[("", "–"), *SalesChannel.choices],
    )
    account = forms.ModelChoiceField(
        Account.objects.exclude(kind=AccountKind.PERSON).order_by("name"),
        label=_("Or allot to the account"),
        required=False,
        empty_label="–",
    )
    person = forms.EmailField(
        label=_("Or to the member with this e-mail address"), required=False
    )
    release_at = forms.DateTimeField(
        label=_("Goes on general sale by itself at"),
        required=False,
        widget=MomentInput,
        help_text=_("In the time of the venue."),
    )
    name = forms.CharField(
        label=_("Free tickets for (name)"), max_length=200, required=False
    )
    email = forms.EmailField(
        label=_("Their e-mail address"), max_length=254, required=False
    )
    language = forms.ChoiceField(
        label=_("Their language"), choices=Language.choices, required=False
    )

    def clean_person(self) -> Account | None:
        """The account of that member, who must have signed up."""
        address = self.cleaned_data["person"]
        if not address:
            return None
        user = User.objects.filter(email__iexact=address).first()
        if user is None:
            raise forms.ValidationError(_("No member has this e-mail address."))
        return personal_account(user)

    def clean(self) -> dict[str, Any]:
        wish: dict[str, Any] = super().clean() or {}
        for name in NEEDED.get(wish.get("deed", ""), ()):
            if not wish.get(name) and name not in self.errors:
                self.add_error(name, _("This is needed here."))
        return wish
