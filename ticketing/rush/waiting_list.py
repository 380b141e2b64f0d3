"""Waiting for places of a performance that is sold out.

What comes back from an order is kept at once, by a hold of the list, and offered
in the order of the list by a task; an offer is a hold too. A hold that lapses
claims nothing, so nothing is ever kept for longer than it says, whatever fails.
Whoever lets an offer lapse leaves the list, and the places go to the next.

Locks: the performance, what the list itself holds, the entry, other holds, places.
"""

import secrets
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q, QuerySet

from ground.errors import Refusal
from ticketing.rush.adjacent import pick
from ticketing.rush.buyers import key_hash, one_email
from ticketing.rush.errors import NoWaitingList, OfferOver
from ticketing.rush.models import Outcome, WaitingEntry, WaitingOffer, the_rules
from ticketing.rush.waiting_places import (
    fitting,
    kept_places,
    list_key,
    rerelease_key,
    room_by_tier,
)
from ticketing.shows.models import Performance
from ticketing.stock.holds import hold_places, lock_holds, release_places
from ticketing.stock.models import Hold, Place, PlaceState
from ticketing.stock.querysets import THE_SITE

# Until the task has served the list; it runs each quarter of a minute.
KEEP_MINUTES: Final = 60
# The places stay the list's until the task has passed them on.
GRACE_MINUTES: Final = 5


def waiting(performance_id: int) -> QuerySet[WaitingEntry]:
    """Who is on the list, in its order."""
    live = WaitingEntry.objects.filter(performance=performance_id, ended_at=None)
    return live.filter(confirmed_at__isnull=False).order_by("confirmed_at", "pk")


def position(entry: WaitingEntry) -> int:
    """Count from 1 those who are proved; whoever has an offer still counts."""
    earlier = Q(confirmed_at__lt=entry.confirmed_at)
    earlier |= Q(confirmed_at=entry.confirmed_at, pk__lt=entry.pk)
    return waiting(entry.performance_id).filter(earlier).count() + 1


@dataclass(frozen=True, slots=True)
class Wish:
    """How many places, whether only beside one another, and of which tiers (any)."""

    quantity: int
    together: bool = True
    tier_ids: tuple[int, ...] = ()


@transaction.atomic
def join_list(
    performance: Performance, wish: Wish, *, email: str, language: str, now: datetime
) -> WaitingEntry:
    """Write a wish down; an address has one, which its newest wish replaces.

    An entry that is confirmed keeps its place. Raises NoWaitingList.
    """
    is_open = Performance.objects.on_sale(now).filter(pk=performance.pk)
    if not is_open.filter(has_waiting_list=True).exists():
        raise NoWaitingList
    key = key_hash("email", one_email(email, the_rules()))
    entry, _is_new = WaitingEntry.objects.select_for_update(no_key=True).get_or_create(
        performance=performance,
        email_key=key,
        ended_at=None,
        defaults={
            "secret": secrets.token_urlsafe(24),
            "email": email,
            "language": language,
            "quantity": wish.quantity,
            "together": wish.together,
            "joined_at": now,
        },
    )
    if entry.confirmed_at is None:
        entry.quantity, entry.together = wish.quantity, wish.together
        entry.save(update_fields=["quantity", "together"])
        entry.tiers.set(wish.tier_ids)
    return entry


def confirm(entry: WaitingEntry, *, now: datetime) -> None:
    """The address is proved: from now on the entry has its place on the list."""
    unproved = WaitingEntry.objects.filter(pk=entry.pk, confirmed_at=None)
    unproved.filter(ended_at=None).update(confirmed_at=now)


def lock_list(performance_id: int) -> None:
    """Wait for whoever gives places to the list, or takes them from it."""
    Performance.objects.under_lock(performance_id)
    keys = list_key(performance_id), rerelease_key(performance_id)
    lock_holds(performance_id, *keys)


@transaction.atomic
def leave(entry: WaitingEntry, *, now: datetime) -> None:
    """Take an entry off the list; what it was offered goes to the next."""
    lock_list(entry.performance_id)
    locked = WaitingEntry.objects.select_for_update(no_key=True).get(pk=entry.pk)
    if locked.ended_at is None:
        _end(locked, Outcome.LEFT, now=now)


@transaction.atomic
def take_offer(
    entry: WaitingEntry, *, cart_key: str, minutes: int, now: datetime
) -> list[int]:
    """Hold the offered places for a cart; return them. Raises OfferOver."""
    locked = WaitingEntry.objects.select_for_update(no_key=True).get(pk=entry.pk)
    offer = locked.offers.filter(ended_at=None, deadline__gt=now).first()
    if offer is None:
        raise OfferOver
    places = offered_places(offer)
    lock_holds(entry.performance_id, offer.hold_key, cart_key)
    release_places(places, cart_key=offer.hold_key, now=now)
    hold_places(
        entry.performance_id,
        places,
        cart_key=cart_key,
        minutes=minutes,
        now=now,
        seller=THE_SITE,
    )
    _close(locked, Outcome.TAKEN, now=now)
    return places


def open_offer(entry: WaitingEntry, *, now: datetime) -> WaitingOffer | None:
    return entry.offers.filter(ended_at=None, deadline__gt=now).first()


def offered_places(offer: WaitingOffer) -> list[int]:
    """The places that the offer holds."""
    held = Place.objects.filter(state=PlaceState.HELD, hold__cart_key=offer.hold_key)
    return list(held.order_by("pk").values_list("pk", flat=True))


def prepare_return(place_ids: Collection[int]) -> None:
    """Lock the lists that may keep some of these places, before the places."""
    kept = Q(has_waiting_list=True) | Q(rereleased_at__isnull=False)
    theirs = Place.objects.filter(pk__in=place_ids).values("performance")
    found = Performance.objects.filter(kept, pk__in=theirs).order_by("pk")
    for performance_id in list(found.values_list("pk", flat=True)):
        lock_list(performance_id)


def keep_returned(performance_id: int, place_ids: list[int], now: datetime) -> None:
    """Runs where places came back: they are kept for a re-release, or the list."""
    performance = Performance.objects.filter(pk=performance_id).values(
        "has_waiting_list", "rereleased_at"
    )[0]
    moment = performance["rereleased_at"]
    if moment is not None and moment > now:
        _keep(performance_id, place_ids, rerelease_key(performance_id), now=now)
        _end_keeping_at(performance_id, moment)
    elif performance["has_waiting_list"] and waiting(performance_id).exists():
        _keep(performance_id, place_ids, list_key(performance_id), now=now)


@transaction.atomic
def set_rerelease(
    performance_id: int, moment: datetime | None, *, now: datetime
) -> None:
    """Announce when kept places are released together; None releases them now."""
    lock_list(performance_id)
    Performance.objects.filter(pk=performance_id).update(rereleased_at=moment)
    if moment is not None and moment > now:
        _end_keeping_at(performance_id, moment)
        return
    kept = Place.objects.filter(hold__cart_key=rerelease_key(performance_id))
    ids = list(kept.values_list("pk", flat=True))
    if ids:
        release_places(ids, cart_key=rerelease_key(performance_id), now=now)


def _end_keeping_at(performance_id: int, moment: datetime) -> None:
    """The hold itself ends at that moment: no task has to be in time.

    One that ends then already is left alone, and so are the locks of its places.
    """
    live = Hold.objects.filter(cart_key=rerelease_key(performance_id), ended_at=None)
    other = list(live.exclude(expires_at=moment).values_list("pk", flat=True))
    if not other:
        return
    places = Place.objects.filter(hold__in=other, state=PlaceState.HELD)
    places.lock()
    places.update(held_until=moment)
    Hold.objects.filter(pk__in=other).update(expires_at=moment)


def _keep(
    performance_id: int, place_ids: list[int], key: str, *, now: datetime
) -> None:
    """Hold what can be held; a type that is stopped stays as it is."""
    for place in place_ids:
        with suppress(Refusal), transaction.atomic():
            hold_places(
                performance_id,
                [place],
                cart_key=key,
                minutes=KEEP_MINUTES,
                now=now,
                seller=THE_SITE,
            )


def serve(performance_id: int, *, now: datetime) -> int:
    """Offer what is free to those who wait, in order; return how many offers.

    An entry whose wish what is free can't fulfil is passed over and keeps its
    place. What nobody waits for goes on sale. Each step is a transaction of its
    own, so that buyers never wait for the whole list.
    """
    over = waiting(performance_id).filter(
        offers__ended_at=None, offers__deadline__lte=now
    )
    for pk in list(over.values_list("pk", flat=True)):
        _lapse(performance_id, pk, now=now)
    performance = Performance.objects.on_sale(now).filter(pk=performance_id).first()
    if performance is None or (performance.rereleased_at or now) > now:
        return 0
    # What comes back from here on is for the next time.
    kept = list(kept_places(performance_id).values_list("pk", flat=True))
    made = _serve_in_turn(performance, now=now)
    _release_the_rest(performance_id, kept, now=now)
    return made


def _serve_in_turn(performance: Performance, *, now: datetime) -> int:
    """Look at each wish; locks are taken only for one that there is room for."""
    made = 0
    room = room_by_tier(performance.pk, now=now)
    for entry in list(_without_offer(performance.pk).prefetch_related("tiers")):
        tiers = {tier.pk for tier in entry.tiers.all()} or room.keys()
        if sum(room[tier] for tier in tiers) < entry.quantity:
            continue
        if _serve_one(entry.pk, performance, now=now):
            made += 1
            room = room_by_tier(performance.pk, now=now)
    return made


def _without_offer(performance_id: int) -> QuerySet[WaitingEntry]:
    offered = WaitingOffer.objects.filter(ended_at=None).values("entry")
    return waiting(performance_id).exclude(pk__in=offered)


def _lock_entry(performance_id: int, pk: int) -> None:
    lock_list(performance_id)
    rows = WaitingEntry.objects.filter(pk=pk).select_for_update(no_key=True)
    list(rows.values_list("pk"))


@transaction.atomic
def _lapse(performance_id: int, pk: int, *, now: datetime) -> None:
    """End an entry that let its offer lapse, if that is still so."""
    _lock_entry(performance_id, pk)
    over = WaitingOffer.objects.filter(entry=pk, ended_at=None, deadline__lte=now)
    offer = over.select_related("entry").first()
    if offer is not None:
        _end(offer.entry, Outcome.LAPSED, now=now)


@transaction.atomic
def _serve_one(pk: int, performance: Performance, *, now: datetime) -> bool:
    """Make an entry an offer, if it still waits for one."""
    _lock_entry(performance.pk, pk)
    entry = _without_offer(performance.pk).filter(pk=pk).first()
    return entry is not None and _offer(entry, performance, now=now)


def _offer(entry: WaitingEntry, performance: Performance, *, now: datetime) -> bool:
    """Hold what fits the wish and plan the mail; say whether anything did."""
    from ticketing.rush.waiting_tasks import mail_offer  # noqa: PLC0415 it calls us

    spots = fitting(entry, performance, now=now)
    places = pick(spots, entry.quantity, together=entry.together)
    if not places:
        return False
    span = timedelta(hours=the_rules().offer_hours)
    deadline = min(now + span, performance.off_sale_at or performance.starts_at)
    offer = WaitingOffer(
        entry=entry,
        hold_key=f"offer-{secrets.token_urlsafe(24)}",
        made_at=now,
        deadline=deadline,
    )
    try:
        _hold_for(offer, places, now=now)
    except Refusal:
        return False
    offer.save()
    mail_offer.enqueue(offer.pk)
    return True


@transaction.atomic
def _hold_for(offer: WaitingOffer, places: Collection[int], *, now: datetime) -> None:
    """Let the list's own hold go and hold the places until the offer's deadline."""
    performance_id = offer.entry.performance_id
    # Some are free and some the list's: together, for two locks are no key order.
    Place.objects.filter(pk__in=places).lock()
    release_places(places, cart_key=list_key(performance_id), now=now)
    left = int((offer.deadline - now) / timedelta(minutes=1))
    hold_places(
        performance_id,
        places,
        cart_key=offer.hold_key,
        minutes=left + GRACE_MINUTES,
        now=now,
        seller=THE_SITE,
    )


@transaction.atomic
def _release_the_rest(performance_id: int, kept: list[int], *, now: datetime) -> None:
    if kept:
        lock_list(performance_id)
        release_places(kept, cart_key=list_key(performance_id), now=now)


def _end(entry: WaitingEntry, outcome: Outcome, *, now: datetime) -> None:
    """Take an entry off the list, and what it was offered back to the list."""
    for offer in entry.offers.filter(ended_at=None):
        places = offered_places(offer)
        release_places(places, cart_key=offer.hold_key, now=now)
        _keep(entry.performance_id, places, list_key(entry.performance_id), now=now)
    _close(entry, outcome, now=now)


def _close(entry: WaitingEntry, outcome: Outcome, *, now: datetime) -> None:
    entry.offers.filter(ended_at=None).update(ended_at=now)
    entry.outcome, entry.ended_at = outcome, now
    entry.save(update_fields=["outcome", "ended_at"])
