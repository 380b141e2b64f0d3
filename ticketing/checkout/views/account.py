"""What belongs to the visitor: their orders, and the header's own part."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from ticketing.checkout.companies import acts_for_any
from ticketing.checkout.selectors import held_now
from ticketing.checkout.visitor import (
    cart_of,
    keep_cart,
    own_account,
    signed_in_user,
)
from ticketing.orders.models import Order, OrderLine

PAGE = 20


@never_cache
@require_GET
@login_required
def account(request: HttpRequest) -> HttpResponse:
    """The person's own orders, newest first."""
    mine = own_account(request)
    own = Order.objects.filter(account=mine)
    lines = Prefetch("lines", queryset=OrderLine.objects.with_place())
    orders = own.prefetch_related(lines).order_by("-pk")
    page = Paginator(orders, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "has_companies": acts_for_any(mine)}
    return render(request, "checkout/account.html", context)


@never_cache
@require_GET
def visitor(request: HttpRequest) -> HttpResponse:
    """Name and basket for the header of pages that are the same for all."""
    now = timezone.now()
    mine, user = cart_of(request), signed_in_user(request)
    count, until = held_now(mine, now=now)
    context = {
        "name": user.get_short_name() or user.email if user else "",
        "count": count,
        "until": until,
        "now": now,
    }
    response = render(request, "checkout/visitor.html", context)
    keep_cart(request, response, mine)
    if user and user.has_perm("wagtailadmin.access_admin"):
        # Public pages wait for this word before they ask for the editors' bar.
        response["HX-Trigger"] = "staff"
    return response
