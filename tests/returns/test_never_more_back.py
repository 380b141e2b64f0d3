"""Over any row of exchanges and returns, no more comes back than the terms let go."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports.checking import check_invariants
from tests.returns.exchanging import LATER, allow, exchange, pay, two_dates
from tests.returns.making import paid_order
from ticketing.orders.models import Order, OrderLine
from ticketing.payments.models import Payment, PaymentState, Refund
from ticketing.returns.models import RefundLadder
from ticketing.returns.services import give_tickets_back

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]
FEE = Decimal(5)
TICKETS = 3
# Which order, which of its tickets, and the date that they go to; 0 gives them back.
MOVES = st.lists(
    st.tuples(
        st.integers(0, 3),
        st.sets(st.integers(0, TICKETS - 1), min_size=1),
        st.integers(0, 3),
    ),
    min_size=1,
    max_size=5,
)


def sums(rows):
    return sum(rows.values_list("amount", flat=True), Decimal(0))


def lines_of(order, numbers):
    lines = list(order.lines.live().filter(kind="place").order_by("position"))
    return [line for n, line in enumerate(lines) if n in numbers]


def kept_of(lines, price):
    """What the terms of each ticket keep when it is exchanged for that price."""
    kept = Decimal(0)
    for line in lines:
        keeps = line.refund_terms["exchange"]["keeps_difference"]
        kept += max(line.price - price - FEE, Decimal(0)) if keeps else 0
    return kept + FEE * len(lines)


def give_back(order, lines):
    chosen = [line.pk for line in lines]
    give_tickets_back(order.pk, chosen, shown=Decimal(0), now=LATER, actor="buyer")


def move(order, lines, date, number):
    """Exchange these tickets; say what is kept of them."""
    kept = kept_of(lines, date.tiers.get().price)
    chosen = {"lines": [line.pk for line in lines], "key": f"move-{number:020}"}
    placed = exchange(order, date, **chosen)
    if placed.payment:
        pay(placed)
    return kept


def mixed_order(first, keeps):
    order = paid_order(places=TICKETS, performance=first)
    for line, one in zip(order.lines.order_by("position"), keeps, strict=True):
        line.refund_terms["exchange"]["keeps_difference"] = one
        line.save()
    return order


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    keeps=st.tuples(*[st.booleans()] * TICKETS),
    prices=st.tuples(*[st.integers(20, 200)] * 3),
    moves=MOVES,
)
def test_what_comes_back_is_what_was_paid_without_what_is_kept(keeps, prices, moves):
    RefundLadder.objects.update(is_default=False)
    allow(exchange_fixed=FEE)
    dates = two_dates(prices=tuple(str(price) for price in prices))
    orders = [mixed_order(dates[0], keeps)]
    kept, since = Decimal(0), orders[0].pk

    for number, (which, numbers, date) in enumerate(moves):
        order = orders[which % len(orders)]
        lines = lines_of(order, numbers)
        if lines and date:
            kept += move(order, lines, dates[date - 1], number)
            orders = list(Order.objects.filter(pk__gte=since).order_by("pk"))
        elif lines:
            give_back(order, lines)
    for order in orders:
        if rest := lines_of(order, range(TICKETS)):
            give_back(order, rest)

    ours = Payment.objects.filter(order__gte=since, state=PaymentState.CAPTURED)
    came = sums(ours.filter(carried_from=None))
    assert sums(Refund.objects.filter(order__gte=since, carried_to=None)) == came - kept
    assert not OrderLine.objects.live().filter(order__gte=since, kind="place").exists()


def test_the_books_are_clean_after_a_mixed_row():
    allow(exchange_fixed=FEE)
    dates = two_dates(prices=("100", "60", "140"))
    order = mixed_order(dates[0], (True, False, True))

    move(order, lines_of(order, {0, 1}), dates[1], 1)
    cheap = Order.objects.order_by("pk").last()
    move(cheap, lines_of(cheap, {0, 1}), dates[2], 2)
    give_back(order, lines_of(order, {0}))

    assert not check_invariants(now=LATER).offenders
