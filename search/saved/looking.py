"""Asks the saved questions of what has come."""

import logging
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Max

from content.days import house_today
from search.documents.everything import key_of
from search.finding import find
from search.models import Arrival, SavedSearch, Telling
from search.port import EngineDown, Group
from search.saved.arrivals import notice
from search.saved.questions import asked_by, question_for
from search.saved.services import live

log = logging.getLogger(__name__)
# So many are asked at a time; the others come with the next.
MOST: Final = 1000
# A mail is no catalogue: what is more is behind its link.
MOST_SHOWS: Final = 10
# Of a whole season that is imported at once, the newest are enough for a mail.
MOST_ARRIVED: Final = 5000


def look(*, now: datetime) -> int:
    """Ask every saved search that has not seen the newest; return how many found.

    A search that was told of something today waits until tomorrow. Where no engine
    answers, all of them wait.
    """
    try:
        notice(now=now)
        newest = Arrival.objects.aggregate(at=Max("at"))["at"]
        if newest is None:
            return 0
        today = house_today(now)
        rows = live().filter(looked_at__lt=newest, expires_at__gt=now)
        waiting = rows.exclude(told_on=today).order_by("looked_at", "pk")[:MOST]
        return sum(_ask(search, now=now) for search in waiting)
    except EngineDown as error:
        log.warning("saved searches wait: %s", error)
        return 0


def _ask(search: SavedSearch, *, now: datetime) -> bool:
    came = Arrival.objects.filter(at__gt=search.looked_at).order_by("-at", "-show")
    told = Telling.objects.filter(search=search).values("show")
    new = came.exclude(show__in=told).values_list("show", flat=True)
    shows = new[:MOST_ARRIVED]
    keys = tuple(key_of(Group.SHOW, pk) for pk in shows)
    asked = asked_by(search.question)
    hits = (
        find(question_for(asked, keys, most=MOST_SHOWS, now=now)).hits if keys else ()
    )
    return _tell(search, [int(hit.key.partition(":")[2]) for hit in hits], now=now)


@transaction.atomic
def _tell(search: SavedSearch, shows: list[int], *, now: datetime) -> bool:
    """Write down of what the search is told, and plan the mail, if it still lives."""
    from search.saved.tasks import mail_found  # noqa: PLC0415 it calls us

    seen_till, day = search.looked_at, house_today(now)
    rows = live().select_for_update(no_key=True).filter(pk=search.pk)
    locked = rows.filter(looked_at=seen_till).first()
    if locked is None:
        return False
    locked.looked_at = now
    if shows:
        locked.told_on = day
        Telling.objects.bulk_create(
            [Telling(search=locked, show_id=pk, day=day) for pk in shows],
            ignore_conflicts=True,
        )
        mail_found.enqueue(locked.pk, day.isoformat())
    locked.save(update_fields=["looked_at", "told_on"])
    return bool(shows)
