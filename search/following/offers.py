"""Which shows an offer touches: when it is changed, and when it begins or ends."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from ticketing.offers.models import Offer
from ticketing.shows.models import Performance


def shows_of(offer: Offer, *, now: datetime) -> set[int]:
    """The shows that an offer is for, all with dates ahead where it is for all."""
    shows = set(offer.shows.values_list("pk", flat=True))
    dates = offer.performances.values_list("show", flat=True)
    found = shows | set(dates.order_by().distinct())
    return found or set(_ahead(now))


def shows_with_passing_offers(since: datetime, now: datetime) -> set[int]:
    """The shows for which an offer has begun or ended since then, by the clock."""
    found: set[int] = set()
    for offer in Offer.objects.filter(is_active=True, needs_code=False):
        ends = (offer.valid_from, offer.valid_until)
        if any(moment and since < moment <= now for moment in ends):
            found |= shows_of(offer, now=since)
        if offer.days_before is not None or offer.hours_before is not None:
            found |= _passing(offer, since, now)
    return found


def _passing(offer: Offer, since: datetime, now: datetime) -> set[int]:
    """Shows of which a date comes so near that an offer begins or ends for it."""
    before = timedelta(days=offer.days_before or 0, hours=offer.hours_before or 0)
    dates = Performance.objects.filter(
        starts_at__gt=since + before, starts_at__lte=now + before
    )
    shows = set(dates.order_by().values_list("show", flat=True).distinct())
    return shows & shows_of(offer, now=since)


def _ahead(now: datetime) -> Iterable[int]:
    dates = Performance.objects.filter(offered=True).ahead(now)
    return dates.order_by().values_list("show", flat=True).distinct()


def shows_touched(
    instance: Any, action: str, model: Any, pk_set: set[int] | None, *, now: datetime
) -> Iterator[int]:
    """Shows that were put into an offer's shows or performances, or taken out."""
    if action not in {"post_add", "post_remove"} or not isinstance(instance, Offer):
        return
    keys = pk_set or set()
    touched = keys
    if model is Performance:
        dates = Performance.objects.filter(pk__in=keys)
        touched = set(dates.values_list("show", flat=True))
    left = shows_of(instance, now=now)
    # What was for everything until now touches all that it is no longer for.
    was_for_all = action == "post_add" and left <= touched
    yield from {*touched, *left, *(_ahead(now) if was_for_all else ())}
