"""The performances as calendars to subscribe to, and one to keep."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Max
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import ModelLogEntry, Page

from content.cards import pause, performance_url
from content.catalogue.asked import View, asked_for
from content.catalogue.finding import pages_of
from content.catalogue.ical import Event, calendar
from content.catalogue.known import known
from content.page_cache import public_page
from ticketing.house.models import the_house
from ticketing.shows.models import Performance, Show
from ticketing.shows.querysets import PerformanceQuerySet

# What is over stays for a while, so that a change of the last days still arrives.
KEPT: Final = timedelta(days=30)
MOST: Final = 1000


@require_safe
@public_page
def house_calendar(request: HttpRequest) -> HttpResponseBase:
    """Give all that is coming, or what is of a kind, or at a venue, or both."""
    all_known = known()
    asked = asked_for(request, all_known, View.LIST)
    found = Performance.objects.public()
    words = [the_house().name]
    if kind := all_known.kind(asked.kind):
        found = found.filter(show__kind=kind)
        words.append(kind.name)
    if venue := all_known.venue(asked.venue):
        found = found.filter(hall__venue=venue)
        words.append(venue.name)
    return _feed(request, " · ".join(words), found)


@require_safe
@public_page
def show_calendar(request: HttpRequest, slug: str) -> HttpResponseBase:
    show = get_object_or_404(Show.objects.current(), slug=slug)
    page = pages_of([show.pk]).get(show.pk)
    title = page.title if page else show.name
    return _feed(request, title, Performance.objects.public().filter(show=show))


@require_safe
@public_page
def performance_calendar(request: HttpRequest, performance_id: int) -> HttpResponseBase:
    """Give one performance, however long ago it was."""
    found = Performance.objects.public().filter(pk=performance_id)
    events = events_of(found.with_show_and_venue(), request, now=timezone.now())
    if not events:
        raise Http404
    name = f"performance-{performance_id}.ics"
    return _answer(calendar(events[0].summary, events), f"attachment; filename={name}")


def _feed(
    request: HttpRequest, name: str, found: PerformanceQuerySet
) -> HttpResponseBase:
    now = timezone.now()
    coming = found.filter(starts_at__gt=now - KEPT).with_show_and_venue()
    ordered = coming.order_by("starts_at", "pk")[:MOST]
    return _answer(calendar(name, events_of(ordered, request, now=now)), "inline")


def _answer(content: bytes, disposition: str) -> HttpResponseBase:
    headers = {"Content-Disposition": disposition, "X-Robots-Tag": "noindex"}
    return HttpResponse(
        content, content_type="text/calendar; charset=utf-8", headers=headers
    )


def events_of(
    performances: Iterable[Performance], request: HttpRequest, *, now: datetime
) -> list[Event]:
    """Return the events of these performances; four queries however many."""
    listed = list(performances)
    pages = pages_of(p.show_id for p in listed)
    changes = _changes([p.pk for p in listed])
    return [
        _event(p, pages.get(p.show_id), changes.get(p.pk, (0, None)), request, now)
        for p in listed
    ]


def _changes(ids: Sequence[int]) -> dict[int, tuple[int, datetime | None]]:
    """How often each performance was changed by hand, and when it was last."""
    kind = ContentType.objects.get_for_model(Performance)
    rows = (
        ModelLogEntry.objects.filter(
            content_type=kind, object_id__in=[str(pk) for pk in ids]
        )
        .order_by()
        .values_list("object_id")
        .annotate(n=Count("pk"), last=Max("timestamp"))
    )
    return {int(pk): (count, last) for pk, count, last in rows}


def _event(
    p: Performance,
    page: Page | None,
    change: tuple[int, datetime | None],
    request: HttpRequest,
    now: datetime,
) -> Event:
    count, last = change
    path = page.get_url(request) if page else performance_url(p)
    url = request.build_absolute_uri(path)
    title = page.title if page else p.show.name
    # What is called off or moved has changed, whoever wrote that down.
    called_off = bool(p.cancelled_at) + bool(p.moved_to_id)
    changed = [moment for moment in (last, p.cancelled_at) if moment]
    return Event(
        uid=f"performance-{p.pk}@{urlsplit(settings.MARQUEE_BASE_URL).hostname}",
        sequence=count + called_off,
        changed_at=max(changed, default=_midnight(now)),
        starts=p.starts_at if p.time_is_known else p.local_start.date(),
        ends=_end(p),
        is_cancelled=bool(called_off),
        summary=" · ".join(part for part in (title, p.title) if part),
        description="\n".join(
            part for part in (_said(p), page and page.summary, url) if part
        ),
        location=_place(p),
        url=url,
        category=p.show.kind.name,
    )


def _midnight(now: datetime) -> datetime:
    """The same for a day, so that a calendar without changes stays as it is."""
    return now.replace(hour=0, minute=0, second=0, microsecond=0)


def _end(p: Performance) -> datetime | None:
    if p.ends_at or not p.show.running_minutes:
        return p.ends_at
    return p.starts_at + timedelta(minutes=p.show.running_minutes)


def _said(p: Performance) -> str:
    if p.cancelled_at:
        return _("Cancelled")
    return _("Moved") if p.moved_to_id else ""


def _place(p: Performance) -> str:
    venue = p.hall.venue
    parts = dict.fromkeys((p.hall.name, venue.name, venue.city))
    return pause().join(part for part in parts if part)
