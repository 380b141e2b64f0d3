"""Lines of an order by which a level is paid."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.db.models import QuerySet

from ground.crash import crash_point
from members.levels import pay_period, take_period_back
from members.models import Membership
from members.services import lock_account
from ticketing.dues.errors import DueClosed
from ticketing.dues.models import Due
from ticketing.house.models import the_house
from ticketing.orders.models import OrderLine

DUE: Final = "due"


class DueLines:
    """The line kind `due`: its thing is a period of a membership."""

    def fulfil(self, lines: Sequence[OrderLine], *, now: datetime) -> None:
        """The period begins, or is added, in the transaction that makes it paid.

        Raises DueClosed where nobody asks for it any more.
        """
        local = now.astimezone(the_house().zone)
        for due in _of(lines):
            if due.closed_at is not None or due.waived_at is not None:
                raise DueClosed
            if due.membership_id is None:
                paid = pay_period(due.account, due.level, due.months, now=local)
                due.membership, due.paid_at = paid, now
                due.save(update_fields=["membership", "paid_at"])
                crash_point("due-paid")

    def release(self, lines: Sequence[OrderLine], *, now: datetime) -> None:
        """The money goes back: so does the period that it paid.

        Whoever gives up an order that was billed gives up the period.
        """
        local = now.astimezone(the_house().zone)
        for due in _of(lines).filter(waived_at=None).select_related("membership"):
            if due.membership is not None:
                take_period_back(due.membership, due.months, now=local)
            elif due.carries_on_id is not None and due.closed_at is None:
                _end_grace(due)
            due.membership, due.paid_at = None, None
            if due.begins_at is not None and due.closed_at is None:
                due.closed_at = now
            due.save(update_fields=["membership", "paid_at", "closed_at"])

    def reclaim(self, lines: Sequence[OrderLine], *, now: datetime) -> None:
        """Nothing was lost."""

    def refundable(self, line: OrderLine, *, now: datetime) -> bool:  # noqa: ARG002 the protocol's
        """Only by the desk, with its whole order."""
        return False

    def is_used_up(self, line: OrderLine) -> bool:  # noqa: ARG002 the protocol's
        return False


def _end_grace(due: Due) -> None:
    lock_account(due.account)
    Membership.objects.filter(pk=due.carries_on_id or 0).update(grace_until=None)


def _of(lines: Sequence[OrderLine]) -> QuerySet[Due]:
    found = Due.objects.filter(pk__in=[line.subject for line in lines])
    return found.select_related("account", "level").order_by("pk")
