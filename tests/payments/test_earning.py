"""Income to come is income once its performance has played, and only once."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from reports.checking import check_invariants
from tests.factories import NOON
from tests.payments.orders import SOON, started
from ticketing.payments import ledger, services
from ticketing.payments.earning import earn_played
from ticketing.payments.models import Entry, LedgerAccount, Movement, MovementKind
from ticketing.payments.tasks import earn_income
from ticketing.shows.models import Performance

pytestmark = pytest.mark.django_db
EVENING = NOON + timedelta(hours=8)
LATE = EVENING + timedelta(hours=3)


@pytest.fixture
def paid(house):
    payment = started("counter", places=2, price="50")
    services.receive_payment(payment.pk, actor="desk", now=SOON)
    Performance.objects.update(starts_at=EVENING, ends_at=LATE)
    return payment


def _balance(account):
    entries = Entry.objects.filter(ledger_account=account)
    return -sum(entry.amount for entry in entries)


def _earned():
    return Movement.objects.filter(kind=MovementKind.EARNED)


def test_nothing_is_earned_before_the_performance_has_played(paid):
    assert earn_played(now=LATE - timedelta(seconds=1)) == 0

    assert _balance(LedgerAccount.DEFERRED_INCOME) == Decimal(100)


def test_what_has_played_is_earned_once_and_dated_at_its_end(paid):
    assert earn_played(now=LATE + timedelta(hours=1)) == 1
    assert earn_played(now=LATE + timedelta(hours=2)) == 0

    assert _balance(LedgerAccount.INCOME) == Decimal(100)
    assert _balance(LedgerAccount.DEFERRED_INCOME) == 0
    movement = _earned().get()
    assert (movement.order, movement.at) == (paid.order, LATE)
    assert check_invariants(now=LATE).offenders == []


def test_a_performance_without_an_end_has_played_when_it_began(paid):
    Performance.objects.update(ends_at=None)

    assert earn_played(now=EVENING) == 1


@pytest.mark.parametrize("how", ["cancelled", "moved"])
def test_what_did_not_take_place_is_not_earned(paid, how):
    other = Performance.objects.get()
    if how == "moved":
        other.pk = None
        other.save()
        Performance.objects.exclude(pk=other.pk).update(moved_to=other)
    else:
        Performance.objects.update(cancelled_at=SOON)

    assert earn_played(now=LATE) == 0


def test_a_return_after_the_evening_takes_the_income_back(paid):
    earn_played(now=LATE)
    later = LATE + timedelta(days=1)
    services.return_order(paid.order_id, now=later, actor="desk", reason="ill")

    assert earn_played(now=later) == 1
    assert earn_played(now=later) == 0

    assert _balance(LedgerAccount.INCOME) == 0
    assert _balance(LedgerAccount.DEFERRED_INCOME) == 0
    assert _earned().latest("pk").at == later
    assert check_invariants(now=later).offenders == []


def test_money_that_came_after_the_evening_is_earned_when_it_came(paid):
    Performance.objects.update(starts_at=NOON - timedelta(days=1), ends_at=None)

    earn_played(now=LATE)

    assert _earned().get().at == SOON


def test_fees_and_tax_are_not_earned_again(paid, monkeypatch):
    line = paid.order.lines.first()
    line.fee, line.tax = Decimal(5), Decimal(3)
    ledger.book_return(paid.order, paid.order.lines.all(), now=SOON)
    movement = Movement(key="again", kind="sale", order=paid.order, at=SOON)
    sides = (("receivable", 50), ("deferred_income", -42), ("fees", -5), ("tax", -3))
    entries = [
        Entry(ledger_account=name, currency="CNY", amount=Decimal(n), line=line)
        for name, n in sides
    ]
    ledger.post(movement, entries)

    earn_played(now=LATE)

    assert _balance(LedgerAccount.INCOME) == Decimal(42)
    assert _balance(LedgerAccount.FEES) == Decimal(5)


def test_the_worker_earns_what_has_played(paid):
    yesterday = timezone.now() - timedelta(days=1)
    Performance.objects.update(starts_at=yesterday, ends_at=None)

    earn_income.call()
    earn_income.call()

    assert _earned().count() == 1


def test_income_that_was_booked_too_early_is_named(paid):
    earn_played(now=LATE)

    assert {o["invariant"] for o in check_invariants(now=SOON).offenders} == {
        "earned_means_played"
    }


def test_income_that_no_line_explains_is_named(paid):
    line = paid.order.lines.first()
    entries = [
        Entry(ledger_account=name, currency="CNY", amount=Decimal(n), line=line)
        for name, n in (("deferred_income", 5), ("fees", -5))
    ]
    ledger.post(Movement(key="odd", kind="sale", order=paid.order, at=SOON), entries)

    (offender,) = check_invariants(now=SOON).offenders

    assert offender["invariant"] == "income_of_a_line_is_what_it_sold"
    assert (offender["is"], offender["should"]) == (45, 50)
