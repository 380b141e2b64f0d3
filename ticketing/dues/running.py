"""One run over all dues: what is over, then bills, then reminders."""

from datetime import datetime

from members.levels import levels_changed
from ticketing.dues.billing import bill_members
from ticketing.dues.lapsing import settle_dues
from ticketing.dues.reminding import remind_members


def run_dues(*, now: datetime) -> None:
    """May run at any time, twice at once, and die anywhere."""
    levels_changed()
    settle_dues(now=now)
    bill_members(now=now)
    remind_members(now=now)
