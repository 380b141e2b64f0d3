"""What is asked of whoever pays for a level."""

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from ground.once import OnceForm
from ticketing.checkout.forms import LONGEST_EMAIL, OneLineField


class DueForm(OnceForm):
    """Who pays, and how."""

    name = OneLineField(max_length=200, label=gettext_lazy("Your name"))
    email = forms.EmailField(
        max_length=LONGEST_EMAIL, label=gettext_lazy("Your e-mail")
    )
    method = forms.CharField(
        max_length=20,
        label=pgettext_lazy("membership", "How you pay"),
        error_messages={"required": gettext_lazy("Choose how to pay.")},
    )
    terms = forms.BooleanField(
        label=gettext_lazy("I accept the terms of sale"),
        error_messages={"required": gettext_lazy("Accept the terms of sale to go on.")},
    )
