"""Moving an order through its phases. `advance` is the only way."""

import secrets
from collections.abc import Collection
from datetime import datetime
from itertools import pairwise

from django.db import transaction
from django.db.models import QuerySet

from ground.compiled import compiled
from ground.inserting import add, add_all
from ticketing.orders import line_kinds
from ticketing.orders.models import (
    LineState,
    Order,
    OrderEvent,
    OrderEventKind,
    OrderLine,
)
from ticketing.orders.phases import FLOW, IllegalPhase, Phase, handlers

# Without vowels (no words by chance) and without what looks alike.
NUMBER_ALPHABET = "23456789BCDFGHJKMNPQRSTVWXZ"
NUMBER_LENGTH = 8


def new_number() -> str:
    """Return a number such as K7M2QX4D: 27⁸ of them, no two in a row alike."""
    return "".join(secrets.choice(NUMBER_ALPHABET) for _ in range(NUMBER_LENGTH))


def new_secret() -> str:
    return secrets.token_urlsafe(24)


def lock_order(order_id: int) -> Order:
    """Lock an order and read it anew; inside a transaction."""
    return Order.objects.locked().get(pk=order_id)


def advance(order: Order, *phases: Phase, now: datetime, actor: str = "") -> Order:
    """Take these steps of the flow, with all that goes with each.

    The caller holds the order's lock and a transaction. Raises IllegalPhase,
    or whatever a handler of a phase refuses with; then nothing is changed.
    """
    steps = list(pairwise([Phase(order.phase), *phases]))
    for before, after in steps:
        if after not in FLOW[before]:
            raise IllegalPhase(before=before.label, after=after.label)
    moments = [f"{phase}_at" for phase in phases]
    for moment in moments:
        setattr(order, moment, now)
    order.phase = phases[-1]
    order.save(update_fields=["phase", *moments])
    for phase in phases:
        for handler in handlers(phase):
            handler(order, now)
    add_all(
        OrderEvent(
            order=order,
            kind=OrderEventKind.PHASE,
            actor=actor,
            before=before,
            after=after,
            at=now,
        )
        for before, after in steps
    )
    return order


def record(
    order: Order,
    kind: OrderEventKind,
    *,
    now: datetime,
    actor: str = "",
    before: str = "",
    after: str = "",
) -> None:
    """Add to the order's history."""
    add(
        OrderEvent(
            order=order, kind=kind, actor=actor, before=before, after=after, at=now
        )
    )


def fulfil_lines(order: Order, now: datetime) -> None:
    """Hand over what the live lines are about; runs on entering *paid*.

    The first handler of that phase: the later ones find the lines loaded.
    """
    order.live_lines = _live_lines(order.pk)
    for line in order.live_lines:
        line.order = order
    for kind, members in line_kinds.by_kind(order.live_lines):
        kind.fulfil(members, now=now)


@compiled
def _live_lines(order_id: int) -> QuerySet[OrderLine]:
    live = OrderLine.objects.live().filter(order=order_id)
    return live.select_related("performance")


def end_lines(
    order: Order, lines: Collection[OrderLine], state: LineState, *, now: datetime
) -> None:
    """End live lines and take back what they were about; under the order's lock."""
    ids = [line.pk for line in lines]
    live = list(OrderLine.objects.live().filter(order=order, pk__in=ids))
    OrderLine.objects.filter(pk__in=[line.pk for line in live]).update(
        state=state, ended_at=now
    )
    for kind, members in line_kinds.by_kind(live):
        kind.release(members, now=now)
    record(
        order,
        OrderEventKind.LINES_ENDED,
        now=now,
        after=f"{state}: {len(live)}",
    )


def void_lines(order: Order, now: datetime) -> None:
    """Runs on entering *cancelled* and *expired*: everything goes back."""
    end_lines(order, list(order.lines.live()), LineState.VOID, now=now)


@transaction.atomic
def cancel_unpaid(order_id: int, *, now: datetime, actor: str, reason: str) -> Order:
    """Cancel an order that nobody has paid. Raises IllegalPhase otherwise."""
    order = lock_order(order_id)
    advance(order, Phase.CANCELLED, now=now, actor=actor)
    record(order, OrderEventKind.NOTE, now=now, actor=actor, after=reason[:300])
    return order


@transaction.atomic
def expire(order_id: int, *, now: datetime) -> bool:
    """Let an overdue order lapse; say whether it did."""
    order = lock_order(order_id)
    if not order.is_unpaid or order.pay_by is None or order.pay_by > now:
        return False
    advance(order, Phase.EXPIRED, now=now)
    return True


def revive_lines(order: Order, *, now: datetime) -> None:
    """Make the voided lines of an expired order anew, on the same places.

    Runs under the order's lock, for money that came late. Raises what the
    kinds of line refuse with, such as PlacesUnavailable.
    """
    old = list(order.lines.filter(state=LineState.VOID, replaced_by=None))
    for kind, members in line_kinds.by_kind(old):
        kind.reclaim(members, now=now)
    first = 1 + max((line.position for line in order.lines.all()), default=0)
    OrderLine.objects.bulk_create(_anew(line, first + i) for i, line in enumerate(old))


def _anew(line: OrderLine, position: int) -> OrderLine:
    kept = {
        field.attname: getattr(line, field.attname)
        for field in OrderLine._meta.concrete_fields  # noqa: SLF001 Django's documented API
        if field.attname not in {"id", "position", "state", "ended_at", "replaces_id"}
    }
    return OrderLine(**kept, position=position, replaces=line)
