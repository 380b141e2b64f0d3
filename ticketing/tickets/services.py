"""Issuing and voiding tickets."""

from collections.abc import Iterable
from datetime import datetime

from ground.crash import crash_point
from ground.inserting import add_all
from ticketing.orders.models import Order, OrderLine
from ticketing.tickets.codes import new_serial
from ticketing.tickets.models import Ticket


def issue_tickets(order: Order, now: datetime) -> None:
    """Make one ticket for each live place of the order; runs on entering *paid*.

    In the transaction that makes the order paid, so that no paid order is
    without its tickets.
    """
    add_all(
        Ticket(
            line=line,
            serial=new_serial(),
            holder_id=order.account_id,
            issued_at=now,
        )
        for line in order.live_lines
        if line.place_id is not None
    )
    crash_point("tickets-written")


def void_tickets(order: Order, now: datetime) -> None:
    """End the tickets of an order that was taken back; on entering *refunded*."""
    Ticket.objects.filter(line__order=order, voided_at=None).update(voided_at=now)


def void_tickets_of(lines: Iterable[OrderLine], now: datetime) -> None:
    """End the tickets of lines that were given back."""
    ids = [line.pk for line in lines]
    Ticket.objects.filter(line__in=ids, voided_at=None).update(voided_at=now)
