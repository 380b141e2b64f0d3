"""How many places one order and one buyer can have of a performance.

A limit is kept on the performance, which an order reads anyway: without one
nothing more is asked. With one, each place of a buyer takes a numbered slot for
each thing that the buyer is known by. A row for the buyer is the lock, the
slots' constraint is the second guard, and a slot is free again when its line
has ended, whatever ended it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from itertools import count, islice

from django.db.models import F

from members.levels import level_of
from ticketing.house.models import House
from ticketing.orders.models import Order, OrderLine
from ticketing.rush.buyers import buyer_keys, key_hash
from ticketing.rush.errors import CardLimitReached, LimitReached, TooManyOfThis
from ticketing.rush.models import LimitSlot, the_rules
from ticketing.shows.models import Performance


def most_at_once(per_order: int | None, per_buyer: int | None) -> int | None:
    """Return how many places one order can have at all; None where any number."""
    return min((n for n in (per_order, per_buyer) if n is not None), default=None)


def most_for(account_id: int | None, house: House, *, now: datetime) -> int:
    """How many places one order of this account can have; its level may say."""
    level = level_of(account_id, now)
    return (level and level.most_places) or house.most_places


def keep_limits(order: Order, lines: Iterable[OrderLine]) -> None:
    """Count the lines, their performances loaded, for the order's buyer.

    Inside the transaction that makes them. Raises TooManyOfThis or
    LimitReached, and then the caller makes none of them.
    """
    limited = _limited(lines)
    if not limited:
        return
    keys = buyer_keys(
        account_id=order.account_id,
        email=order.buyer_email,
        phone=order.buyer_phone,
        rules=the_rules(),
    )
    for performance, members in limited:
        most = performance.most_per_order
        if most is not None and len(members) > most:
            raise TooManyOfThis(most=most)
        if performance.most_per_buyer is not None:
            _take_slots(performance, keys, members, most=performance.most_per_buyer)


def keep_limits_of_paid(order: Order, _now: datetime) -> None:
    """Runs on entering *paid*: an order that had expired is counted anew.

    The card is known only now. Raises CardLimitReached where others have used
    it: their money goes back, and the places wait for another way to pay.
    """
    if order.expired_at is None and not order.paying_card:
        return
    lines = list(order.lines.live().select_related("performance__show"))
    if order.expired_at is not None:
        keep_limits(order, lines)
    if order.paying_card:
        _count_card(order.paying_card, lines)


def _count_card(card: str, lines: Sequence[OrderLine]) -> None:
    keys = [key_hash("card", card)]
    try:
        for performance, members in _limited(lines):
            most = performance.most_per_buyer
            if most is not None:
                _take_slots(performance, keys, members, most=most)
    except LimitReached as refusal:
        raise CardLimitReached from refusal


def _limited(
    lines: Iterable[OrderLine],
) -> list[tuple[Performance, list[OrderLine]]]:
    """Those performances that have a limit, in the order of their keys."""
    found: dict[int, tuple[Performance, list[OrderLine]]] = {}
    for line in lines:
        performance = line.performance
        if performance is not None and performance.limits_buyers:
            found.setdefault(performance.pk, (performance, []))[1].append(line)
    return [found[pk] for pk in sorted(found)]


def _take_slots(
    performance: Performance,
    keys: Sequence[str],
    lines: Sequence[OrderLine],
    *,
    most: int,
) -> None:
    lock_buyer(performance.pk, keys)
    taken = _taken(performance.pk, keys)
    if any(len(taken[key]) + len(lines) > most for key in keys):
        raise LimitReached(show=performance.show.name, most=most)
    LimitSlot.objects.bulk_create(
        LimitSlot(performance=performance, key_hash=key, n=n, line=line)
        for key in keys
        for n, line in zip(_free_numbers(taken[key], len(lines)), lines, strict=True)
    )


def lock_buyer(performance_id: int, keys: Sequence[str]) -> None:
    """Wait for every other order of this buyer; makes the rows to lock."""
    LimitSlot.objects.bulk_create(
        (LimitSlot(performance_id=performance_id, key_hash=k, n=0) for k in keys),
        ignore_conflicts=True,
    )
    locks = LimitSlot.objects.filter(
        performance=performance_id, key_hash__in=keys, n=0
    ).order_by("key_hash")
    list(locks.select_for_update(no_key=True).values_list("pk"))


def _taken(performance_id: int, keys: Sequence[str]) -> defaultdict[str, set[int]]:
    """Read the numbers in use; slots of lines that have ended go."""
    slots = LimitSlot.objects.filter(
        performance=performance_id, key_hash__in=keys, n__gt=0
    )
    taken: defaultdict[str, set[int]] = defaultdict(set)
    ended = []
    rows = slots.values_list("pk", "key_hash", "n", "line__ended_at")
    for pk, key, n, ended_at in rows:
        if ended_at is None:
            taken[key].add(n)
        else:
            ended.append(pk)
    if ended:
        LimitSlot.objects.filter(pk__in=ended).delete()
    return taken


def _free_numbers(taken: Collection[int], how_many: int) -> Iterable[int]:
    return islice((n for n in count(1) if n not in taken), how_many)


def pass_slots_on(order: Order, _now: datetime) -> None:
    """Runs on entering *paid*: an exchange within one performance keeps its slots."""
    if order.replaces_id is None:
        return
    for line in order.lines.live().filter(replaces__performance=F("performance")):
        slots = LimitSlot.objects.filter(line=line.replaces_id, n__gt=0)
        slots.update(line=line)
