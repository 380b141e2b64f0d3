"""What a buyer chooses when a performance does not take place as sold."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ground.errors import Refusal
from ticketing.checkout.views.order import own_order
from ticketing.orders.models import BUYER, Order
from ticketing.returns.calling_off import choose, ways_for
from ticketing.returns.choices import choice_of
from ticketing.returns.models import AskedOrder, AskedState


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def called_off(request: HttpRequest, number: str, secret: str, pk: int) -> HttpResponse:
    """The ways to go on with one order; another's page does not exist."""
    now, order = timezone.now(), own_order(number, secret)
    asked = _asked(order, pk)
    if request.method != "POST":
        return _page(request, order, asked, now=now)
    code = request.POST.get("choice", "")[:20]
    try:
        choose(asked, code, now=now, actor=BUYER)
    except Refusal as refusal:
        fresh = _asked(order, pk)
        return _page(
            request, order, fresh, now=now, error=str(refusal), status=refusal.status
        )
    return redirect("checkout:order-called-off", number, secret, pk)


def _asked(order: Order, pk: int) -> AskedOrder:
    rows = AskedOrder.objects.select_related(
        "call_off__performance__show", "call_off__performance__hall__venue"
    )
    return get_object_or_404(rows, order=order, call_off=pk)


def _page(
    request: HttpRequest,
    order: Order,
    asked: AskedOrder,
    *,
    now: datetime,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    job = asked.call_off
    in_time = job.choose_by is not None and now < job.choose_by
    is_open = in_time and asked.state != AskedState.DONE
    choices, default = ways_for(order, job)
    context = {
        "order": order,
        "asked": asked,
        "job": job,
        "can_choose": is_open and not job.is_stopped,
        "rests": is_open and job.is_stopped,
        "choices": choices,
        "default": default,
        "chosen": choice_of(asked.choice) if asked.choice else None,
        "error": error,
    }
    return render(request, "checkout/called_off.html", context, status=status)
