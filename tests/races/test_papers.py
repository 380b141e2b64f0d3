"""Many ask for papers at once: each number is given once, and none is left out."""

import time

import pytest
from django.db import IntegrityError, OperationalError

from tests.factories import NOON
from tests.payments.orders import SOON, started
from tests.races.crowd import BY_CONSTRAINT, LOCKED_OUT, race, unguarded
from ticketing.papers import issuing
from ticketing.papers.contents import InvoiceDetails
from ticketing.papers.models import Paper, PaperSeries
from ticketing.payments import services

pytestmark = pytest.mark.race
BUYERS = 8


@pytest.fixture
def orders(fresh_house):
    with fresh_house():
        payments = [started("counter") for _ in range(BUYERS)]
        for payment in payments:
            services.receive_payment(payment.pk, actor="desk", now=SOON)
        yield [payment.order_id for payment in payments]


def _issue(order_id):
    try:
        paper = issuing.issue_invoice(order_id, InvoiceDetails(), now=NOON, actor="")
    except IntegrityError:
        return BY_CONSTRAINT
    except OperationalError:
        return LOCKED_OUT
    return paper.code


def _numbers():
    return sorted(Paper.objects.values_list("number", flat=True))


def test_each_gets_a_number_of_its_own_and_none_is_left_out(orders):
    codes = race(BUYERS, lambda number: _issue(orders[number]))

    assert len(set(codes)) == BUYERS
    assert _numbers() == list(range(1, BUYERS + 1))
    assert PaperSeries.objects.get().last == BUYERS


def test_one_order_has_one_invoice_however_often_it_is_asked(orders):
    codes = race(BUYERS, lambda _number: _issue(orders[0]))

    assert set(codes) == {"INV-2026-000001"}
    assert _numbers() == [1]


def _issue_unguarded(order_id):
    """Count up by what was read before the others had written."""
    unguarded()
    save = PaperSeries.save

    def late(series, **values):
        time.sleep(1)
        return save(series, **values)

    PaperSeries.save = late
    return _issue(order_id)


def test_without_the_lock_only_the_constraint_keeps_numbers_apart(orders):
    """The proof can fail: without the series' lock several get one number."""
    _issue(orders[0])

    answers = race(BUYERS - 1, lambda number: _issue_unguarded(orders[number + 1]))

    assert BY_CONSTRAINT in answers
