"""Refunds that people carry out themselves."""

from typing import Final

from django.db.models import Q

from ticketing.payments.models import Refund, RefundQuerySet, RefundState

# Money that people take in and pay back themselves.
BY_HAND: Final = ("transfer", "counter")


def refunds_to_do() -> RefundQuerySet:
    """Those of transfers and the counter, and those that a bank has refused."""
    ours = Q(
        payment__method__in=BY_HAND,
        credit=None,
        state__in=[RefundState.STARTED, RefundState.UNKNOWN],
    )
    failed = Refund.objects.unsettled().values("pk")
    return Refund.objects.filter(ours | Q(pk__in=failed))
