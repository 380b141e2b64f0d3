"""A show and its dates in the words of schema.org."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, Final

from django.http import HttpRequest

from content.found.offers import offers
from content.models import ShowPage
from content.rows import DateRow
from ground.names import in_language
from ticketing.house.models import House
from ticketing.shows.models import Ground, Performance
from ticketing.venues.models import Hall

SCHEMA: Final = "https://schema.org"
# More dates than these make a page heavy and help nobody to find it.
MOST: Final = 20
TYPES: Final = {
    Ground.CONCERT: "MusicEvent",
    Ground.DRAMA: "TheaterEvent",
    Ground.SONG: "TheaterEvent",
    Ground.VARIETY: "TheaterEvent",
    Ground.SPORT: "SportsEvent",
}


def organization(house: House, url: str) -> dict[str, Any]:
    told = {"@type": "Organization", "@id": f"{url}#house", "name": house.name}
    return told | {"url": url} | ({"email": house.email} if house.email else {})


def breadcrumbs(steps: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Name the way to a page; each step is a title and an address."""
    items = [
        {"@type": "ListItem", "position": n, "name": title, "item": url}
        for n, (title, url) in enumerate(steps, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def events(
    page: ShowPage,
    rows: Iterable[DateRow],
    request: HttpRequest,
    *,
    performing: str,
    picture: str,
) -> list[dict[str, Any]]:
    """Describe the dates ahead; one that was moved is told by its new date."""
    ahead = [row for row in rows if row.offer.state != "past"][:MOST]
    shown = {row.performance.pk for row in ahead}
    moved = {
        row.performance.moved_to_id: row.performance
        for row in ahead
        if row.performance.moved_to_id
    }
    url = page.get_full_url(request) or request.build_absolute_uri()
    told = []
    for row in ahead:
        if row.performance.moved_to_id in shown:
            continue
        event = _event(page, row, url, moved.get(row.performance.pk))
        event["offers"] = offers(row.offer, request.build_absolute_uri(row.book_url))
        if performing:
            event["performer"] = {"@type": "PerformingGroup", "name": performing}
        told.append(event | ({"image": [picture]} if picture else {}))
    return told


def _event(
    page: ShowPage, row: DateRow, url: str, before: Performance | None
) -> dict[str, Any]:
    p = row.performance
    kind = TYPES.get(Ground(p.show.kind.ground), "Event")
    event: dict[str, Any] = {
        "@type": kind,
        "@id": f"{url}#performance-{p.pk}",
        "name": " · ".join(part for part in (page.title, p.title) if part),
        "url": url,
        **_times(p),
        "eventAttendanceMode": f"{SCHEMA}/OfflineEventAttendanceMode",
        "eventStatus": f"{SCHEMA}/{_status(p, before)}",
        "location": place(p.hall),
    }
    if page.summary:
        event["description"] = page.summary
    if before is not None or p.moved_to is not None:
        event["previousStartDate"] = (before or p).local_start.isoformat()
    return event


def _times(p: Performance) -> dict[str, str]:
    """When it is; a performance that was moved is when it will be."""
    at = p.moved_to or p
    local = at.starts_at.astimezone(p.zone)
    if not at.time_is_known:
        return {"startDate": local.date().isoformat()}
    told = {"startDate": local.isoformat()}
    minutes = p.show.running_minutes
    ends = at.ends_at or (
        at.starts_at + timedelta(minutes=minutes) if minutes else None
    )
    return told | ({"endDate": ends.astimezone(p.zone).isoformat()} if ends else {})


def _status(p: Performance, before: Performance | None) -> str:
    if p.cancelled_at:
        return "EventCancelled"
    return "EventRescheduled" if p.moved_to_id or before else "EventScheduled"


def place(hall: Hall) -> dict[str, Any]:
    """Name the hall in its building, with the city and the country."""
    venue = hall.venue
    address = {"@type": "PostalAddress", "addressCountry": venue.country}
    if city := in_language(venue.city_en, venue.city_zh_hans):
        address["addressLocality"] = city
    names = dict.fromkeys((hall.name, venue.name))
    return {"@type": "Place", "name": ", ".join(names), "address": address}
