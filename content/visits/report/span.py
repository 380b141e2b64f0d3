"""The days that a report is about; they stand in the address."""

from datetime import date, timedelta
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

USUAL: Final = timedelta(days=29)
LONGEST: Final = timedelta(days=3 * 366)
# Calendars end somewhere, and days are counted on from these.
_EARLIEST, _LATEST = date(1900, 1, 1), date(2999, 12, 31)


class SpanForm(forms.Form):
    """Two days, both counted; thirty days to today where none is named."""

    first = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    last = forms.DateField(
        label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, data: Any, *, today: date) -> None:
        self.today = today
        asked = {name: data.get(name, "") for name in ("first", "last")}
        last = asked["last"] or today.isoformat()
        asked |= {"last": last, "first": asked["first"] or _before(last)}
        super().__init__(asked, label_suffix="")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        for name, day in (("first", first), ("last", last)):
            if day and not _EARLIEST <= day <= _LATEST:
                self.add_error(name, _("There is nothing to tell of that year."))
        if first and last and first > last:
            self.add_error("last", _("This day is before the first one."))
        if first and last and last - first > LONGEST:
            self.add_error("first", _("Ask for three years at most."))
        return cleaned

    @property
    def days(self) -> tuple[date, date] | None:
        """The first and the last day; None where they make no sense."""
        if not self.is_valid():
            return None
        return self.cleaned_data["first"], self.cleaned_data["last"]


def _before(last: str) -> str:
    try:
        return (date.fromisoformat(last) - USUAL).isoformat()
    except (ValueError, OverflowError):
        return ""
