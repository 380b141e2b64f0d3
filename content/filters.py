"""What the address of “What's on” can ask for, and the links that ask."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from django.http import HttpRequest
from django.utils.translation import gettext as _

from content.paging import question
from content.selectors import ShowFilter
from ground import dates
from ticketing.shows.models import ShowKind

ALL: Final = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters as they stand in the address; what makes no sense is not asked."""

    kind: str = ALL
    month: date | None = None
    day: date | None = None

    def as_filter(self) -> ShowFilter:
        if self.day:
            until = self.day + timedelta(days=1)
            return ShowFilter(kind=self.kind, first=self.day, until=until)
        if self.month:
            until = (self.month + timedelta(days=31)).replace(day=1)
            return ShowFilter(kind=self.kind, first=self.month, until=until)
        return ShowFilter(kind=self.kind)

    def query(self, page: int = 1) -> str:
        """The address's question, without what is not asked."""
        month = f"{self.month:%Y-%m}" if self.month else ""
        day = self.day.isoformat() if self.day else ""
        return question(page, kind=self.kind, month=month, day=day)


@dataclass(frozen=True, slots=True)
class FilterLink:
    title: str
    url: str
    is_current: bool
    count: int | None = None


def asked_for(request: HttpRequest) -> Asked:
    """Read the address. A day goes before a month; nonsense is left out."""
    day = _date(request.GET.get("day", ""))
    month = None if day else _date(request.GET.get("month", "") + "-01")
    return Asked(kind=request.GET.get("kind", ALL)[:40], month=month, day=day)


def _date(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    # The years about the ends of the calendar overflow when days are added.
    return found if date.min.year < found.year < date.max.year else None


def kind_links(
    playing: list[tuple[ShowKind, int]], base: str, asked: Asked | None = None
) -> list[FilterLink]:
    """All, then each kind that plays, with its number of shows."""
    asked = asked or Asked()
    links = [
        _kind_link(_("All"), ALL, sum(count for _kind, count in playing), base, asked),
        *(
            _kind_link(kind.name, kind.code, count, base, asked)
            for kind, count in playing
        ),
    ]
    return links if playing else []


def _kind_link(
    title: str, code: str, count: int, base: str, asked: Asked
) -> FilterLink:
    url = base + replace(asked, kind=code).query()
    return FilterLink(title, url or ".", is_current=asked.kind == code, count=count)


def month_links(months: list[date], base: str, asked: Asked) -> list[FilterLink]:
    """Every month, then each in which something plays."""
    every = replace(asked, month=None, day=None)
    links = [FilterLink(_("All dates"), base + every.query(), asked == every)]
    for month in months:
        this = replace(asked, month=month, day=None)
        links.append(FilterLink(dates.month(month), base + this.query(), asked == this))
    if asked.day:
        title = dates.day(asked.day)
        links.append(FilterLink(title, base + asked.query(), is_current=True))
    return links
