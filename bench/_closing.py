"""A day with very many entries, closed, and its takings told.

`close_seconds` is the whole close, as somebody waits for it after pressing the
button; `takings_seconds` the figures of that day for the screen.
"""

import time
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

ENTRIES: Final = 100_000
# Each movement has two: money received, and the receivable that it ends.
SIDES: Final = 2
HOUR: Final = 3600


def closing() -> dict[str, float]:
    """Book a day of it and close the day; the house is empty before."""
    from django.utils import timezone  # noqa: PLC0415

    from reports.takings.figures import cells, reports  # noqa: PLC0415
    from reports.takings.span import Span  # noqa: PLC0415
    from ticketing.house.models import the_house  # noqa: PLC0415
    from ticketing.payments.closing import close_days  # noqa: PLC0415

    now = timezone.now()
    zone = the_house().zone
    midnight = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    _book(midnight - timedelta(days=1))
    day = midnight.date() - timedelta(days=1)
    begun = time.perf_counter()
    span = Span(day, day, zone)
    reports(span, cells(span))
    told = time.perf_counter()
    closed = close_days(day, now=now, actor="bench")
    done = time.perf_counter()
    if closed.entries != ENTRIES:
        message = f"{closed.entries} entries were closed"
        raise SystemExit(message)
    return {
        "takings_seconds": round(told - begun, 2),
        "close_seconds": round(done - told, 2),
    }


def _book(begins: datetime) -> None:
    from ticketing.payments.models import Entry, Movement  # noqa: PLC0415

    movements = Movement.objects.bulk_create(
        (
            Movement(
                key=f"bench:{n}",
                kind="capture",
                reason="bench",
                at=begins + timedelta(seconds=n % (23 * HOUR)),
            )
            for n in range(ENTRIES // SIDES)
        ),
        batch_size=2000,
    )
    Entry.objects.bulk_create(
        (
            Entry(
                movement=movement,
                ledger_account=account,
                currency="CNY",
                amount=sign * Decimal(80 + n % 800),
            )
            for n, movement in enumerate(movements)
            for account, sign in (("money", 1), ("receivable", -1))
        ),
        batch_size=2000,
    )
