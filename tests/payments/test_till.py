"""Tills: shifts, money for orders, what moves, the count and its difference."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from reports.checking import check_invariants
from tests.factories import UserFactory
from tests.payments.orders import SOON, assert_books_are_right, phase_of, placed_order
from ticketing.orders.phases import Phase
from ticketing.payments import services as payments
from ticketing.payments.errors import NothingToPay, ReferenceTaken
from ticketing.payments.models import Entry, RefundState
from ticketing.payments.till import errors, services
from ticketing.payments.till.counting import denominations
from ticketing.payments.till.models import Shift, Tender, Till, TillEntry
from ticketing.payments.till.report import report
from ticketing.payments.till.services import Paid

pytestmark = pytest.mark.django_db
CASH = Paid(Tender.CASH)
BY = {"actor": "mei@example.org", "now": SOON}


@pytest.fixture
def till(house):
    return Till.objects.create(name_en="Counter 1")


@pytest.fixture
def mei():
    return UserFactory(email="mei@example.org")


@pytest.fixture
def shift(till, mei):
    return services.open_shift(till.pk, mei, start=Decimal(200), now=SOON)


def take(shift, paid=CASH, **order):
    payment = placed_order("counter", **order)
    return services.take_payment(payment.pk, shift.pk, paid, **BY)


def count(sum_):
    """As few pieces as make up the sum."""
    left, counts = Decimal(sum_), {}
    for piece in denominations("CNY"):
        counts[str(piece)], left = int(left // piece), left % piece
    return counts


def close(shift, sum_, reason=""):
    return services.close_shift(shift.pk, count(sum_), reason=reason, **BY)


def assert_tills_are_right():
    assert check_invariants(now=SOON).offenders == []


def test_cash_pays_the_order_and_stands_in_the_journal(shift):
    entry = take(shift, Paid(Tender.CASH, given=Decimal(150)))

    assert phase_of(entry.payment) == Phase.PAID
    assert (entry.amount, entry.change) == (100, 50)
    assert services.cash_in(shift) == 300
    assert_books_are_right(entry.payment.order)
    assert_tills_are_right()


def test_a_card_needs_the_terminals_reference(shift):
    with pytest.raises(errors.ReferenceMissing):
        take(shift, Paid(Tender.TERMINAL))

    entry = take(shift, Paid(Tender.TERMINAL, reference="T-77"))

    assert entry.payment.reference == "T-77"
    assert services.cash_in(shift) == 200
    assert report(shift).terminal == 100


def test_one_slip_pays_one_order(shift):
    take(shift, Paid(Tender.TERMINAL, reference="T-77"))

    with pytest.raises(ReferenceTaken):
        take(shift, Paid(Tender.TERMINAL, reference="T-77"))


def test_less_than_is_due_is_not_enough(shift):
    with pytest.raises(errors.NotEnoughGiven):
        take(shift, Paid(Tender.CASH, given=Decimal(99)))

    assert not TillEntry.objects.exists()


def test_the_same_button_twice_is_once(shift):
    payment = placed_order("counter")
    twice = [services.take_payment(payment.pk, shift.pk, CASH, **BY) for _ in range(2)]

    assert twice[0] == twice[1]
    assert services.cash_in(shift) == 300


def test_what_was_received_before_is_not_taken_again(shift):
    payment = placed_order("counter")
    payments.receive_payment(payment.pk, actor="desk", now=SOON)

    with pytest.raises(NothingToPay):
        services.take_payment(payment.pk, shift.pk, CASH, **BY)


def test_a_closed_shift_takes_nothing_and_the_order_stays_unpaid(shift):
    close(shift, 200)
    payment = placed_order("counter")

    with pytest.raises(errors.ShiftClosed):
        services.take_payment(payment.pk, shift.pk, CASH, **BY)

    assert phase_of(payment) == Phase.ACCEPTED


def test_a_refund_goes_out_of_the_drawer(shift):
    entry = take(shift)
    order = payments.return_order(entry.payment.order_id, reason="ill", **BY)
    refund = order.refunds.get()

    twice = [services.pay_out(refund.pk, shift.pk, CASH, **BY) for _ in range(2)]

    refund.refresh_from_db()
    assert refund.state == RefundState.DONE
    assert twice[0] == twice[1]
    assert services.cash_in(shift) == 200
    assert_tills_are_right()


def test_no_more_is_paid_back_than_the_drawer_has(shift):
    entry = take(shift, Paid(Tender.TERMINAL, reference="T-1"), price="500")
    order = payments.return_order(entry.payment.order_id, reason="ill", **BY)

    with pytest.raises(errors.NotEnoughCash):
        services.pay_out(order.refunds.get().pk, shift.pk, CASH, **BY)

    assert order.refunds.get().state == RefundState.STARTED


def test_cash_in_and_out_has_its_reason_and_no_ledger_entry(shift):
    services.move_cash(shift.pk, Decimal(50), reason="change from the safe", **BY)
    services.move_cash(shift.pk, Decimal(-120), reason="to the bank", **BY)

    assert services.cash_in(shift) == 130
    assert not Entry.objects.exists()
    with pytest.raises(errors.NotEnoughCash):
        services.move_cash(shift.pk, Decimal(-131), reason="to the bank", **BY)


def test_the_database_wants_a_reason(shift):
    with pytest.raises(IntegrityError), transaction.atomic():
        TillEntry.objects.create(
            shift=shift, kind="cash_in", tender="cash", amount=1, actor="x", at=SOON
        )


def test_the_journal_is_never_changed(shift):
    entry = take(shift)

    with pytest.raises(Exception, match="append-only"), transaction.atomic():
        TillEntry.objects.filter(pk=entry.pk).update(amount=1)


@pytest.mark.parametrize("counted", ["290.5", "312.6"])
def test_a_difference_is_explained_and_goes_to_the_ledger(shift, counted):
    take(shift)
    with pytest.raises(errors.DifferenceUnexplained):
        close(shift, counted)

    closed = close(shift, counted, reason="wrong change")

    difference = Decimal(counted) - 300
    assert closed.difference == difference
    booked = Entry.objects.filter(movement__key=f"till:{shift.pk}")
    assert dict(booked.values_list("ledger_account", "amount")) == {
        "money": difference,
        "over_short": -difference,
    }
    assert_tills_are_right()


def test_nobody_closes_twice(shift):
    close(shift, 200)

    with pytest.raises(errors.ShiftClosed):
        close(shift, 200)


def test_a_till_has_one_open_shift(shift, till):
    with pytest.raises(errors.ShiftOpen):
        services.open_shift(till.pk, UserFactory(), start=Decimal(0), now=SOON)


def test_a_person_has_one_open_shift(shift, mei):
    other = Till.objects.create(name_en="Counter 2")

    with pytest.raises(errors.ShiftOpen):
        services.open_shift(other.pk, mei, start=Decimal(0), now=SOON)


def test_the_database_allows_one_open_shift(shift, till):
    with pytest.raises(IntegrityError), transaction.atomic():
        Shift.objects.create(
            till=till, number=9, currency="CNY", opened_by="x", opened_at=SOON, start=0
        )


def test_a_hand_over_goes_on_with_what_was_counted(shift, till):
    take(shift)
    bo = UserFactory()

    after = services.hand_over(shift.pk, count(300), to=bo, reason="", **BY)

    shift.refresh_from_db()
    assert not shift.is_open
    assert (after.start, after.person, after.before) == (300, bo, shift)
    assert after.number == shift.number + 1
    assert_tills_are_right()


def test_a_hand_over_to_somebody_who_has_a_till_changes_nothing(shift):
    bo, other = UserFactory(), Till.objects.create(name_en="Counter 2")
    services.open_shift(other.pk, bo, start=Decimal(0), now=SOON)

    with pytest.raises(errors.ShiftOpen):
        services.hand_over(shift.pk, count(200), to=bo, reason="", **BY)

    shift.refresh_from_db()
    assert shift.is_open


def test_a_house_can_want_all_money_of_the_counter_in_a_till(shift, house):
    house.counter_needs_shift = True
    house.save()
    payment = placed_order("counter")

    with pytest.raises(errors.NoOpenShift):
        payments.receive_payment(payment.pk, actor="desk", now=SOON)
    services.take_payment(payment.pk, shift.pk, CASH, **BY)

    assert phase_of(payment) == Phase.PAID


def test_a_part_in_cash_leaves_the_rest_due(shift):
    entry = take(shift, Paid(Tender.CASH, amount=Decimal(60)))

    assert phase_of(entry.payment) == Phase.ACCEPTED
    rest = entry.payment.order.payments.open().get()
    card = Paid(Tender.TERMINAL, reference="T-2")
    services.take_payment(rest.pk, shift.pk, card, **BY)
    assert phase_of(entry.payment) == Phase.PAID
    assert (services.cash_in(shift), report(shift).terminal) == (260, 40)
    assert_tills_are_right()


def test_a_till_of_another_currency_takes_nothing(shift):
    Shift.objects.filter(pk=shift.pk).update(currency="EUR")
    payment = placed_order("counter", now=SOON - timedelta(minutes=1))

    with pytest.raises(errors.NotOfTheTill):
        services.take_payment(payment.pk, shift.pk, CASH, **BY)

    assert phase_of(payment) == Phase.ACCEPTED


def test_an_unknown_currency_has_notes_down_to_its_unit():
    assert denominations("PLN")[-1] == Decimal("0.01")
    assert denominations("VND")[-1] == Decimal(1)
