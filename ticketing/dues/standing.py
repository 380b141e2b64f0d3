"""Where a member stands with their dues."""

from members.models import Account, Level
from ticketing.dues.models import Due
from ticketing.orders.models import Order
from ticketing.orders.phases import UNPAID


def owed_order(account: Account, level: Level) -> Order | None:
    """The order by which the account pays what it owes for this level."""
    owed = Due.objects.owed().filter(
        account=account, level=level, order__phase__in=UNPAID
    )
    due = owed.select_related("order").order_by("pk").first()
    return due.order if due else None
