"""Orders that lines of a statement may be for."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final

from django.db.models import F, Q, QuerySet, Sum

from ground.money import ZERO
from ticketing.house.models import the_house
from ticketing.orders.models import Order
from ticketing.orders.phases import ENDED, UNPAID, Phase
from ticketing.payments.models import Payment, PaymentState, Refund, RefundState
from ticketing.payments.statements.matching import (
    Asked,
    Candidate,
    Index,
    numbers_in,
)
from ticketing.payments.statements.models import StatementLine

# Money that comes later than this after its order is found by the whole number.
LOOKS_BACK: Final = timedelta(days=400)
AT_ONCE: Final = 500
# Some programs write the year 1 where they know no date.
_LONG_AGO: Final = date(2000, 1, 1)

Sums = dict[int, Decimal]


def asked_of(line: StatementLine) -> Asked:
    return Asked(
        amount=line.amount,
        currency=line.currency,
        name=line.name,
        purpose=line.purpose,
        reference=line.bank_reference,
    )


def index_for(lines: Sequence[StatementLine]) -> Index:
    """Unpaid orders, those of late that chose to transfer, and those named."""
    if not lines:
        return Index([])
    earliest = max(min(line.booked_on for line in lines), _LONG_AGO)
    first = datetime.combine(earliest, time())
    since = first.replace(tzinfo=the_house().zone) - LOOKS_BACK
    transfers = Payment.objects.filter(gateway="transfer", started_at__gte=since)
    known = Q(phase__in=UNPAID) | Q(pk__in=transfers.values("order"))
    found = dict(_read(Order.objects.filter(known)))
    words = {word for line in lines for word in _words(line)}
    named = sorted(words - {one.number for one in found.values()})
    for start in range(0, len(named), AT_ONCE):
        part = Order.objects.filter(number__in=named[start : start + AT_ONCE])
        found.update(_read(part))
    return Index(found.values())


def candidate_of(order_id: int) -> Candidate | None:
    """The order as it is now; None for a draft."""
    return dict(_read(Order.objects.filter(pk=order_id))).get(order_id)


def _words(line: StatementLine) -> list[str]:
    return numbers_in(f"{line.purpose} / {line.bank_reference}")


def _read(orders: QuerySet[Order]) -> Iterable[tuple[int, Candidate]]:
    came, back = _came(orders), _went_back(orders)
    rows = orders.exclude(phase=Phase.DRAFT).values_list(
        "pk", "number", "currency", "total", "carried", "buyer_name", "phase"
    )
    for pk, number, currency, total, carried, name, phase in rows:
        waits = phase in UNPAID
        kept = sum(came[pk], ZERO) - back.get(pk, ZERO)
        one = Candidate(
            order_id=pk,
            number=number,
            currency=currency,
            # What an exchange brings with it is not waited for.
            due=total - kept - carried if waits else total,
            name=name,
            waits=waits,
            has_ended=phase in ENDED,
            came=tuple(came[pk]),
        )
        yield pk, one


def _came(orders: QuerySet[Order]) -> defaultdict[int, list[Decimal]]:
    rows = Payment.objects.filter(
        order__in=orders.values("pk"),
        state=PaymentState.CAPTURED,
        currency=F("order__currency"),
    )
    found: defaultdict[int, list[Decimal]] = defaultdict(list)
    for order, amount in rows.values_list("order", "amount"):
        found[order].append(amount)
    return found


def _went_back(orders: QuerySet[Order]) -> Sums:
    rows = Refund.objects.filter(
        order__in=orders.values("pk"), payment__currency=F("order__currency")
    )
    going = rows.exclude(state=RefundState.FAILED)
    return dict(going.values_list("order").annotate(sum=Sum("amount")))
