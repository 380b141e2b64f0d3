"""A form with every control, empty and refused."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class SampleForm(forms.Form):
    name = forms.CharField(
        label=_("Name"), help_text=_("As it shall stand on the order.")
    )
    email = forms.EmailField(label=_("E-mail"))
    message = forms.CharField(label=_("Message"), widget=forms.Textarea, required=False)
    delivery = forms.ChoiceField(
        label=_("Delivery"),
        choices=[("e", _("E-ticket")), ("box", _("At the box office"))],
        widget=forms.RadioSelect,
    )
    level = forms.ChoiceField(
        label=_("Language"), choices=[("en", "English"), ("zh-hans", "简体中文")]
    )
    terms = forms.BooleanField(label=_("I accept the terms of sale"))


def refused() -> SampleForm:
    """Sent with what is wrong in it; what was typed stays."""
    data: dict[str, Any] = {"name": "", "email": "ada@", "message": "…"}
    return SampleForm(data, prefix="bad")
