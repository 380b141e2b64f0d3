"""Everything that an order's page shows."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property

from django.db.models import Q, QuerySet

from ground.compiled import compiled
from ground.money import ZERO
from ticketing.checkout.named import name_lines
from ticketing.delivery.addresses import written
from ticketing.delivery.delivery_lines import DELIVERY
from ticketing.delivery.models import Delivery, Parcel
from ticketing.dues.lines import DUE
from ticketing.orders.models import LineState, Order, OrderLine
from ticketing.orders.phases import ENDED
from ticketing.orders.place_lines import PLACE
from ticketing.payments import gateways
from ticketing.payments.balance import amount_due
from ticketing.payments.credit.models import GIFT_CARD
from ticketing.payments.gateways import Gateway
from ticketing.payments.methods.offering import offered_for
from ticketing.payments.models import Payment, PaymentState, Refund
from ticketing.returns.exchanges import exchangeables
from ticketing.returns.fee_lines import (
    DONATION,
    EXCHANGE_FEE,
    FEE_KINDS,
    RETURN_FEE,
)
from ticketing.returns.quoting import returnables
from ticketing.tickets.models import Ticket


@dataclass(frozen=True)
class OrderPage:
    """An order with its lines, tickets and payments, at one moment."""

    order: Order
    lines: list[OrderLine]
    tickets: list[Ticket]
    payments: list[Payment]
    deliveries: list[Delivery]
    refunds: list[Refund]
    # What bringing the tickets costs, while that is not given back.
    brought: list[OrderLine]
    parcel: Parcel | None
    # What is no ticket of the order any more, or a fee.
    ended: list[OrderLine]
    now: datetime

    @property
    def has_ended(self) -> bool:
        return self.order.phase in ENDED

    @cached_property
    def is_late(self) -> bool:
        """The time to pay is over, though nobody has ended the order yet."""
        pay_by = self.order.pay_by
        return self.order.is_unpaid and pay_by is not None and pay_by <= self.now

    @property
    def can_be_paid(self) -> bool:
        return self.order.is_unpaid and not self.is_late

    @cached_property
    def payment(self) -> Payment | None:
        """The try that counts: an open one before those that have ended."""
        is_open = [p for p in self.payments if p.is_open]
        return next(iter(is_open or self.payments), None)

    @property
    def is_unclear(self) -> bool:
        """The gateway has not said what became of the payment."""
        return self.payment is not None and self.payment.state == PaymentState.UNKNOWN

    @property
    def was_given_back(self) -> bool:
        """What the buyer paid last could not be used, and goes back."""
        taken = self.payment is not None and self.payment.state == PaymentState.CAPTURED
        return taken and bool(self.refunds)

    @property
    def has_failed(self) -> bool:
        return self.payment is not None and not self.payment.is_open

    @cached_property
    def way(self) -> Gateway | None:
        """How the buyer chose to pay."""
        codes = {g.code: g for g in gateways.available()}
        return codes.get(self.payment.gateway) if self.payment else None

    @cached_property
    def choices(self) -> list[Gateway]:
        """The other ways to pay; all of them where the last try has failed."""
        ways = offered_for(self.order, now=self.now, payments=self.payments)
        return [g for g in ways if g is not self.way or self.has_failed]

    @cached_property
    def can_give_back(self) -> bool:
        """Some ticket is taken back now, by the terms of the order."""
        offered = returnables(self.order, self.lines, now=self.now)
        return any(one.can_be_given for one in offered)

    @cached_property
    def can_exchange(self) -> bool:
        """Some ticket can be exchanged now, by the terms of the order."""
        offered = exchangeables(self.order, self.lines, now=self.now)
        return any(one.can_be for one in offered)

    @property
    def returned(self) -> list[OrderLine]:
        """Tickets that were given back."""
        return [line for line in self.ended if line.state == LineState.RETURNED]

    @property
    def gift_cards(self) -> list[OrderLine]:
        return [line for line in self.lines if line.kind == GIFT_CARD]

    @property
    def dues(self) -> list[OrderLine]:
        return [line for line in self.lines if line.kind == DUE]

    @property
    def has_no_places(self) -> bool:
        """It is about a gift card or a level: nothing is kept from sale for it."""
        return bool(self.gift_cards or self.dues)

    @property
    def kept(self) -> Decimal:
        """What was kept of tickets that were given back."""
        fees = [line for line in self.ended if line.kind == RETURN_FEE]
        return sum((line.price for line in fees), ZERO)

    @property
    def exchanged(self) -> list[OrderLine]:
        return [line for line in self.ended if line.state == LineState.EXCHANGED]

    @property
    def exchange_fees(self) -> list[OrderLine]:
        """What exchanging cost, in the order that came of it."""
        return [line for line in self.ended if line.kind == EXCHANGE_FEE]

    @cached_property
    def exchanges(self) -> list[Order]:
        """Orders in which tickets of this one were exchanged."""
        if not self.exchanged:
            return []
        return list(self.order.replaced_by.with_tickets().order_by("pk"))

    @property
    def to_pay(self) -> Decimal:
        """What has still to be paid, without what comes over from another order.

        What came is asked for only where a part has come.
        """
        due: Decimal = self.order.total - self.order.carried
        came = any(p.state == PaymentState.CAPTURED for p in self.payments)
        return amount_due(self.order) if came else due

    @property
    def delivery(self) -> Delivery | None:
        return next(iter(self.deliveries), None)

    @property
    def address(self) -> list[str]:
        return written(self.delivery) if self.delivery else []


def order_page(order: Order, *, now: datetime) -> OrderPage:
    """Read an order's page: three or four queries, two for one that is paid."""
    tickets = _tickets(order.pk)
    for ticket in tickets:
        ticket.line.order = order
    payments = [] if tickets else list(order.payments.order_by("-pk"))
    lines = _lines(order, tickets)
    deliveries = _deliveries(order.pk)
    brought = _brought(order, deliveries)
    counted = lines + [line for line in brought if line.is_live]
    is_exchange = order.replaces_id is not None
    ended = _ended(order, counted) if order.has_tickets or is_exchange else []
    return OrderPage(
        order=order,
        lines=lines,
        tickets=tickets,
        payments=payments,
        deliveries=deliveries,
        brought=brought,
        parcel=_parcel(order, deliveries),
        refunds=_refunds(order, payments) or _refunds_of(ended, order),
        ended=ended,
        now=now,
    )


@compiled
def _tickets(order_id: int) -> QuerySet[Ticket]:
    return Ticket.objects.of_order(order_id).with_seat()


@compiled
def _deliveries(order_id: int) -> QuerySet[Delivery]:
    return Delivery.objects.filter(order=order_id).select_related("method")


def _parcel(order: Order, deliveries: list[Delivery]) -> Parcel | None:
    """What is on its way to the buyer; an e-ticket is not asked about."""
    if not any(delivery.method.has_parcel for delivery in deliveries):
        return None
    found = Parcel.objects.filter(delivery__order=order).select_related("carrier")
    return found.prefetch_related("steps").first()


def _brought(order: Order, deliveries: list[Delivery]) -> list[OrderLine]:
    """An e-ticket that costs nothing has no line, and is not asked about."""
    methods = [delivery.method for delivery in deliveries]
    if not any(method.has_parcel or method.price for method in methods):
        return []
    lines = order.lines.filter(kind=DELIVERY).order_by("position")
    return list(lines if order.phase in ENDED else lines.live())


def _refunds(order: Order, payments: list[Payment]) -> list[Refund]:
    """What goes back of an order that has ended, or of a payment without use."""
    came = any(payment.state == PaymentState.CAPTURED for payment in payments)
    if not came and order.phase not in ENDED:
        return []
    return list(_going_back(order))


def _going_back(order: Order) -> QuerySet[Refund]:
    """What leaves the house; what an exchange carried over does not."""
    return order.refunds.filter(carried_to=None).order_by("pk")


def _ended(order: Order, lines: list[OrderLine]) -> list[OrderLine]:
    """What was given back or exchanged, and fees; most orders are whole."""
    if sum((line.price for line in lines), ZERO) >= order.total:
        return []
    over = Q(state__in=[LineState.RETURNED, LineState.EXCHANGED], kind=PLACE)
    fees = Q(kind__in=FEE_KINDS)
    found = list(order.lines.filter(over | fees).with_seat().order_by("position"))
    name_lines(found)
    return found


def _refunds_of(ended: list[OrderLine], order: Order) -> list[Refund]:
    return list(_going_back(order)) if ended else []


def _lines(order: Order, tickets: list[Ticket]) -> list[OrderLine]:
    """The lines that count; with tickets they have been read already."""
    if tickets:
        lines = [ticket.line for ticket in tickets]
    else:
        ordered = order.lines.with_seat()
        bought = ordered.exclude(kind__in=(*FEE_KINDS, DONATION, DELIVERY))
        lines = list(bought if order.phase in ENDED else bought.live())
    name_lines(lines)
    return lines
