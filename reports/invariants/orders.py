"""Orders: their phases and their tickets."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q

from reports.invariants import Offender, invariant
from ticketing.orders.models import Order, OrderEvent, OrderEventKind, OrderLine
from ticketing.orders.phases import FLOW, WITH_TICKETS, Phase
from ticketing.tickets.models import Ticket


@invariant("Each live place line of a paid order has exactly one valid ticket.")
def paid_line_has_one_ticket(_now: datetime) -> Iterator[Offender]:
    lines = OrderLine.objects.live().filter(
        place__isnull=False, order__phase__in=WITH_TICKETS
    )
    valid = Count("tickets", filter=Q(tickets__voided_at=None))
    wrong = lines.order_by("pk").annotate(valid_tickets=valid).exclude(valid_tickets=1)
    yield from wrong.values("valid_tickets", line=F("pk"), number=F("order__number"))


@invariant("No valid ticket is without a live line of a paid order.")
def valid_ticket_has_a_paid_line(_now: datetime) -> Iterator[Offender]:
    paid = Q(line__ended_at=None, line__order__phase__in=WITH_TICKETS)
    lost = Ticket.objects.filter(voided_at=None).exclude(paid).order_by("pk")
    yield from lost.values(
        "serial", number=F("line__order__number"), phase=F("line__order__phase")
    )


@invariant("Each phase of an order followed from the one before.")
def phases_follow_the_flow(_now: datetime) -> Iterator[Offender]:
    steps = (
        OrderEvent.objects.filter(kind=OrderEventKind.PHASE)
        .order_by("order", "pk")
        .values_list("order__number", "order__phase", "before", "after")
    )
    for (number, phase), events in groupby(
        steps.iterator(chunk_size=5000), key=itemgetter(0, 1)
    ):
        fault = _first_fault(phase, events)
        if fault:
            yield {"number": number, "fault": fault}


def _first_fault(phase: str, events: Iterable[tuple[Any, ...]]) -> str:
    at: str = Phase.DRAFT
    for _number, _phase, before, after in events:
        if before != at:
            return f"was {at}, then {before} became {after}"
        if after not in FLOW.get(Phase(before), frozenset()):
            return f"{before} became {after}"
        at = after
    return "" if at == phase else f"its history ends with {at}, but it is {phase}"


@invariant("No order is further than a draft without a history.")
def phase_has_a_history(_now: datetime) -> Iterator[Offender]:
    event = OrderEvent.objects.filter(order=OuterRef("pk"), kind=OrderEventKind.PHASE)
    orders = Order.objects.exclude(phase=Phase.DRAFT).filter(~Exists(event))
    yield from orders.order_by("pk").values("number", "phase")
