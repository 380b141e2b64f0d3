"""Lines of an order by which a level is paid."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.db.models import QuerySet

from ground.crash import crash_point
from members.levels import pay_period, take_period_back
from ticketing.dues.models import Due
from ticketing.house.models import the_house
from ticketing.orders.models import OrderLine

DUE: Final = "due"


class DueLines:
    """The line kind `due`: its thing is a period of a membership."""

    def fulfil(self, lines: Sequence[OrderLine], *, now: datetime) -> None:
        """The period begins, or is added, in the transaction that makes it paid."""
        local = now.astimezone(the_house().zone)
        for due in _of(lines).filter(membership=None):
            due.membership = pay_period(due.account, due.level, due.months, now=local)
            due.save(update_fields=["membership"])
            crash_point("due-paid")

    def release(self, lines: Sequence[OrderLine], *, now: datetime) -> None:
        """The money goes back: so does the period that it paid."""
        local = now.astimezone(the_house().zone)
        for due in _of(lines).exclude(membership=None).select_related("membership"):
            if due.membership is not None:
                take_period_back(due.membership, due.months, now=local)
            due.membership = None
            due.save(update_fields=["membership"])

    def reclaim(self, lines: Sequence[OrderLine], *, now: datetime) -> None:
        """Nothing was lost."""

    def refundable(self, line: OrderLine, *, now: datetime) -> bool:  # noqa: ARG002 the protocol's
        """Only by the desk, with its whole order."""
        return False

    def is_used_up(self, line: OrderLine) -> bool:  # noqa: ARG002 the protocol's
        return False


def _of(lines: Sequence[OrderLine]) -> QuerySet[Due]:
    found = Due.objects.filter(pk__in=[line.subject for line in lines])
    return found.select_related("account", "level").order_by("pk")
