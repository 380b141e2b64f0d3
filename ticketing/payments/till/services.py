"""What is done at a till; a shift's lock comes last, after order and payment."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max, Sum

from ground.crash import crash_point
from ground.inserting import add
from ground.money import ZERO, money
from members.models import User
from ticketing.house.models import the_house
from ticketing.orders import services as orders
from ticketing.payments import ledger
from ticketing.payments.arrivals import received, settle
from ticketing.payments.errors import NoAmount, NothingToPay
from ticketing.payments.failed_refunds import pay_back_by_hand
from ticketing.payments.models import Payment, Refund, RefundState
from ticketing.payments.refunds import finish_refund
from ticketing.payments.till.counting import total_of
from ticketing.payments.till.errors import (
    DifferenceUnexplained,
    NotEnoughCash,
    NotEnoughGiven,
    NotOfTheTill,
    ReferenceMissing,
    ShiftClosed,
    ShiftOpen,
)
from ticketing.payments.till.models import EntryKind, Shift, Tender, Till, TillEntry


@dataclass(frozen=True, slots=True)
class Paid:
    """How somebody paid, or was paid back, at the counter.

    `amount` is empty for what is due; `given` what was handed over in cash;
    `reference` the terminal's.
    """

    tender: Tender
    amount: Decimal | None = None
    given: Decimal | None = None
    reference: str = ""


@transaction.atomic
def open_shift(
    till_id: int, person: User, *, start: Decimal, now: datetime, before: int = 0
) -> Shift:
    """Begin to work at a till with so much counted cash in it.

    Raises ShiftOpen where the till or the person has an open shift, NoAmount
    for less than nothing, Till.DoesNotExist for a till that is not in use.
    """
    if start < ZERO:
        raise NoAmount
    till = Till.objects.select_for_update(no_key=True).get(pk=till_id, is_active=True)
    shifts = Shift.objects.open()
    theirs = shifts.filter(person=person).exists()
    if theirs or shifts.filter(till=till).exists():
        raise ShiftOpen
    last = till.shifts.aggregate(number=Max("number"))["number"] or 0
    return add(
        Shift(
            till=till,
            number=last + 1,
            currency=the_house().currency,
            person=person,
            opened_by=str(person)[:200],
            opened_at=now,
            start=start,
            before_id=before or None,
        )
    )


@transaction.atomic
def take_payment(
    payment_id: int,
    shift_id: int,
    paid: Paid,
    *,
    actor: str,
    now: datetime,
    shown: int | None = None,
) -> TillEntry:
    """The buyer pays at the counter: the order is paid, the till has the money.

    Pressed twice is once; `shown` is the least key that the payment could have when
    it was asked for, so that a second press does not pay what a first one left due.

    Raises ShiftClosed, NotEnoughGiven, ReferenceMissing, NotOfTheTill,
    ReferenceTaken, NoAmount, or NothingToPay where the payment was received
    before, in another way.
    """
    order_id = Payment.objects.values_list("order_id", flat=True).get(pk=payment_id)
    orders.lock_order(order_id)
    first = payment_id if shown is None else min(shown, payment_id)
    before = taken_since(order_id, first)
    if before is not None:
        return before
    payment = Payment.objects.get(pk=payment_id)
    if not payment.is_open:
        raise NothingToPay
    amount = payment.amount if paid.amount is None else paid.amount
    _must_be_paid(paid, amount, payment.currency)
    answer = received(payment.gateway, paid.reference, amount, but_for=payment.pk)
    payment = settle(payment.pk, answer, now=now, actor=actor)
    crash_point("till-captured")
    shift = _open_one(shift_id)
    if shift.currency != payment.currency:
        raise NotOfTheTill
    entry = _entry(shift, EntryKind.SALE, amount, paid, actor=actor, now=now)
    entry.payment = payment
    return add(entry)


def taken_since(order_id: int, payment_id: int) -> TillEntry | None:
    """What a till took for this payment of the order, or for a newer one."""
    lines = TillEntry.objects.filter(payment__order=order_id)
    return lines.filter(payment__gte=payment_id).order_by("payment").first()


def _must_be_paid(paid: Paid, amount: Decimal, currency: str) -> None:
    if paid.tender == Tender.TERMINAL and not paid.reference.strip():
        raise ReferenceMissing
    if paid.given is not None and paid.given < amount:
        raise NotEnoughGiven(sum=money(amount, currency))


@transaction.atomic
def pay_out(
    refund_id: int, shift_id: int, paid: Paid, *, actor: str, now: datetime
) -> TillEntry:
    """Pay a refund back out of the till, or by its terminal. Twice is once.

    A refund that a bank has refused is paid back in its place. Raises
    ShiftClosed, NotEnoughCash, ReferenceMissing, NotOfTheTill, TooMuchBack.
    """
    refund = _locked_refund(refund_id)
    before = TillEntry.objects.filter(refund=refund).first()
    if before is not None:
        return before
    if refund.state == RefundState.DONE:
        raise NothingToPay
    _must_be_paid(paid, refund.amount, refund.order.currency)
    by: dict[str, Any] = {"reference": paid.reference, "actor": actor, "now": now}
    if refund.has_failed:
        refund = pay_back_by_hand(refund.pk, **by)
    else:
        refund = finish_refund(refund.pk, state=RefundState.DONE, **by)
    shift = _open_one(shift_id)
    if shift.currency != refund.order.currency:
        raise NotOfTheTill
    if paid.tender == Tender.CASH:
        _must_have(shift, refund.amount)
    entry = _entry(shift, EntryKind.REFUND, -refund.amount, paid, actor=actor, now=now)
    entry.refund = refund
    return add(entry)


def _locked_refund(refund_id: int) -> Refund:
    """The refund under its order's lock; in place of a failed one the later one."""
    order_id = Refund.objects.values_list("order_id", flat=True).get(pk=refund_id)
    orders.lock_order(order_id)
    refund = Refund.objects.select_related("order").get(pk=refund_id)
    return Refund.objects.filter(replaces=refund).first() or refund


@transaction.atomic
def move_cash(
    shift_id: int,
    amount: Decimal,
    *,
    reason: str,
    actor: str,
    now: datetime,
    key: str = "",
) -> TillEntry:
    """Put cash in (positive) or take it out (negative), for a reason.

    It stays the house's, in its safe or on its way to the bank, so that the
    ledger does not move. Twice with one `key` is once. Raises ShiftClosed,
    NoAmount, NotEnoughCash.
    """
    if amount == ZERO:
        raise NoAmount
    shift = _open_one(shift_id)
    before = _moved_before(key)
    if before is not None:
        return before
    if amount < ZERO:
        _must_have(shift, -amount)
    kind = EntryKind.CASH_IN if amount > ZERO else EntryKind.CASH_OUT
    paid = Paid(Tender.CASH)
    entry = _entry(shift, kind, amount, paid, actor=actor, now=now)
    entry.reason, entry.key = reason[:300], key
    return add(entry)


def _moved_before(key: str) -> TillEntry | None:
    return TillEntry.objects.filter(key=key).first() if key else None


@transaction.atomic
def close_shift(
    shift_id: int,
    counts: Mapping[str, int],
    *,
    reason: str,
    actor: str,
    now: datetime,
) -> Shift:
    """Count the till and close the shift; a difference goes to the ledger.

    `counts` says how many there are of each note and coin. Raises ShiftClosed
    where it was closed before, DifferenceUnexplained.
    """
    shift = _open_one(shift_id)
    expected, counted = cash_in(shift), total_of(counts)
    difference = counted - expected
    reason = reason.strip()[:300]
    if difference and not reason:
        raise DifferenceUnexplained(sum=money(difference, shift.currency))
    shift.counts = {value: n for value, n in counts.items() if n}
    shift.counted, shift.expected, shift.reason = counted, expected, reason
    shift.closed_at, shift.closed_by = now, actor[:200]
    shift.save()
    crash_point("till-counted")
    if difference:
        ledger.book_till_difference(shift, difference, now=now, actor=actor)
    return shift


@transaction.atomic
def hand_over(
    shift_id: int,
    counts: Mapping[str, int],
    *,
    to: User,
    reason: str,
    actor: str,
    now: datetime,
) -> Shift:
    """Count, close, and let the next person begin with what was counted.

    Raises what `close_shift` and `open_shift` raise; then nothing is changed.
    """
    closed = close_shift(shift_id, counts, reason=reason, actor=actor, now=now)
    start: Decimal = closed.counted
    return open_shift(closed.till_id, to, start=start, now=now, before=closed.pk)


def cash_in(shift: Shift) -> Decimal:
    """What should be in the drawer: the float and all cash of the journal."""
    cash = shift.journal.filter(tender=Tender.CASH)
    moved: Decimal = cash.aggregate(sum=Sum("amount"))["sum"] or ZERO
    start: Decimal = shift.start
    return start + moved


def _open_one(shift_id: int) -> Shift:
    """The shift under its lock. Raises ShiftClosed."""
    shift = Shift.objects.select_for_update(no_key=True).get(pk=shift_id)
    if not shift.is_open:
        raise ShiftClosed
    return shift


def _must_have(shift: Shift, amount: Decimal) -> None:
    there = cash_in(shift)
    if there < amount:
        raise NotEnoughCash(sum=money(there, shift.currency))


def _entry(
    shift: Shift,
    kind: EntryKind,
    amount: Decimal,
    paid: Paid,
    *,
    actor: str,
    now: datetime,
) -> TillEntry:
    return TillEntry(
        shift=shift,
        kind=kind,
        tender=paid.tender,
        amount=amount,
        given=paid.given if kind == EntryKind.SALE else None,
        reference=paid.reference.strip()[:200],
        actor=actor[:200],
        at=now,
    )
