"""Which lines of the live board a viewer wants: it stands in the address."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ticketing.stock.board_lines import Line


class BoardFilter(forms.Form):
    """A show, a hall, a day, or only what warns; what is unknown is passed over."""

    show = forms.TypedChoiceField(
        label=_("Show"), coerce=int, empty_value=None, required=False
    )
    hall = forms.TypedChoiceField(
        label=_("Hall"), coerce=int, empty_value=None, required=False
    )
    day = forms.DateField(
        label=_("Day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    warnings = forms.BooleanField(label=_("Only with warnings"), required=False)
    types = forms.BooleanField(label=_("With all ticket types"), required=False)
    open = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, lines: Iterable[Line]) -> None:
        super().__init__(data, label_suffix="")
        dates = [line.performance for line in lines]
        shows = {date.show_id: date.show.name for date in dates}
        halls = {
            date.hall_id: f"{date.hall.venue.name}, {date.hall.name}" for date in dates
        }
        everything = pgettext_lazy("filter", "all")
        for name, choices in (("show", shows), ("hall", halls)):
            ordered = sorted(choices.items(), key=lambda choice: choice[1])
            field: Any = self.fields[name]
            field.choices = [("", everything), *ordered]
        self.is_valid()

    def fits(self, line: Line) -> bool:
        wish, date = self.cleaned_data, line.performance
        return all(
            (
                not wish.get("show") or date.show_id == wish["show"],
                not wish.get("hall") or date.hall_id == wish["hall"],
                not wish.get("day") or date.local_start.date() == wish["day"],
                not wish.get("warnings") or line.warns,
            )
        )

    def opens(self, line: Line) -> bool:
        """Its ticket types are to be shown."""
        wish = self.cleaned_data
        chosen: bool = wish.get("open") == line.performance.pk
        return chosen or bool(wish.get("types"))
