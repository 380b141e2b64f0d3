"""Closed days: as they were closed, and one after the other."""

from collections.abc import Iterator
from datetime import datetime

from reports.invariants import Offender, invariant
from ticketing.payments.closing import recount
from ticketing.payments.models import Closing


@invariant("The ledger still has of closed days what was closed.")
def closed_days_are_as_they_were(_now: datetime) -> Iterator[Offender]:
    for closing in Closing.objects.order_by("ends_at"):
        counted = recount(closing)
        if not counted.is_as(closing):
            yield {
                "days": str(closing),
                "entries": counted.entries,
                "should": closing.entries,
            }


@invariant("Closings follow one another without a gap.")
def closings_follow_one_another(_now: datetime) -> Iterator[Offender]:
    before = None
    for closing in Closing.objects.order_by("starts_at"):
        if before is not None and before.ends_at != closing.starts_at:
            yield {"days": str(closing), "before": str(before)}
        before = closing
