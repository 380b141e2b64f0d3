"""Money that arrives: `settle` is the one way in, whoever brings the news.

Locks the order, then its payment; decides on what it reads after that. The
same news twice, late or in another order ends the same.
"""

import secrets
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_noop as _noop

from ground.compiled import compiled
from ground.crash import crash_point
from ground.errors import Refusal
from ground.money import ZERO
from ticketing.house.models import the_house
from ticketing.orders import services as orders
from ticketing.orders.models import Order, OrderEventKind
from ticketing.orders.phases import UNPAID, Phase
from ticketing.payments import gateways, ledger
from ticketing.payments.balance import amount_due
from ticketing.payments.errors import MoneyNotUsed, NoAmount, ReferenceTaken
from ticketing.payments.gateways import Answer
from ticketing.payments.models import OPEN_STATES, Payment, PaymentState
from ticketing.payments.opening import write_payment
from ticketing.payments.refunds import give_back
from ticketing.payments.till.errors import NoOpenShift


@transaction.atomic
def settle(
    payment_id: int, answer: Answer, *, now: datetime, actor: str = ""
) -> Payment:
    """Write down a gateway's answer; a captured payment moves its order.

    Captured stays captured, and only an open payment fails or expires. Money
    is never refused: what the order can't use is planned to go back.
    """
    payment = _locked(payment_id)
    if answer.state == PaymentState.CAPTURED:
        return _capture(payment, answer, now=now, actor=actor)
    if payment.state in OPEN_STATES:
        payment.state = answer.state
        payment.address = answer.address or payment.address
        payment.failure = answer.failure[:300]
    # Kept also where the payment has ended: late money is known by it.
    payment.reference = payment.reference or answer.reference
    payment.save(update_fields=["state", "reference", "address", "failure"])
    return payment


def note_begun(payment: Payment, answer: Answer) -> Payment | None:
    """Write down that the buyer's page is there, with one statement.

    Nothing of the order moves by that, so that no lock is needed. None where
    the payment is no longer open, or the answer is another: then `settle`.
    """
    if answer.state != PaymentState.PENDING or payment.reference:
        return None
    changes = {
        "state": answer.state,
        "address": answer.address or payment.address,
        "reference": answer.reference,
        "failure": "",
    }
    known = Payment.objects.filter(pk=payment.pk, reference=None)
    if not known.filter(state__in=OPEN_STATES).update(**changes):
        return None
    for name, value in changes.items():
        setattr(payment, name, value)
    return payment


def record_capture(
    payment: Payment, *, reference: str | None, now: datetime, actor: str = ""
) -> Payment:
    """Money of this payment is here, in full. Twice is once."""
    answer = Answer(PaymentState.CAPTURED, reference=reference)
    return settle(payment.pk, answer, now=now, actor=actor)


def receive_payment(
    payment_id: int,
    *,
    actor: str,
    now: datetime,
    reference: str = "",
    amount: Decimal | None = None,
) -> Payment:
    """For the desk: a transfer has come, or the buyer has paid at the counter.

    `amount` is what really came, where it is not what was asked for: of less,
    the rest stays due (a new payment waits for it); more goes back. Pressed
    twice is once. After the order's end its places are found again, or the
    money goes back: read the order's phase and its refunds. Raises NoAmount,
    ReferenceTaken, or NoOpenShift where the house wants it in a till.
    """
    payment = Payment.objects.get(pk=payment_id)
    must_not_need_a_till(payment.gateway)
    answer = received(payment.gateway, reference, amount, but_for=payment.pk)
    return settle(payment_id, answer, now=now, actor=actor)


@transaction.atomic
def receive_money(
    order_id: int,
    *,
    method: str,
    amount: Decimal,
    actor: str,
    now: datetime,
    reference: str = "",
) -> Payment:
    """For the desk: money came for an order that no open payment waits for.

    A second transfer, or one for an order that has ended. What the order
    can't use goes back. Raises KeyError for an unknown method, NoAmount,
    ReferenceTaken or NoOpenShift.
    """
    order = orders.lock_order(order_id)
    code = gateways.gateway(method).code
    must_not_need_a_till(code)
    answer = received(code, reference, amount)
    payment = Payment.objects.create(
        order=order,
        method=code,
        gateway=code,
        key=secrets.token_hex(16),
        amount=amount,
        currency=order.currency,
        started_at=now,
    )
    return settle(payment.pk, answer, now=now, actor=actor)


def must_not_need_a_till(gateway: str) -> None:
    """Raises NoOpenShift where the house wants this money in an open till."""
    if gateway == "counter" and the_house().counter_needs_shift:
        raise NoOpenShift


def received(
    gateway: str, reference: str, amount: Decimal | None, *, but_for: int = 0
) -> Answer:
    """What people say they took, as a gateway would. Raises as `receive_payment`."""
    if amount is not None and amount <= ZERO:
        raise NoAmount
    reference = reference.strip()[:200]
    known = Payment.objects.filter(gateway=gateway, reference=reference)
    taken = known.exclude(pk=but_for).select_related("order").first()
    if reference and taken is not None:
        raise ReferenceTaken(order=taken.order.number)
    return Answer(PaymentState.CAPTURED, reference=reference or None, amount=amount)


def _locked(payment_id: int) -> Payment:
    """Lock the order first (parents before children), then its payments.

    That a payment belongs to its order never changes, so the one query that
    locks may find the order by it.
    """
    order = _order_of.first(payment_id)
    if order is None:
        raise Payment.DoesNotExist
    tries = {p.pk: p for p in _tries(order.pk)}
    payment = tries.pop(payment_id)
    payment.order = order
    payment.others_are_open = any(p.is_open for p in tries.values())
    return payment


@compiled
def _order_of(payment_id: int) -> QuerySet[Order]:
    return Order.objects.locked().filter(payments__pk=payment_id)


@compiled
def _tries(order_id: int) -> QuerySet[Payment]:
    return Payment.objects.locked().filter(order=order_id)


def _capture(payment: Payment, answer: Answer, *, now: datetime, actor: str) -> Payment:
    if payment.state == PaymentState.CAPTURED:
        return payment
    asked = f"{payment.amount} {payment.currency}"
    payment.state = PaymentState.CAPTURED
    payment.captured_at = now
    payment.reference = answer.reference or payment.reference
    # What really came is booked, also where it is not what was asked for.
    payment.amount = payment.amount if answer.amount is None else answer.amount
    payment.currency = answer.currency or payment.currency
    payment.save(
        update_fields=["state", "captured_at", "reference", "amount", "currency"]
    )
    ledger.book_capture(payment, now=now, actor=actor)
    crash_point("capture-written")
    came = f"{payment.method} {payment.amount} {payment.currency}"
    orders.record(
        payment.order,
        OrderEventKind.PAYMENT,
        now=now,
        actor=actor,
        before=asked,
        after=came,
    )
    payment.order.paying_card = answer.card
    _use(payment, now=now)
    return payment


def _use(payment: Payment, *, now: datetime) -> None:
    """Let the money do its work: pay the order, revive it, or go back."""
    order = payment.order
    if payment.currency != order.currency:
        give_back(payment, reason=_noop("another currency"), now=now)
        return
    due = amount_due(order)
    if order.phase in UNPAID:
        if due > ZERO:
            _wait_for_the_rest(payment, due=due, now=now)
        elif refusal := _enter_paid(order, now=now):
            give_back(payment, reason=_cause(refusal, MoneyNotUsed.cause), now=now)
    elif order.phase == Phase.EXPIRED and due <= ZERO:
        if refusal := _enter_paid(order, now=now):
            give_back(payment, reason=_cause(refusal, _noop("paid too late")), now=now)
    else:
        give_back(payment, reason=_noop("not needed any more"), now=now)
        return
    if due < ZERO:
        give_back(payment, reason=_noop("more than was due"), now=now, amount=-due)
    _close_the_others(order, payment)


def _cause(refusal: Refusal, otherwise: str) -> str:
    return refusal.cause if isinstance(refusal, MoneyNotUsed) else otherwise


def _enter_paid(order: Order, *, now: datetime) -> Refusal | None:
    """Take the order to *paid*, from *expired* with its places found again.

    Returns what a room refuses with, such as the stock: the money is here all
    the same, so that its record must not be undone with the rest.
    """
    before = order.phase, order.accepted_at, order.paid_at
    try:
        with transaction.atomic():
            if order.phase == Phase.EXPIRED:
                orders.revive_lines(order, now=now)
            waits = order.phase == Phase.PLACED
            before_paid = [Phase.ACCEPTED] if waits else []
            orders.advance(order, *before_paid, Phase.PAID, now=now)
    except Refusal as refusal:
        order.phase, order.accepted_at, order.paid_at = before
        return refusal
    return None


def _wait_for_the_rest(payment: Payment, *, due: Decimal, now: datetime) -> None:
    """Of a transfer that was too small the desk has to see the rest come."""
    if gateways.gateway(payment.gateway).waits_for_rest:
        waiting = payment.order.payments.open().filter(gateway=payment.gateway)
        waiting.update(state=PaymentState.EXPIRED)
        rest = write_payment(payment.order, payment.method, due=due, now=now)
        settle(rest.pk, Answer(PaymentState.PENDING), now=now)


def _close_the_others(order: Order, payment: Payment) -> None:
    from ticketing.payments.tasks import close_payments  # noqa: PLC0415 it calls us

    if not order.is_unpaid and payment.others_are_open:
        close_payments.enqueue(order.pk)
