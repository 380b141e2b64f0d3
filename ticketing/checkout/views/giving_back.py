"""Giving tickets of an order back, with what comes back told before."""

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
from ticketing.checkout.giving_back import giving_back
from ticketing.checkout.paying import order_address
from ticketing.checkout.views.order import own_order
from ticketing.orders.models import BUYER, Order
from ticketing.returns.services import give_tickets_back

_AMOUNT = DecimalField(max_digits=12, decimal_places=3, min_value=0)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def give_back(request: HttpRequest, number: str, secret: str) -> HttpResponse:
    """Choose tickets and see what comes back; then give them back."""
    now, found = timezone.now(), own_order(number, secret)
    if request.method != "POST":
        return _page(request, found, now=now)
    try:
        give_tickets_back(
            found.pk,
            _keys(request.POST),
            shown=_shown(request),
            now=now,
            actor=BUYER,
        )
    except Refusal as refusal:
        fresh = own_order(number, secret)
        return _page(request, fresh, now=now, error=str(refusal), status=refusal.status)
    return redirect(order_address(found))


def _keys(asked: QueryDict) -> list[int]:
    return [int(text) for text in asked.getlist("line") if is_key(text)]


def _shown(request: HttpRequest) -> Decimal:
    """What the buyer saw; whoever sends no number has seen nothing."""
    try:
        amount: Decimal = _AMOUNT.clean(request.POST.get("back", ""))
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
    page = giving_back(order, _keys(asked), now=now)
    context = {"page": page, "order": order, "error": error}
    return render(request, "checkout/giving_back.html", context, status=status)
