"""Money: what came in, what went back, and what it paid for."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, F, Q, Sum

from ground.money import ZERO
from reports.invariants import Offender, invariant
from ticketing.orders.models import Order, OrderLine
from ticketing.orders.phases import ENDED, UNPAID, WITH_TICKETS
from ticketing.payments.models import Payment, PaymentState, Refund, RefundState

# By (order, currency); an order can get money in a currency that is not its own.
Sums = dict[tuple[int, str], Decimal]


def came_in() -> Sums:
    captured = Payment.objects.filter(state=PaymentState.CAPTURED).order_by()
    rows = captured.values_list("order", "currency").annotate(sum=Sum("amount"))
    return {(order, currency): amount for order, currency, amount in rows}


def went_back(*, only_done: bool) -> Sums:
    """What went back or, unless `only_done`, is on its way."""
    refunds = Refund.objects.exclude(state=RefundState.FAILED)
    if only_done:
        refunds = refunds.filter(state=RefundState.DONE)
    found: defaultdict[tuple[int, str], Decimal] = defaultdict(Decimal)
    rows = refunds.order_by().values_list(
        "order", "order__currency", "payment__currency"
    )
    for order, own, paid_in, amount in rows.annotate(sum=Sum("amount")):
        found[order, paid_in or own] += amount
    return dict(found)


def live_totals() -> dict[int, Decimal]:
    """What the live lines of each order cost."""
    lines = OrderLine.objects.live().order_by().values_list("order")
    return dict(lines.annotate(sum=Sum("price")))


def lost_to_disputes() -> dict[int, Decimal]:
    """What banks gave back to the buyer of each order."""
    lost = Refund.objects.filter(dispute__isnull=False).order_by()
    return dict(lost.values_list("order").annotate(sum=Sum("amount")))


@invariant("An order is paid exactly when what it kept covers its live lines.")
def paid_means_covered(_now: datetime) -> Iterator[Offender]:
    live, captured, back = live_totals(), came_in(), went_back(only_done=False)
    failed = set(
        Refund.objects.filter(state=RefundState.FAILED).values_list("order", flat=True)
    )
    lost = lost_to_disputes()
    orders = Order.objects.order_by("pk").values_list(
        "pk", "number", "phase", "currency"
    )
    for pk, number, phase, currency in orders.iterator(chunk_size=5000):
        kept = captured.get((pk, currency), ZERO) - back.get((pk, currency), ZERO)
        due = live.get(pk, ZERO)
        # A refund that failed keeps the money here for the desk to settle; what a lost
        # dispute took is for the desk to decide about.
        covered = kept + lost.get(pk, ZERO) if phase in WITH_TICKETS else kept
        fault = _fault(phase, covered, due, is_settling=pk in failed)
        if fault:
            yield {"number": number, "fault": fault, "kept": kept, "due": due}


def _fault(phase: str, kept: Decimal, due: Decimal, *, is_settling: bool) -> str:
    if phase in WITH_TICKETS and kept < due:
        return "paid, but the money is not here"
    if phase in UNPAID and kept >= due:
        return "not paid, but the money is here"
    if phase in ENDED and kept > ZERO and not is_settling:
        return "ended, but keeps the money"
    return ""


@invariant("What goes back is within what was captured, payment by payment.")
def refunds_are_within_their_payment(_now: datetime) -> Iterator[Offender]:
    going = ~Q(refunds__state=RefundState.FAILED)
    payments = Payment.objects.annotate(
        back=Sum("refunds__amount", filter=going),
        many=Count("refunds", filter=going),
    ).filter(many__gt=0)
    wrong = payments.filter(Q(back__gt=F("amount")) | ~Q(state=PaymentState.CAPTURED))
    yield from wrong.order_by("pk").values(
        "state", "amount", "back", payment=F("pk"), number=F("order__number")
    )
