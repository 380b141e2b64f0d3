"""The ways from one address of the catalogue to the next."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from content.catalogue.asked import Asked, View
from content.catalogue.finding import Counts
from content.catalogue.known import Known
from content.filters import FilterLink
from ground import dates


@dataclass(frozen=True, slots=True)
class MonthLinks:
    """The month that is shown, and the ones beside it where there are any."""

    title: str
    before: FilterLink | None
    after: FilterLink | None


def view_links(asked: Asked, today: date) -> list[FilterLink]:
    """Calendar, month, list, and what has played; the filters stay."""
    month = asked.month or today.replace(day=1)
    ways = [
        (_("Calendar"), asked.at(month, View.CALENDAR)),
        (pgettext("view", "Month"), asked.at(month, View.MONTH)),
        (_("All that is coming"), _whole(asked, View.LIST)),
        (_("What has played"), _whole(asked, View.RECENT)),
    ]
    return [
        FilterLink(title, way.url(), is_current=way.view == asked.view)
        for title, way in ways
    ]


def _whole(asked: Asked, view: View) -> Asked:
    return replace(asked, view=view, month=None, day=None)


def month_links(asked: Asked, known: Known, now: datetime) -> MonthLinks | None:
    if asked.month is None or asked.until is None:
        return None
    first, last = known.months(now)
    before = (asked.month - timedelta(days=1)).replace(day=1)
    return MonthLinks(
        title=dates.month(asked.month),
        before=_month_link(asked, before) if before >= first else None,
        after=_month_link(asked, asked.until) if asked.until <= last else None,
    )


def _month_link(asked: Asked, month: date) -> FilterLink:
    return FilterLink(dates.month(month), asked.at(month).url(), is_current=False)


def kind_links(asked: Asked, known: Known, counts: Counts) -> list[FilterLink]:
    """All, then each kind that plays here, with its number of performances."""
    by_kind = counts.by_kind()
    told = [
        (kind.name, kind.code, by_kind[kind.code])
        for kind in known.kinds
        if by_kind[kind.code] or kind.code == asked.kind
    ]
    return _links(_("All kinds"), told, asked.kind, lambda v: replace(asked, kind=v))


def venue_links(asked: Asked, known: Known, counts: Counts) -> list[FilterLink]:
    """All, then each venue; nothing where the house has only one."""
    by_venue = counts.by_venue()
    told = [
        (venue.name, str(venue.pk), by_venue[str(venue.pk)])
        for venue in known.venues
        if by_venue[str(venue.pk)] or str(venue.pk) == asked.venue
    ]
    if len(told) == 1 and not asked.venue:
        return []
    return _links(_("All venues"), told, asked.venue, lambda v: replace(asked, venue=v))


def _links(
    every: str,
    told: list[tuple[str, str, int]],
    current: str,
    narrow: Callable[[str], Asked],
) -> list[FilterLink]:
    if not told:
        return []
    first = (every, "", sum(count for _name, _key, count in told))
    return [
        FilterLink(name, narrow(key).url(), is_current=key == current, count=count)
        for name, key, count in [first, *told]
    ]
