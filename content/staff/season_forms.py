"""What is asked before a season is copied: from where, to where, and with what."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from ticketing.desk.seasons.copying import MOST, Wish
from ticketing.house.models import the_house
from ticketing.shows.models import Performance, Show
from ticketing.shows.querysets import PerformanceQuerySet


def _day(label: Any, help_text: Any = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"})
    return forms.DateField(label=label, help_text=help_text, widget=widget)


def _midnight(day: date, zone: ZoneInfo, *, later: int = 0) -> datetime:
    return datetime.combine(day + timedelta(days=later), time(), zone)


class SeasonForm(forms.Form):
    """Which dates, and the day to which the first of them comes."""

    first = _day(_("First day of the season"))
    last = _day(_("Last day of the season"))
    new_first = _day(
        _("New first day"),
        _("The first date comes to this day; the others keep their distance to it."),
    )
    shows = forms.ModelMultipleChoiceField(
        label=_("Shows"),
        queryset=Show.objects.current(),
        required=False,
        help_text=_("None chosen: all that play in these days."),
    )
    keep_weekdays = forms.BooleanField(
        label=_("Keep the weekdays"),
        required=False,
        help_text=_("Fridays stay Fridays: all dates move by whole weeks."),
    )
    prices = forms.BooleanField(label=_("Copy prices and painting"), required=False)
    openings = forms.BooleanField(
        label=_("Move the openings of sale by as many days"), required=False
    )
    rules = forms.BooleanField(
        label=_("Copy limits for buyers and waiting lists"), required=False
    )
    rooms = forms.BooleanField(
        label=_("Copy waiting rooms, where the opening moves along"), required=False
    )

    def __init__(self, data: QueryDict | None, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {})
        switches = ("keep_weekdays", "prices", "openings", "rules", "rooms")
        kwargs["initial"] = dict.fromkeys(switches, True) | kwargs["initial"]
        super().__init__(data, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and last < first:
            self.add_error("last", _("The last day comes after the first."))
        if not self.errors and not self._found().exists():
            self.add_error(None, _("Nothing plays in these days."))
        elif not self.errors and self._found().count() > MOST:
            words = _("More than %(most)s dates at once can’t be copied.")
            self.add_error(None, words % {"most": MOST})
        return cleaned

    def sources(self) -> list[Performance]:
        return list(self._found().with_show_and_venue().order_by("starts_at", "pk"))

    def _found(self) -> PerformanceQuerySet:
        """Dates that were or are to be played, by the house's own days."""
        data, zone = self.cleaned_data, the_house().zone
        rows = Performance.objects.filter(
            starts_at__gte=_midnight(data["first"], zone),
            starts_at__lt=_midnight(data["last"], zone, later=1),
            cancelled_at=None,
            moved_to=None,
            show__withdrawn_at=None,
        )
        return rows.filter(show__in=data["shows"]) if data["shows"] else rows

    def wish(self) -> Wish:
        names = ("prices", "openings", "rules", "rooms")
        return Wish(**{name: self.cleaned_data[name] for name in names})
