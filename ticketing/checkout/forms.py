"""What a visitor sends: is it well formed? Whether it can be had is asked later."""

from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ground.row_keys import KEY, is_key
from ticketing.checkout.best_choice import MOST_TOGETHER
from ticketing.checkout.services import Buyer, Shown
from ticketing.orders.models import Order

LONGEST_EMAIL: Final = 254
MOST_QUANTITY: Final = 100_000


class KeysField(forms.Field):
    """Numbers that name rows, each once; anything else is a clear error."""

    widget = forms.MultipleHiddenInput
    default_error_messages = {
        "unknown": _("One of these places is not on offer here. Choose again."),
    }

    def to_python(self, value: Any) -> list[int]:
        texts = [str(text).strip() for text in value or []]
        if not all(is_key(text) for text in texts):
            raise ValidationError(self.error_messages["unknown"], code="unknown")
        return list(dict.fromkeys(int(text) for text in texts))


class KeyField(forms.RegexField):
    """One number that names a row."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(rf"^{KEY.pattern}$", **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return int(text) if text else None


class PlacesForm(forms.Form):
    """Numbered seats that were ticked, on the map or in the list.

    `knows_view` is ticked by whoever takes a restricted view.
    """

    knows_view = forms.BooleanField(required=False)
    place = KeysField(
        error_messages={"required": _("Choose at least one place.")},
    )


_WHOLE: Final = _("Write how many places as a whole number, such as 2.")


class QuantityForm(forms.Form):
    """A number of places of a standing section and tier."""

    section = KeyField(error_messages={"invalid": _("Choose a section.")})
    tier = KeyField(error_messages={"invalid": _("Choose a price.")})
    quantity = forms.IntegerField(
        min_value=1,
        max_value=MOST_QUANTITY,
        error_messages={
            "required": _WHOLE,
            "invalid": _WHOLE,
            "min_value": _("Choose at least one place."),
            "max_value": _("That is more than there are places. Choose fewer."),
        },
    )


_TOGETHER: Final = _("Choose how many, from 1 to 10.")


class BestForm(forms.Form):
    """So many of the best seats, in one tier or (left empty) in any."""

    best = forms.IntegerField(
        min_value=1,
        max_value=MOST_TOGETHER,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), _TOGETHER
        ),
    )
    tier = KeyField(required=False, error_messages={"invalid": _("Choose a price.")})


class OneLineField(forms.CharField):
    """Text on one line, any script, its spaces put in order."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return " ".join(text.split()) if isinstance(text, str) else text


class CreditForm(forms.Form):
    """What pays first: a gift card's code, or the account's credit."""

    gift_card = OneLineField(
        max_length=40,
        required=False,
        label=_("Code of a gift card"),
        help_text=_("It is used first; you pay the rest the way that you have chosen."),
        error_messages={
            "max_length": _("A code is shorter than that. Look at it once more."),
        },
    )
    use_credit = forms.BooleanField(required=False, label=_("Use my credit"))


class BuyerForm(CreditForm):
    """Who buys, how the tickets reach them, how they pay."""

    field_order = ("name", "email", "phone", "delivery", "method")

    name = OneLineField(
        max_length=Order._meta.get_field("buyer_name").max_length,  # noqa: SLF001 Django's documented API
        label=_("Name"),
        error_messages={
            "required": _("Write the name that should stand on the order."),
            "max_length": _(
                "A name can have 200 characters at most; this one has %(show_value)d."
            ),
        },
    )
    email = forms.EmailField(
        max_length=LONGEST_EMAIL,
        label=_("E-mail"),
        error_messages={
            "required": _("Write the e-mail address that the tickets go to."),
            "invalid": _("Write the whole address, such as visitor@example.org."),
            "max_length": _(
                "An e-mail address can have %(limit_value)d characters at most."
            ),
        },
    )
    phone = OneLineField(
        max_length=40,
        required=False,
        label=_("Mobile"),
        help_text=_("Only for a change on the day."),
        error_messages={
            "max_length": _(
                "A phone number can have %(limit_value)d characters at most."
            ),
        },
    )
    delivery = forms.CharField(
        max_length=40,
        label=_("How you get them"),
        error_messages={"required": _("Choose how you get the tickets.")},
    )
    method = forms.CharField(max_length=20, required=False, label=_("How you pay"))
    terms = forms.BooleanField(
        label=_("I accept the terms of sale"),
        error_messages={"required": _("Accept the terms of sale to go on.")},
    )
    shown = KeysField(required=False)
    total = forms.DecimalField(
        required=False, min_value=0, max_digits=16, decimal_places=3
    )
    told = forms.CharField(required=False, max_length=64)

    def clean_phone(self) -> str:
        """A number has digits, of any script."""
        phone: str = self.cleaned_data["phone"]
        if phone and not any(char.isdigit() for char in phone):
            message = _("Write a number with digits, or leave this empty.")
            raise ValidationError(message, code="no_digits")
        return phone

    def unjudged(self) -> "BuyerForm":
        """The same as it was sent, without a word about it."""
        self._errors = ErrorDict()
        self.cleaned_data = {}
        return self

    def seen(self) -> Shown:
        """What stood on the page that was sent."""
        kept = self.cleaned_data
        return Shown(kept["shown"], kept["total"], kept["told"])

    def buyer(self, **who: Any) -> Buyer:
        """The buyer in these fields; `who` adds account, user and language."""
        kept = self.cleaned_data
        return Buyer(name=kept["name"], email=kept["email"], phone=kept["phone"], **who)


class MethodForm(forms.Form):
    """Another way to pay an order."""

    method = forms.CharField(
        max_length=20, error_messages={"required": _("Choose how to pay.")}
    )


class OfferCodeForm(forms.Form):
    """A code of an offer, as it was typed."""

    code = OneLineField(
        max_length=40,
        label=pgettext_lazy("offer", "Code"),
        error_messages={
            "required": _("Write the code that you were given."),
            "max_length": _("A code is shorter than that. Look at it once more."),
        },
    )


class CodeForm(forms.Form):
    """A presale code, as it was typed."""

    code = OneLineField(
        max_length=40,
        label=_("Presale code"),
        help_text=_("Ten letters and digits; small or capital, with or without dash."),
        error_messages={"required": _("Write the code that you were given.")},
    )
