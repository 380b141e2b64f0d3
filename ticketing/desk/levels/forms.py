"""What staff fill in for a level, and for who has it."""

from decimal import Decimal
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from ground.money import digits_of, rounded
from members.models import Account, AccountKind, Level, Membership, User
from members.proof import without_unproved
from members.services import personal_account
from ticketing.desk.moment_input import HouseMomentField
from ticketing.house.models import the_house
from ticketing.offers.level_discounts import discounts_of
from ticketing.shows.models import ShowKind

_KIND: Final = "kind_"


class LevelForm(forms.ModelForm[Level]):
    """A level, with a share for each kind of show."""

    class Meta:
        model = Level
        fields = (
            *("name_en", "name_zh_hans", "code", "position"),
            *("text_en", "text_zh_hans", "fee", "months"),
            *("lead_days", "grace_days", "fall_days", "falls_to"),
            *("presale_hours", "most_places", "free_delivery"),
            *("needs_approval", "is_open", "percent_off"),
        )
        widgets = {
            "text_en": forms.Textarea(attrs={"rows": 4}),
            "text_zh_hans": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = dict(discounts_of(self.instance.pk)) if self.instance.pk else {}
        for kind in ShowKind.objects.all():
            self.fields[f"{_KIND}{kind.pk}"] = forms.DecimalField(
                label=_("Per cent off: %(kind)s") % {"kind": kind.name},
                required=False,
                min_value=0,
                max_value=100,
                max_digits=5,
                decimal_places=2,
                initial=known.get(kind.pk),
            )

    def clean_fee(self) -> Decimal:
        """Refuses what nobody could pay."""
        fee, currency = self.cleaned_data["fee"], the_house().currency
        if rounded(fee, currency) != fee:
            told = {"currency": currency, "digits": digits_of(currency)}
            raise ValidationError(
                _("%(currency)s has %(digits)s digits after the point.") % told
            )
        return Decimal(fee)

    def clean_falls_to(self) -> Level | None:
        """Refuses what would have to be paid, and the level itself."""
        follows: Level | None = self.cleaned_data["falls_to"]
        if follows is not None and (follows.fee or follows.pk == self.instance.pk):
            raise ValidationError(_("Name another level, one that is free."))
        return follows

    def shares(self) -> dict[int, Decimal]:
        """The shares that were typed, by kind of show."""
        found = {
            int(name.removeprefix(_KIND)): share
            for name, share in self.cleaned_data.items()
            if name.startswith(_KIND)
        }
        return {kind: share for kind, share in found.items() if share is not None}


class GiveLevelForm(forms.Form):
    """To whom a level is given: a member by address, or a company."""

    member = forms.EmailField(
        label=gettext_lazy("E-mail address of a member"), required=False
    )
    company = forms.ModelChoiceField(
        Account.objects.filter(kind=AccountKind.CORPORATE).order_by("name"),
        label=gettext_lazy("Or a company"),
        required=False,
    )
    level = forms.ModelChoiceField(
        Level.objects.filter(is_first=False), label=gettext_lazy("Level")
    )
    ends_at = HouseMomentField(
        label=pgettext_lazy("membership", "Until"),
        required=False,
        help_text=gettext_lazy("Empty: one period of the level from now on."),
    )

    def __init__(self, *args: Any, now: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now

    def clean_member(self) -> Account | None:
        """The own account of a member who has proved the address."""
        address = self.cleaned_data["member"]
        return account_at(address) if address else None

    def clean_ends_at(self) -> Any:
        return _ahead(self.cleaned_data["ends_at"], self.now)

    def clean(self) -> dict[str, Any]:
        kept: dict[str, Any] = super().clean() or {}
        if not self.errors and bool(kept.get("member")) == bool(kept.get("company")):
            raise ValidationError(_("Name a member or a company, one of the two."))
        return kept


class MembershipForm(forms.ModelForm[Membership]):
    """Until when somebody has a level, or that it ends now."""

    ends_at = HouseMomentField(
        label=pgettext_lazy("membership", "Until"),
        required=False,
        help_text=gettext_lazy("Empty: it has no end."),
    )
    ends_now = forms.BooleanField(
        label=gettext_lazy("It ends now"),
        required=False,
        help_text=gettext_lazy("The member has then what everybody has."),
    )

    class Meta:
        model = Membership
        fields = ("ends_at",)

    def __init__(self, *args: Any, now: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now

    def clean_ends_at(self) -> Any:
        if "ends_at" not in self.changed_data:
            return self.instance.ends_at
        return _ahead(self.cleaned_data["ends_at"], self.now)


def account_at(address: str) -> Account:
    """The own account of who has proved the address. Raises ValidationError."""
    users = User.objects.filter(email__iexact=address, is_active=True)
    user = without_unproved(users).first()
    if user is None:
        raise ValidationError(_("No member has proved this address."))
    return personal_account(user)


def _ahead(moment: Any, now: Any) -> Any:
    if moment is not None and moment <= now:
        raise ValidationError(_("This moment is over. Name one that is to come."))
    return moment
