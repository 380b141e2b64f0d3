"""Printing tickets on numbered blanks: each number once, none left out.

The orders are locked first (whether a ticket is valid), then the stock, whose next
number is read under its lock and counted up in the same transaction.
"""

from collections.abc import Collection
from datetime import datetime

from django.db import IntegrityError, transaction

from ground.crash import crash_point
from ticketing.delivery.errors import (
    AlreadyPrinted,
    NumbersOverlap,
    StockTooShort,
)
from ticketing.delivery.models import Blank, BlankForm, BlankStock, Parcel, PrintRun
from ticketing.house.models import House
from ticketing.orders.models import Order
from ticketing.orders.phases import WITH_TICKETS
from ticketing.tickets.models import Ticket


@transaction.atomic
def register_stock(
    form: BlankForm, series: str, numbers: tuple[int, int], *, now: datetime, actor: str
) -> BlankStock:
    """Take a roll or a stack in. Raises NumbersOverlap where a number is known."""
    first, last = numbers
    series = series.strip().upper()
    # Whoever registers as well waits: ranges have no constraint. There is always a
    # house, also before the first stock.
    list(House.objects.select_for_update(no_key=True))
    others = BlankStock.objects.filter(series=series)
    if others.filter(first__lte=last, last__gte=first).exists():
        raise NumbersOverlap
    stock = BlankStock(form=form, series=series, first=first, last=last, next=first)
    stock.registered_by, stock.registered_at = actor[:200], now
    try:
        with transaction.atomic():
            stock.save(force_insert=True)
    except IntegrityError:
        raise NumbersOverlap from None
    return stock


def unprinted(order_ids: Collection[int]) -> list[Ticket]:
    """Valid tickets of paid orders that are on no blank, order by order."""
    tickets = Ticket.objects.valid().filter(
        line__order__in=order_ids, line__order__phase__in=WITH_TICKETS
    )
    printed = Blank.objects.filter(spoiled_at=None, ticket__isnull=False)
    found = tickets.exclude(pk__in=printed.values("ticket"))
    return list(found.order_by("line__order", "line__position", "pk"))


def orders_of(parcel_ids: Collection[int]) -> list[int]:
    found = Parcel.objects.filter(pk__in=parcel_ids).order_by("delivery__order")
    return list(found.values_list("delivery__order", flat=True))


@transaction.atomic
def print_tickets(
    parcel_ids: Collection[int], stock_id: int, *, now: datetime, actor: str
) -> PrintRun:
    """Use the next numbers for the tickets that are on no blank yet.

    Raises AlreadyPrinted where there are none, or StockTooShort; no number is used
    then.
    """
    orders = orders_of(parcel_ids)
    list(Order.objects.locked().filter(pk__in=orders))
    stock = _locked(stock_id)
    tickets = unprinted(orders)
    if not tickets:
        raise AlreadyPrinted
    first = _take(stock, len(tickets))
    crash_point("blanks-taken")
    run = PrintRun.objects.create(stock=stock, printed_by=actor[:200], printed_at=now)
    Blank.objects.bulk_create(
        Blank(stock=stock, series=stock.series, number=number, run=run, ticket=ticket)
        for number, ticket in enumerate(tickets, start=first)
    )
    crash_point("blanks-printed")
    return run


@transaction.atomic
def spoil_printed(
    run_id: int, numbers: Collection[int], reason: str, *, now: datetime, actor: str
) -> int:
    """Printed blanks that are spoiled: their tickets can be printed once more."""
    run = PrintRun.objects.get(pk=run_id)
    _locked(run.stock_id)
    blanks = run.blanks.filter(number__in=numbers, spoiled_at=None)
    return blanks.update(spoiled_at=now, spoiled_by=actor[:200], reason=reason[:200])


@transaction.atomic
def spoil_next(
    stock_id: int, count: int, reason: str, *, now: datetime, actor: str
) -> None:
    """The next blanks were never printed on: torn, lost. Raises StockTooShort."""
    stock = _locked(stock_id)
    first = _take(stock, count)
    Blank.objects.bulk_create(
        Blank(
            stock=stock,
            series=stock.series,
            number=number,
            spoiled_at=now,
            spoiled_by=actor[:200],
            reason=reason[:200],
        )
        for number in range(first, first + count)
    )


def _locked(stock_id: int) -> BlankStock:
    return BlankStock.objects.select_for_update(no_key=True).get(pk=stock_id)


def _take(stock: BlankStock, count: int) -> int:
    """The first of so many numbers; the caller holds the stock's lock."""
    if count > stock.left:
        raise StockTooShort(left=stock.left, count=count)
    first = stock.next
    stock.next += count
    stock.save(update_fields=["next"])
    return first
