"""Disputes at the desk: what waits for an answer, and ending an order that lost one."""

from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from ticketing.desk import rights
from ticketing.desk.actions import Question, ask
from ticketing.desk.forms import ReasonForm
from ticketing.desk.rights import needs
from ticketing.orders.models import Order
from ticketing.orders.phases import WITH_TICKETS
from ticketing.payments.disputes.models import (
    Dispute,
    DisputeQuerySet,
    DisputeState,
)
from ticketing.payments.disputes.services import take_back_after_loss

_STRIPE: Final = "https://dashboard.stripe.com/{}disputes/{}"


def disputes_to_do() -> DisputeQuerySet:
    """Those to be answered, and lost ones whose tickets are still valid."""
    lost = Q(state=DisputeState.LOST, payment__order__phase__in=WITH_TICKETS)
    waiting = Dispute.objects.filter(Q(state=DisputeState.OPEN) | lost)
    return waiting.select_related("payment__order").order_by("respond_by", "pk")


def disputes_of(order: Order) -> list[tuple[Dispute, str]]:
    """All of an order, each with the address where it is answered."""
    found = Dispute.objects.filter(payment__order=order).select_related("payment")
    return [(dispute, _answered_at(dispute)) for dispute in found.order_by("pk")]


def _answered_at(dispute: Dispute) -> str:
    mode = "" if "_live_" in settings.STRIPE_SECRET_KEY[:8] else "test/"
    return _STRIPE.format(mode, dispute.reference)


@needs(rights.SEE_ORDERS, rights.CHANGE_ORDERS, rights.PAY_BACK)
def end_lost(request: HttpRequest, order_id: int) -> HttpResponse:
    """Take the tickets of an order back whose money a lost dispute took."""
    lost = Dispute.objects.filter(state=DisputeState.LOST)
    order = get_object_or_404(
        Order, pk=order_id, phase__in=WITH_TICKETS, payments__disputes__in=lost
    )
    question = Question(
        title=_("End the order after the lost dispute"),
        consequences=[
            _("Its tickets are void from this moment on."),
            _("All its places go back on sale at once."),
            _("The bank has given the disputed money to the buyer already."),
            _("What else was paid goes back the way it came."),
        ],
        button=_("End this order"),
        is_grave=True,
    )

    def act(data: dict[str, Any], now: datetime) -> str:
        take_back_after_loss(
            order.pk, now=now, actor=str(request.user), reason=data["reason"]
        )
        return _("The order is ended.")

    return ask(request, order, question, ReasonForm(request.POST or None), act)
