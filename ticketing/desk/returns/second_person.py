"""Money that goes back above the house's limit waits for a second person.

What is asked is kept with who asked and why; another, with the same right, carries it
out as it was asked, or refuses it. What an order has had back before counts along, so
that nobody stays below the limit ticket by ticket.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import IntegrityError, transaction

from ground.money import ZERO
from members.models import User
from ticketing.checkout.services import Placed
from ticketing.desk.models import AskedReturn, AskedState
from ticketing.desk.returns.errors import (
    NotYourOwnRequest,
    RequestDecided,
    TooMuchAlone,
    WaitsForAnother,
)
from ticketing.house.models import the_house
from ticketing.orders import services as orders
from ticketing.orders.models import Order, OrderEventKind
from ticketing.payments.models import Refund, RefundState
from ticketing.returns.quoting import ReturnQuote, goes_along
from ticketing.returns.services import take_tickets_back
from ticketing.returns.whole_orders import brought_by, take_order_back


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be taken back: these lines and what is kept of each, or all."""

    reason: str
    lines: Collection[int] = ()
    fee: Decimal = ZERO


def needs_second_person(amount: Decimal, currency: str) -> bool:
    """Whether so much of an order may not go back by one person's word alone.

    In another currency than the house's the limit says nothing, so two are needed.
    """
    house = the_house()
    if house.alone_most is None or not amount:
        return False
    is_over: bool = amount > house.alone_most
    return is_over or currency != house.currency


def amount_of(order: Order, wish: Wish, *, now: datetime) -> Decimal:
    """How much the wish would give back."""
    if not wish.lines:
        return brought_by(order, now=now)
    lines = list(order.lines.live().filter(pk__in=wish.lines))
    along = goes_along(order, lines, now=now)
    back = sum((line.price - min(wish.fee, line.price) for line in lines), ZERO)
    return sum((line.price for line in along), back)


def ask_or_take_back(
    order: Order, wish: Wish, *, by: User, now: datetime
) -> AskedReturn | ReturnQuote | None:
    """Take it back, or let it wait for another person.

    Returns what waits; or what single tickets gave, None for a whole order. Raises
    WaitsForAnother where something waits already, or what `take_order_back` and
    `take_tickets_back` do.
    """
    amount = amount_of(order, wish, now=now)
    if not needs_second_person(_left_the_house(order) + amount, order.currency):
        return _carry_out(order.pk, wish, actor=str(by), now=now)
    try:
        with transaction.atomic():
            return AskedReturn.objects.create(
                order=order,
                lines=sorted(wish.lines),
                fee=wish.fee,
                amount=amount,
                reason=wish.reason[:300],
                asked_by=by,
                asked_at=now,
            )
    except IntegrityError:
        raise WaitsForAnother from None


@transaction.atomic
def confirm(asked_id: int, *, by: User, now: datetime) -> AskedReturn:
    """Carry out what another has asked for.

    Raises NotYourOwnRequest, RequestDecided, or what carrying it out refuses: then
    it still waits.
    """
    asked = _waiting(asked_id)
    if asked.asked_by_id == by.pk:
        raise NotYourOwnRequest
    wish = Wish(asked.reason, asked.lines, asked.fee)
    _carry_out(asked.order_id, wish, actor=str(by), now=now)
    order = orders.lock_order(asked.order_id)
    note, told = OrderEventKind.NOTE, asked.reason
    orders.record(order, note, now=now, actor=str(asked.asked_by), after=told)
    return _decide(asked, AskedState.DONE, by=by, now=now)


@transaction.atomic
def refuse(asked_id: int, *, note: str, by: User, now: datetime) -> AskedReturn:
    """Say no, or take one's own request back. Raises RequestDecided."""
    asked = _waiting(asked_id)
    asked.note = note[:300]
    return _decide(asked, AskedState.REFUSED, by=by, now=now)


def _waiting(asked_id: int) -> AskedReturn:
    """Lock the request, then read it anew."""
    rows = AskedReturn.objects.filter(pk=asked_id)
    list(rows.select_for_update(no_key=True).values_list("pk"))
    asked = rows.select_related("order", "asked_by").get()
    if asked.state != AskedState.ASKED:
        raise RequestDecided
    return asked


def _decide(
    asked: AskedReturn, state: AskedState, *, by: User, now: datetime
) -> AskedReturn:
    asked.state, asked.decided_by, asked.decided_at = state, by, now
    asked.save(update_fields=["state", "decided_by", "decided_at", "note"])
    return asked


def _left_the_house(*orders_: Order) -> Decimal:
    """What went back of them, without what an exchange carried over."""
    refunds = Refund.objects.filter(order__in=orders_, carried_to=None)
    rows = refunds.exclude(state=RefundState.FAILED).values_list("amount", flat=True)
    return sum(rows, ZERO)


@transaction.atomic
def exchange_alone(order: Order, exchange: Callable[[], Placed]) -> Placed:
    """Exchange, unless more goes back by it than one person may give.

    Raises TooMuchAlone; nothing is changed then.
    """
    before = _left_the_house(order)
    placed = exchange()
    back = _left_the_house(order, placed.order)
    if back > before and needs_second_person(back, order.currency):
        raise TooMuchAlone
    return placed


def _carry_out(
    order_id: int, wish: Wish, *, actor: str, now: datetime
) -> ReturnQuote | None:
    if not wish.lines:
        take_order_back(order_id, now=now, actor=actor, reason=wish.reason)
        return None
    return take_tickets_back(
        order_id, wish.lines, fee=wish.fee, reason=wish.reason, now=now, actor=actor
    )
