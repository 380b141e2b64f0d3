"""What of the ledger is open, and what may be closed."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db.models import Sum

from ground.dates import span
from ticketing.house.models import the_house
from ticketing.payments.closing import first_open_day, last_day_over
from ticketing.payments.models import Closing, Entry, LedgerAccount, Movement


@dataclass(frozen=True, slots=True)
class OpenDays:
    """Open days from the first until one that is over; both are counted."""

    first: date
    last: date
    movements: int
    # What the account of money grew by, by currency.
    money: dict[str, Decimal]

    @property
    def name(self) -> str:
        return span(self.first, self.last, year=True)


def open_days(last: date) -> OpenDays | None:
    """What a closing until that day would close; None where nothing is open."""
    zone = the_house().zone
    first = first_open_day(zone)
    if first is None or first > last:
        return None
    ends_at = datetime.combine(last + timedelta(days=1), time(), zone)
    starts_at = Closing.objects.last_moment()
    movements = Movement.objects.filter(at__lt=ends_at)
    if starts_at:
        movements = movements.filter(at__gte=starts_at)
    money = Entry.objects.filter(
        movement__in=movements, ledger_account=LedgerAccount.MONEY
    )
    sums = money.order_by().values_list("currency").annotate(Sum("amount"))
    return OpenDays(first, last, movements.count(), dict(sums))


def offered_days(*, now: datetime) -> list[date]:
    """Days until which one closes as a rule: yesterday, and the last whole month."""
    yesterday = last_day_over(the_house().zone, now=now)
    month = (yesterday + timedelta(days=1)).replace(day=1) - timedelta(days=1)
    return sorted({yesterday, month}, reverse=True)
