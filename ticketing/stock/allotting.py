"""Places for one channel or one account, until they go on general sale."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from ticketing.shows.models import Performance
from ticketing.stock import events
from ticketing.stock.errors import AllotmentForNobody, UnknownStock
from ticketing.stock.models import Allotment, Place, PlaceState, StockEventKind
from ticketing.stock.withholding import take_free


@transaction.atomic
def allot_places(  # noqa: PLR0913 an allotment is as many things
    performance: Performance,
    place_ids: Collection[int],
    *,
    channel: str = "",
    account_id: int | None = None,
    release_at: datetime | None = None,
    reason: str = "",
    actor: str,
    now: datetime,
) -> Allotment:
    """Let only one channel, or one account, sell these free places.

    At `release_at` they go on general sale by themselves. All or none. Raises
    AllotmentForNobody, NothingChosen or NotFreeForThat.
    """
    if bool(channel) == (account_id is not None):
        raise AllotmentForNobody
    tiers = take_free(performance, place_ids, now=now)
    made = Allotment.objects.create(
        performance=performance,
        channel=channel,
        account_id=account_id,
        release_at=release_at,
        reason=reason,
        actor=actor,
        made_at=now,
    )
    Place.objects.filter(pk__in=tiers).update(
        allotment=made, state=PlaceState.FREE, hold=None, held_until=None
    )
    moved = [(performance.pk, tier) for tier in tiers.values()]
    events.record(StockEventKind.ALLOTTED, moved, now=now, actor=actor, reason=reason)
    return made


@transaction.atomic
def release_allotment(
    performance: Performance,
    allotment_id: int,
    *,
    actor: str,
    now: datetime,
    reason: str = "",
) -> int:
    """End an allotment; what is free of it goes on general sale.

    Returns how many places that is. Raises UnknownStock where it has ended.
    """
    found = Allotment.objects.select_for_update(no_key=True).filter(
        pk=allotment_id, performance=performance, released_at=None
    )
    if not (allotment := found.first()):
        raise UnknownStock
    return _release(allotment, actor=actor, reason=reason, now=now)


@transaction.atomic
def release_due_allotments(*, now: datetime, most: int = 100) -> int:
    """End the allotments whose moment has come; return how many ended."""
    due = Allotment.objects.filter(released_at=None, release_at__lte=now)
    due = due.order_by("pk").select_for_update(skip_locked=True, no_key=True)
    ended = list(due[:most])
    # All of them at once: one allotment after the other would be no key order.
    Place.objects.filter(allotment__in=ended).lock()
    for allotment in ended:
        _release(allotment, actor="", reason="", now=now)
    return len(ended)


def _release(allotment: Allotment, *, actor: str, reason: str, now: datetime) -> int:
    places = Place.objects.filter(allotment=allotment)
    places.lock()
    moved = list(places.free(now).values_list("performance_id", "tier_id"))
    places.update(allotment=None)
    allotment.released_at = now
    allotment.save(update_fields=["released_at"])
    events.record(StockEventKind.UNALLOTTED, moved, now=now, actor=actor, reason=reason)
    return len(moved)
