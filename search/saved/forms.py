"""Whom to write to when something fits."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ticketing.checkout.forms import LONGEST_EMAIL


class SaveForm(forms.Form):
    email = forms.EmailField(
        max_length=LONGEST_EMAIL,
        label=_("E-mail"),
        help_text=_("For this alone; every e-mail has a link that ends it."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Write the address that we are to write to."),
            "invalid": _("Write the whole address, such as visitor@example.org."),
        },
    )
