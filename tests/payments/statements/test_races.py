"""Two people press at one moment: a line's money arrives once."""

import time
from decimal import Decimal

import pytest
from django.db import IntegrityError, OperationalError

from ground.errors import Refusal
from reports.checking import check_invariants
from tests.factories import NOON
from tests.payments.orders import SOON, assert_books_are_right, started
from tests.payments.statements.bank import imported, line_of, table
from tests.races.crowd import BY_CONSTRAINT, race, unguarded
from ticketing.house.models import House
from ticketing.orders.models import Order
from ticketing.payments.arrivals import receive_payment
from ticketing.payments.models import Payment
from ticketing.payments.statements import booking, dividing
from ticketing.payments.statements.models import LineShare, StatementLine

pytestmark = pytest.mark.race


@pytest.fixture
def orders(own_database):
    House.objects.get_or_create(
        pk=1, defaults={"name_en": "Marquee", "bank_account": "6222"}
    )
    return [started("transfer").order for _ in range(2)]


@pytest.fixture
def line(orders):
    imported(table((100, "Ada", "two tickets")))
    return line_of("two tickets")


def _accept(line, order):
    try:
        booking.book_line(line.pk, order.pk, actor="desk", now=SOON)
    except Refusal as refusal:
        return refusal.code
    except IntegrityError:
        return BY_CONSTRAINT
    except OperationalError:
        return "locked out"
    return "booked"


def test_a_line_that_two_accept_for_two_orders_is_one_orders(line, orders):
    answers = race(8, lambda number: _accept(line, orders[number % 2]))

    paid = Payment.objects.get(state="captured").order
    assert set(answers) == {"booked", "line_used"}
    assert paid in orders
    for order in Order.objects.all():
        assert_books_are_right(order)
    assert check_invariants(now=NOON).offenders == []


def _accept_without_locks(line, order):
    unguarded()
    note = booking._note

    def late(*told, **options):
        time.sleep(0.5)
        return note(*told, **options)

    booking._note = late
    return _accept(line, order)


def test_without_locks_only_the_lines_reference_refuses_the_second(line, orders):
    """The proof can fail: without the line's lock several begin to book."""
    answers = race(6, lambda number: _accept_without_locks(line, orders[number % 2]))

    assert {"reference_taken", BY_CONSTRAINT} & set(answers)
    assert Payment.objects.filter(state="captured").count() == 1


def _divide(line, orders, amounts):
    parts = dict(zip([order.pk for order in orders], amounts, strict=True))
    try:
        shares = dividing.divide_line(line.pk, parts, actor="desk", now=SOON)
        for share in shares:
            dividing.book_share(share.pk, now=SOON)
    except Refusal as refusal:
        return refusal.code
    except IntegrityError:
        return BY_CONSTRAINT
    except OperationalError:
        return "locked out"
    return "divided"


# Three ways to divide one line of 100 over two orders.
WAYS = [(Decimal(amount), Decimal(100 - amount)) for amount in (10, 20, 30)]


def test_a_line_that_several_divide_is_divided_once(line, orders):
    answers = race(6, lambda number: _divide(line, orders, WAYS[number % 3]))

    assert set(answers) == {"divided", "line_divided"}
    assert answers.count("divided") == 2
    shares = LineShare.objects.all()
    assert sum(share.amount for share in shares) == 100
    assert Payment.objects.filter(state="captured").count() == 2
    for order in Order.objects.all():
        assert_books_are_right(order)
    assert check_invariants(now=NOON).offenders == []


def test_a_line_is_divided_or_booked_whole(line, orders):
    def act(number):
        if number % 2:
            return _divide(line, orders, WAYS[0])
        return _accept(line, orders[0])

    answers = set(race(4, act))

    assert answers in ({"divided", "line_not_open"}, {"booked", "line_not_open"})
    came = Payment.objects.filter(state="captured").values_list("amount", flat=True)
    assert sum(came) == 100
    assert check_invariants(now=NOON).offenders == []


def _divide_without_locks(line, orders, amounts):
    unguarded()
    check = dividing._must_be_the_line

    def late(*told):
        check(*told)
        time.sleep(0.5)

    dividing._must_be_the_line = late
    return _divide(line, orders, amounts)


def test_without_locks_only_the_constraints_refuse_a_second_division(line, orders):
    answers = race(3, lambda n: _divide_without_locks(line, orders, WAYS[n]))

    assert {BY_CONSTRAINT, "locked out"} & set(answers)
    assert "line_divided" not in answers


def _link(line, payment):
    try:
        booking.link_line(line.pk, payment.pk, actor="desk", now=SOON)
    except Refusal as refusal:
        return refusal.code
    except IntegrityError:
        return BY_CONSTRAINT
    return "linked"


@pytest.fixture
def by_hand(orders):
    """A payment that was marked as received, and two lines that it may be."""
    payment = orders[0].payments.get()
    receive_payment(payment.pk, actor="desk", now=SOON)
    imported(table((100, "Ada", "first"), (100, "Ada", "second")))
    return payment, [line_of("first"), line_of("second")]


def test_a_payment_is_linked_to_one_of_two_lines(by_hand):
    payment, lines = by_hand

    answers = race(6, lambda number: _link(lines[number % 2], payment))

    assert answers.count("linked") == 1
    assert BY_CONSTRAINT not in answers


def _link_without_locks(line, payment):
    unguarded()
    note = booking._note

    def late(*told, **options):
        time.sleep(0.5)
        return note(*told, **options)

    booking._note = late
    try:
        return _link(line, payment)
    except OperationalError:
        return "locked out"


def test_without_locks_only_the_constraint_keeps_a_payment_to_one_line(by_hand):
    payment, lines = by_hand

    answers = race(4, lambda number: _link_without_locks(lines[number % 2], payment))

    assert BY_CONSTRAINT in answers
    assert StatementLine.objects.filter(payment=payment).count() == 1
