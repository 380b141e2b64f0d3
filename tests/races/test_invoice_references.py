"""Two companies' payments with one reference at once: one is refused, none fails."""

import time

import pytest
from django.db import IntegrityError, OperationalError

from ground.errors import Refusal
from reports.checking import check_invariants
from tests.factories import NOON
from tests.papers.test_monthly import DECEMBER, JANUARY
from tests.payments.companies import clerk, company, on, ordered_by
from tests.races.crowd import BY_CONSTRAINT, LOCKED_OUT, race
from ticketing.papers.monthly import issue_invoices
from ticketing.payments.on_account import settling
from ticketing.payments.on_account.models import Invoice, TabPayment
from ticketing.payments.on_account.owing import tab_was_made

pytestmark = pytest.mark.race
SECONDS = 1.0


@pytest.fixture
def invoices(fresh_house):
    with fresh_house():
        tab_was_made()
        for name in ("Lighthouse", "Harbour"):
            tab = company(clerk(), name=name)
            ordered_by(tab.account.users.get(), on(tab), now=NOON)
        issue_invoices(now=DECEMBER)
        yield list(Invoice.objects.values_list("pk", flat=True))


def _settle(invoice):
    """Look at the same moment, then write."""
    settling.crash_point = lambda _name: time.sleep(SECONDS)
    by = {"actor": "desk", "now": JANUARY, "reference": "BANK 7"}
    try:
        settling.settle_invoice(invoice, 100, **by)
    except Refusal as refusal:
        return refusal.code
    except OperationalError:
        return LOCKED_OUT
    except IntegrityError:
        return BY_CONSTRAINT
    return "booked"


def test_one_reference_is_booked_once_and_refused_once(invoices):
    answers = race(2, lambda n: _settle(invoices[n]))

    assert sorted(answers) == ["booked", "paid_before"]
    assert TabPayment.objects.count() == 1
    assert check_invariants(now=JANUARY).offenders == []


def _settle_without_the_second_look(invoice):
    looks = []
    look = settling._must_be_new
    settling._must_be_new = lambda ref: (
        looks.append(ref) or (look(ref) if len(looks) == 1 else None)
    )
    return _settle(invoice)


def test_without_the_second_look_the_database_refuses_it(invoices):
    answers = race(2, lambda n: _settle_without_the_second_look(invoices[n]))

    assert "booked" in answers
    assert set(answers) <= {"booked", BY_CONSTRAINT, "paid_before"}
    assert TabPayment.objects.count() == 1
