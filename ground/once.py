"""Forms that count once, however often they are sent.

A page that is shown draws a key; whoever acts on the form keeps it in a column
that is unique, and answers the second press with what the first one made.
"""

import secrets

from django import forms


def new_key() -> str:
    return secrets.token_urlsafe(16)


class OnceForm(forms.Form):
    """A form with a key of its own for each time that it is shown."""

    once = forms.CharField(
        max_length=64,
        min_length=16,
        initial=new_key,
        widget=forms.HiddenInput(attrs={"autocomplete": "off"}),
    )
