"""Holding again and again without buying: how long, and whether at all.

A visitor is a cart, or a network that many carts come from. What a cart held is
read from the stock, and only where the cart is not new; of a network the cache
keeps the latest holds, and the stock is asked only when they are many. So a
purchase that is like most costs no statement more.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Final

from django.core.cache import cache
from django.db.models import QuerySet

from ground.counting import count, counted
from ticketing.orders.models import Order
from ticketing.orders.phases import ENDED
from ticketing.rush.errors import HeldTooOften, TooManyHolds
from ticketing.rush.models import AfterLapses, RushRules, the_rules
from ticketing.stock.models import Hold

HOUR: Final = timedelta(hours=1)
_DAY_SECONDS: Final = 24 * 3600
# More than any rule can count.
_MOST_READ: Final = 400


@dataclass(frozen=True, slots=True)
class _Held:
    """What somebody had of a performance within the hour before."""

    live: int = 0
    lapsed: tuple[datetime, ...] = ()


def allowed_minutes(
    performance_id: int, *, cart_key: str, network: str, minutes: int, now: datetime
) -> int:
    """Return for how long this visitor may hold places of the performance.

    `cart_key` is empty for a cart that is new. Raises HeldTooOften or
    TooManyHolds.
    """
    own = _Held()
    if cart_key:
        holds = Hold.objects.filter(performance=performance_id, cart_key=cart_key)
        own = _held(holds, now=now)
    if own.live:
        return minutes
    near = _latest(performance_id, network)
    if not own.lapsed and not near:
        return minutes
    rules = the_rules()
    around = _Held()
    if len(near) >= min(rules.lapses_per_network, rules.holds_per_network):
        around = _held(Hold.objects.filter(pk__in=near), now=now)
    if around.live >= rules.holds_per_network:
        raise TooManyHolds
    over = _over(own.lapsed, rules.lapses_per_visitor) or _over(
        around.lapsed, rules.lapses_per_network
    )
    return _shorter(over, rules, minutes=minutes, now=now) if over else minutes


def note_hold(hold: Hold, *, network: str, now: datetime) -> None:
    """Remember for an hour that a new hold came from this network."""
    if not network or hold.created_at != now:
        return
    counter = _counter(hold.performance_id, network)
    number = count(counter, _DAY_SECONDS)
    seconds = int(HOUR.total_seconds())
    cache.set(f"{counter}:{number % _MOST_READ}", hold.pk, seconds)


def _counter(performance_id: int, network: str) -> str:
    return f"holds-from:{performance_id}:{network}"


def _latest(performance_id: int, network: str) -> list[int]:
    """The holds of the network that the cache remembers."""
    counter = _counter(performance_id, network)
    number = counted(counter) if network else 0
    if not number:
        return []
    slots = range(max(1, number - _MOST_READ + 1), number + 1)
    return list(cache.get_many(f"{counter}:{n % _MOST_READ}" for n in slots).values())


def _held(holds: QuerySet[Hold], *, now: datetime) -> _Held:
    rows = list(
        holds.filter(created_at__gt=now - HOUR).values_list(
            "cart_key", "created_at", "expires_at", "ended_at"
        )
    )
    live = [row for row in rows if row[3] is None and row[2] > now]
    over = [
        (key, made)
        for key, made, expires, ended in rows
        if (ended is not None or expires <= now)
        and min(ended or expires, expires) - made >= (expires - made) / 2
    ]
    bought = _bought({key for key, _made in over})
    lapsed = sorted(made for key, made in over if key not in bought)
    return _Held(len(live), tuple(lapsed))


def _bought(cart_keys: Collection[str]) -> set[str | None]:
    """Those of the carts that became an order which has not ended unpaid."""
    if not cart_keys:
        return set()
    orders = Order.objects.filter(cart_key__in=cart_keys).exclude(phase__in=ENDED)
    return set(orders.values_list("cart_key", flat=True))


def _over(lapsed: Sequence[datetime], most: int) -> datetime | None:
    """When the hour of the lapse that is one too many began; None where none is."""
    return lapsed[-most] if len(lapsed) >= most else None


def _shorter(since: datetime, rules: RushRules, *, minutes: int, now: datetime) -> int:
    if rules.after_lapses == AfterLapses.REFUSE:
        left = (since + HOUR - now) / timedelta(minutes=1)
        raise HeldTooOften(minutes=max(1, ceil(left)))
    return min(minutes, rules.short_hold_minutes)
