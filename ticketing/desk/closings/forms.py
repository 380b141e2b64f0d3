"""What is asked before days are closed."""

from django import forms
from django.utils.translation import gettext_lazy as _


class DayForm(forms.Form):
    """Until which day one wants to close."""

    last_on = forms.DateField(
        label=_("Close until the end of"),
        widget=forms.DateInput(attrs={"type": "date"}),
    )


class CloseForm(forms.Form):
    """The day again, and that what follows has been read."""

    last_on = forms.DateField(widget=forms.HiddenInput())
    is_sure = forms.BooleanField(
        label=_("I have compared these sums; the days may be closed.")
    )
