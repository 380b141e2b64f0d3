"""Exchanging tickets of an order, with what it comes to told before."""

import secrets
from datetime import datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.forms import DecimalField
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ground.errors import Refusal
from ground.row_keys import is_key
from ticketing.checkout.exchange_page import Asked, exchange_page
from ticketing.checkout.exchanging import Wish, exchange_tickets
from ticketing.checkout.paying import begin_payment
from ticketing.checkout.views.order import own_order
from ticketing.checkout.views.posting import leads_to_gateways
from ticketing.orders.models import BUYER, Order
from ticketing.rush.room_views import admission_of

_AMOUNT = DecimalField(max_digits=12, decimal_places=3)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@leads_to_gateways
def exchange(request: HttpRequest, number: str, secret: str) -> HttpResponse:
    """Choose tickets and what they become; then pay the difference, if any."""
    now, found = timezone.now(), own_order(number, secret)
    if request.method != "POST":
        return _page(request, found, now=now)
    asked = _asked(request.POST)
    wish = Wish(
        lines=asked.lines,
        performance=asked.date,
        tier=asked.tier,
        places=asked.seats,
        key=request.POST.get("key", "")[:64],
        method=request.POST.get("method", ""),
        admission=admission_of(request, asked.date),
    )
    shown = _shown(request)
    try:
        placed = exchange_tickets(found.pk, wish, shown=shown, now=now, actor=BUYER)
    except Refusal as refusal:
        fresh = own_order(number, secret)
        return _page(request, fresh, now=now, error=str(refusal), status=refusal.status)
    return redirect(begin_payment(placed.payment, placed.order, now=now))


def _asked(asked: QueryDict) -> Asked:
    return Asked(
        lines=_keys(asked, "line"),
        date=next(iter(_keys(asked, "date")), 0),
        tier=next(iter(_keys(asked, "tier")), 0),
        seats=_keys(asked, "seat"),
    )


def _keys(asked: QueryDict, name: str) -> list[int]:
    return [int(text) for text in asked.getlist(name) if is_key(text)]


def _shown(request: HttpRequest) -> Decimal:
    """What the buyer saw; whoever sends no number has seen nothing to pay."""
    try:
        amount: Decimal = _AMOUNT.clean(request.POST.get("worth", ""))
    except ValidationError:
        return Decimal(0)
    return amount


def _page(
    request: HttpRequest,
    order: Order,
    *,
    now: datetime,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    asked = request.POST if request.method == "POST" else request.GET
    page = exchange_page(order, _asked(asked), now=now)
    key = secrets.token_urlsafe(16)
    context = {"page": page, "order": order, "error": error, "key": key}
    return render(request, "checkout/exchanging.html", context, status=status)
