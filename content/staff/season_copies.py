"""A season is copied at once where it is small, or else by the worker."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.utils import timezone, translation
from wagtail.log_actions import log

from ground.errors import Refusal
from ground.tasks import Policy, later
from ticketing.desk.models import SeasonCopy, SeasonCopyState
from ticketing.desk.seasons.copying import Paintings, Wish, copy_season, paintings_of
from ticketing.shows.models import Performance

# Reading what a date is painted with takes up to a twentieth of a second.
AT_ONCE: Final = 40
# A copy is told of so long; its dates stay.
KEPT: Final = timedelta(days=30)
TELL_EACH: Final = 5


def copied(
    sources: Sequence[Performance], *, days: int, wish: Wish, user: Any, now: datetime
) -> list[Performance]:
    """Copy all of these, and note who did; or none of them.

    Raises what `copy_season` does. What takes long is read before anything is
    written, so that nobody who buys waits for it.
    """
    paintings = paintings_of(sources) if wish.prices else {}
    return _written(sources, paintings, days=days, wish=wish, user=user, now=now)


@transaction.atomic
def _written(
    sources: Sequence[Performance],
    paintings: Paintings,
    *,
    days: int,
    wish: Wish,
    user: Any,
    now: datetime,
) -> list[Performance]:
    made = copy_season(
        sources, days=days, wish=wish, now=now, actor=str(user), paintings=paintings
    )
    for performance in made:
        log(instance=performance, action="wagtail.create", user=user)
    return made


@transaction.atomic
def plan_copy(
    sources: Sequence[Performance], *, days: int, wish: Wish, user: Any, now: datetime
) -> SeasonCopy:
    """Have the worker copy these; what is returned says how far it is."""
    SeasonCopy.objects.filter(begun_at__lt=now - KEPT).delete()
    planned = SeasonCopy.objects.create(
        user=user,
        language=translation.get_language() or "en",
        wanted={
            "sources": [source.pk for source in sources],
            "days": days,
            "wish": asdict(wish),
        },
        total=len(sources),
        begun_at=now,
    )
    copy_planned_season.enqueue(planned.pk)
    return planned


# Only a worker that was killed tries again: whatever else stops a copy ends it.
@later("house", policy=Policy(tries=3))
def copy_planned_season(copy_id: int) -> None:
    """Copy what was planned, all of it or nothing; what has ended is left alone."""
    planned = SeasonCopy.objects.select_related("user").get(pk=copy_id)
    if planned.has_ended:
        return
    with translation.override(planned.language):
        try:
            _copy(planned, now=timezone.now())
        except Refusal as refusal:
            _write(planned, state=SeasonCopyState.REFUSED, sentence=str(refusal))
        except Exception:
            _write(planned, state=SeasonCopyState.FAILED)
            raise


def _copy(planned: SeasonCopy, *, now: datetime) -> None:
    days, wish = planned.wanted["days"], Wish(**planned.wanted["wish"])
    found = Performance.objects.filter(pk__in=planned.wanted["sources"])
    sources = list(found.with_show_and_venue().order_by("starts_at", "pk"))
    paintings = (
        paintings_of(sources, tell=lambda done: _tell(planned, done))
        if wish.prices
        else {}
    )
    with transaction.atomic():
        rows = SeasonCopy.objects.select_for_update(no_key=True)
        if rows.get(pk=planned.pk).has_ended:
            return
        made = _written(
            sources, paintings, days=days, wish=wish, user=planned.user, now=now
        )
        shows = sorted({one.show_id for one in made})
        _write(planned, state=SeasonCopyState.DONE, made=len(made), shows=shows)


def _tell(planned: SeasonCopy, done: int) -> None:
    if done % TELL_EACH == 0 or done == planned.total:
        _write(planned, state=SeasonCopyState.COPYING, looked_at=done)


def _write(planned: SeasonCopy, **fields: Any) -> None:
    SeasonCopy.objects.filter(pk=planned.pk).update(**fields)
