"""What a waiting list has to offer: free places, and those that it keeps itself."""

from collections import Counter
from datetime import datetime

from ticketing.rush.adjacent import Spot
from ticketing.rush.models import WaitingEntry
from ticketing.shows.models import Performance
from ticketing.stock.models import Place, PlaceState
from ticketing.stock.querysets import PlaceQuerySet
from ticketing.venues.rows import rows_of


def list_key(performance_id: int) -> str:
    """What the hold of a performance's list is named by, as a cart's would be."""
    return f"waiting-list-{performance_id}"


def rerelease_key(performance_id: int) -> str:
    """The same of what is kept for a re-release."""
    return f"re-release-{performance_id}"


def kept_places(performance_id: int) -> PlaceQuerySet:
    """The places that the list itself holds."""
    return Place.objects.filter(
        performance=performance_id,
        state=PlaceState.HELD,
        hold__cart_key=list_key(performance_id),
    )


def to_offer(performance_id: int, *, now: datetime) -> PlaceQuerySet:
    """What is free to whoever visits the site, or kept for the list."""
    free = Place.objects.filter(performance=performance_id).sellable(now)
    return free | kept_places(performance_id)


def room_by_tier(performance_id: int, *, now: datetime) -> Counter[int]:
    """How many places of each tier there are to offer."""
    tiers = to_offer(performance_id, now=now).values_list("tier_id", flat=True)
    return Counter(tier for tier in tiers if tier is not None)


def fitting(
    entry: WaitingEntry, performance: Performance, *, now: datetime
) -> list[Spot]:
    """Of what there is to offer: what is of the tiers wished, run by run.

    As with the best seats, nobody is given a wheelchair or companion's place or
    a restricted view unasked.
    """
    found = to_offer(performance.pk, now=now)
    wanted = set(entry.tiers.values_list("pk", flat=True))
    if wanted:
        found = found.filter(tier__in=wanted)
    listed = list(found.order_by("pk").values_list("pk", "section_id", "seat_id"))
    if performance.plan_version_id is None or not listed:
        return []
    rows = rows_of(performance.plan_version_id)
    seated = [
        Spot(place, *rows.place_of[seat])
        for place, _section, seat in listed
        if seat in rows.plain
    ]
    standing = [
        Spot(place, len(rows.runs) + section, None)
        for place, section, seat in listed
        if seat is None
    ]
    return [*sorted(seated, key=lambda spot: spot[1:]), *standing]
