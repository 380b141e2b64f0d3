"""What an address of the catalogue asks for, and the addresses that ask."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.http import Http404, HttpRequest
from django.urls import reverse

from content.catalogue.known import Known
from content.paging import question


class View(StrEnum):
    CALENDAR = "calendar"
    MONTH = "month"
    LIST = "list"
    RECENT = "recent"
    # The same question, answered for a program.
    ICAL = "ical"


@dataclass(frozen=True, slots=True)
class Asked:
    """A way of looking, its month where it has one, and the filters."""

    view: View
    month: date | None = None
    day: date | None = None
    kind: str = ""
    venue: str = ""

    @property
    def until(self) -> date | None:
        """The first day of the month after."""
        return (self.month + timedelta(days=31)).replace(day=1) if self.month else None

    def url(self, page: int = 1) -> str:
        day = self.day.isoformat() if self.day else ""
        return self._path() + question(page, kind=self.kind, venue=self.venue, day=day)

    def _path(self) -> str:
        if self.month is None:
            return reverse(f"catalogue:{self.view}")
        month = [f"{self.month:%Y}", f"{self.month:%m}"]
        return reverse(f"catalogue:{self.view}-of", args=month)

    def at(self, month: date, view: View | None = None) -> "Asked":
        return replace(self, view=view or self.view, month=month, day=None)


def asked_for(
    request: HttpRequest, known: Known, view: View, month: date | None = None
) -> Asked:
    """Read the filters. Raises Http404 for a kind, venue or day that is not there."""
    kind, venue = request.GET.get("kind", ""), request.GET.get("venue", "")
    is_known = (not kind or known.kind(kind)) and (not venue or known.venue(venue))
    if not is_known:
        raise Http404
    day = _day(request.GET.get("day", ""), known)
    return Asked(view, month, day, kind=kind, venue=venue)


def month_of(year: str, month: str, known: Known, now: datetime) -> date:
    """Raises Http404 for a month before the first performance or after the last."""
    try:
        asked = date(int(year), int(month), 1)
    except ValueError as error:
        raise Http404 from error
    first, last = known.months(now)
    if not first <= asked <= last:
        raise Http404
    return asked


def _day(text: str, known: Known) -> date | None:
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise Http404 from error
    if known.first is None or known.last is None:
        raise Http404
    margin = timedelta(days=1)
    if not known.first.date() - margin <= day <= known.last.date() + margin:
        raise Http404
    return day
