"""Exchanging tickets: which can be, and what ends when the new order is paid.

An exchange is an order of its own whose lines name those that they replace. Until it
is paid the old tickets are valid and their places sold; unpaid, it ends like any other
order, and nothing has happened.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop

from ground.crash import crash_point
from ground.money import ZERO
from ticketing.orders import services as orders
from ticketing.orders.models import LineState, Order, OrderEventKind, OrderLine
from ticketing.payments import ledger
from ticketing.payments.carrying import carry_over
from ticketing.payments.refunds import give_amounts_back
from ticketing.returns.errors import (
    ExchangeGone,
    ExchangeWaits,
    NotExchanged,
    NothingChosen,
    SeveralShows,
    TicketsGone,
)
from ticketing.returns.exchange_terms import ExchangeQuote, ExchangeTerms, shares_of
from ticketing.returns.ladders import Ladder
from ticketing.stock import returns as coming_back
from ticketing.stock.models import Place
from ticketing.tickets.services import void_tickets_of

REASON = _noop("the difference of an exchange")


@dataclass(frozen=True, slots=True)
class Exchangeable:
    """A live ticket, the terms for exchanging it, and why it can't be (if so)."""

    line: OrderLine
    terms: ExchangeTerms | None
    why_not: str

    @property
    def can_be(self) -> bool:
        return not self.why_not


def exchangeables(
    order: Order, lines: Iterable[OrderLine], *, now: datetime
) -> list[Exchangeable]:
    """Each of these tickets with the terms for exchanging it now; asks no database."""
    return [_exchangeable(order, line, now) for line in lines]


def _exchangeable(order: Order, line: OrderLine, now: datetime) -> Exchangeable:
    told = line.refund_terms
    terms = Ladder.from_json(told).exchange if told else None
    return Exchangeable(line, terms, _why_not(order, line, terms, now))


def _why_not(
    order: Order, line: OrderLine, terms: ExchangeTerms | None, now: datetime
) -> str:
    performance = line.performance
    if terms is None or performance is None:
        return _("tickets of this show are not exchanged online.")
    if performance.cancelled_at or performance.moved_to_id:
        return _("the performance does not take place as planned.")
    is_over = now >= terms.ends(performance.starts_at)
    return _("the time for it is over.") if is_over or not order.has_tickets else ""


def chosen_for_exchange(
    offered: Sequence[Exchangeable], line_ids: Collection[int], *, by_desk: bool = False
) -> list[Exchangeable]:
    """What is to be exchanged; the caller holds the order's lock.

    The terms do not bind the desk. Raises NothingChosen, TicketsGone, NotExchanged,
    ExchangeWaits or SeveralShows.
    """
    if not line_ids:
        raise NothingChosen
    chosen = [one for one in offered if one.line.pk in line_ids]
    if len(chosen) < len(set(line_ids)):
        raise TicketsGone
    for one in chosen:
        if one.why_not and not by_desk:
            raise NotExchanged(why=one.why_not)
    ids = [one.line.pk for one in chosen]
    if OrderLine.objects.live().filter(replaces__in=ids).exists():
        raise ExchangeWaits
    if not by_desk and not is_any_show(chosen) and len(shows_of(chosen)) > 1:
        raise SeveralShows
    return chosen


def shows_of(chosen: Iterable[Exchangeable]) -> set[int]:
    performances = (one.line.performance for one in chosen)
    return {performance.show_id for performance in performances if performance}


def is_any_show(chosen: Iterable[Exchangeable]) -> bool:
    return all(one.terms is not None and one.terms.any_show for one in chosen)


def exchange_quote(
    chosen: Sequence[Exchangeable], prices: Sequence[Decimal], currency: str
) -> ExchangeQuote:
    """What the chosen tickets bring and what the fee is, by the terms of each.

    `prices` are those of the new tickets, in the same order. Tickets under one set of
    terms are asked their fee together, but what is kept is kept of each by itself: it
    pays for no other ticket, for by that one it would come back.
    """
    pairs = list(zip(chosen, prices, strict=True))
    fee = kept = ZERO
    for terms in dict.fromkeys(one.terms for one in chosen if one.terms):
        theirs = [(one.line.price, new) for one, new in pairs if one.terms == terms]
        for (old, new), asked in zip(theirs, terms.fees(theirs, currency), strict=True):
            fee += asked
            kept += terms.kept(old, new, asked)
    old_prices = sum((one.line.price for one in chosen), ZERO)
    return ExchangeQuote(old_prices, sum(prices, ZERO), fee, kept)


def take_over(order: Order, now: datetime) -> None:
    """Runs on entering *paid*: what an exchange replaces ends, its money comes over.

    The exchange is locked; its lines are live. Raises ExchangeGone where something of
    what it replaces is no longer valid: the money that came goes back then.
    """
    if order.replaces_id is None:
        return
    source = orders.lock_order(order.replaces_id)
    lines = list(OrderLine.objects.replaced_by_order(order))
    if not source.has_tickets or not all(line.is_live for line in lines):
        raise ExchangeGone
    _lock_places(order, lines)
    ledger.book_return(source, lines, now=now)
    orders.end_lines(source, lines, LineState.EXCHANGED, now=now)
    void_tickets_of(lines, now)
    _move_money(source, order, lines, now=now)
    crash_point("exchange-taken-over")
    for one, other in ((source, order), (order, source)):
        told = f"{_noop('exchange')}: {other.number}"
        orders.record(one, OrderEventKind.NOTE, now=now, after=told)


def _lock_places(order: Order, old: Collection[OrderLine]) -> None:
    """Old and new ones together, for two statements are no order of keys."""
    freed = [line.place_id for line in old if line.place_id is not None]
    taken = order.lines.live().filter(place__isnull=False)
    coming_back.prepare(freed)
    wanted = [*freed, *taken.values_list("place", flat=True)]
    Place.objects.filter(pk__in=wanted).lock()


def _move_money(
    source: Order, target: Order, lines: Sequence[OrderLine], *, now: datetime
) -> None:
    prices = [line.price for line in lines]
    shares = shares_of(prices, target.carried)
    carry_over(source, target, list(zip(lines, shares, strict=True)), now=now)
    back = [
        (line, price - share)
        for line, price, share in zip(lines, prices, shares, strict=True)
        if price > share
    ]
    give_amounts_back(source, back, reason=REASON, now=now)
