"""Orders that are exchanged, and what their house allows."""

from datetime import timedelta
from decimal import Decimal

from tests.factories import NOON, ShowFactory, offered_performance
from tests.returns import ladders
from tests.returns.making import keep, line_ids, paid_order
from ticketing.checkout.exchanging import Wish, exchange_tickets
from ticketing.payments.gateways import Answer
from ticketing.payments.models import PaymentState
from ticketing.payments.services import settle

LATER = NOON + timedelta(hours=3)


def allow(**terms):
    """The house's ladder lets tickets be exchanged until a day before."""
    return keep(ladders.TWENTY_FORTY, **({"exchange_hours": 24} | terms))


def two_dates(*, prices=("100", "100"), now=NOON, **fields):
    show = ShowFactory()
    return [
        offered_performance(
            seats=10,
            price=price,
            show=show,
            now=now,
            starts_at=now + timedelta(days=30 + n),
            on_sale_from=now - timedelta(days=1),
            **fields,
        )
        for n, price in enumerate(prices)
    ]


def order_and_other(*, places=2, prices=("100", "100"), now=NOON, **fields):
    """A paid order of one date, and another date of the show."""
    first, second = two_dates(prices=prices, now=now, **fields)
    return paid_order(places=places, performance=first, now=now), second


def wish_for(order, other, *, lines=None, **values):
    chosen = line_ids(order)[:1] if lines is None else lines
    tier = other.tiers.get().pk
    values = {"method": "sandbox", "key": "k" * 20} | values
    return Wish(lines=chosen, performance=other.pk, tier=tier, **values)


def exchange(order, other, *, now=LATER, shown=None, desk=None, **values):
    return exchange_tickets(
        order.pk,
        wish_for(order, other, **values),
        shown=None if shown is None else Decimal(shown),
        now=now,
        actor="buyer",
        desk=desk,
    )


def pay(placed, *, now=LATER):
    answer = Answer(PaymentState.CAPTURED, reference=f"ref-{placed.payment.pk}")
    settle(placed.payment.pk, answer, now=now)
    placed.order.refresh_from_db()
    return placed.order
