"""An order's page, and what its buyer can still do with it."""

from contextlib import suppress
from datetime import datetime

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from ground.compiled import compiled
from ground.errors import Refusal
from ticketing.checkout.forms import CreditForm, MethodForm
from ticketing.checkout.gift_cards import Wish, offered_for_order, pay_with_credit
from ticketing.checkout.order_page import order_page
from ticketing.checkout.paying import order_address, pay_another_way
from ticketing.checkout.views.posting import REFUSED, acting, leads_to_gateways
from ticketing.checkout.visitor import forget_cart, own_account
from ticketing.orders.models import BUYER, Order
from ticketing.payments.errors import GatewayDown, NothingToPay
from ticketing.payments.services import cancel_order, read_back
from ticketing.rush.networks import network_of

PAGE = "checkout:order"


def own_order(number: str, secret: str) -> Order:
    """Find an order by number and secret; another's does not exist."""
    order = _numbered.first(number)
    if order is None or not constant_time_compare(order.secret, secret):
        raise Http404
    return order


@compiled
def _numbered(number: str) -> QuerySet[Order]:
    return Order.objects.filter(number=number)


@never_cache
@require_GET
@leads_to_gateways
def order(request: HttpRequest, number: str, secret: str) -> HttpResponse:
    """The order as it is; the browser may now forget the cart it came from."""
    return _page(request, own_order(number, secret), now=timezone.now())


@acting(PAGE)
@leads_to_gateways
def pay(request: HttpRequest, number: str, secret: str) -> HttpResponse:
    """Pay once more, or in another way."""
    now, found = timezone.now(), own_order(number, secret)
    form = MethodForm(request.POST)
    if not form.is_valid():
        return _page(request, found, now=now, error=str(form.errors["method"][0]))
    try:
        return redirect(pay_another_way(found, form.cleaned_data["method"], now=now))
    except Refusal as refusal:
        return _page(
            request,
            own_order(number, secret),
            now=now,
            error=str(refusal),
            status=refusal.status,
        )


@acting(PAGE)
@leads_to_gateways
def use_credit(request: HttpRequest, number: str, secret: str) -> HttpResponse:
    """Let a gift card or the account's own credit pay a part of it, or all."""
    now, found = timezone.now(), own_order(number, secret)
    form = CreditForm(request.POST)
    if not form.is_valid():
        return _page(request, found, now=now, form=form)
    account = own_account(request)
    is_theirs = account is not None and account.pk == found.account_id
    own = account if is_theirs and form.cleaned_data["use_credit"] else None
    wish = Wish(form.cleaned_data["gift_card"], own)
    try:
        pay_with_credit(found, wish, network=network_of(request), now=now)
    except NothingToPay as refusal:
        found = own_order(number, secret)
        return _page(request, found, now=now, error=str(refusal))
    except Refusal as refusal:
        found = own_order(number, secret)
        form.add_error("gift_card", str(refusal))
        return _page(request, found, now=now, form=form, status=refusal.status)
    return redirect(order_address(found))


@acting(PAGE)
def cancel(request: HttpRequest, number: str, secret: str) -> HttpResponse:
    """Give up an order that is not paid; one that is paid meanwhile stays."""
    now, found = timezone.now(), own_order(number, secret)
    try:
        cancel_order(found.pk, now=now, actor=BUYER, reason="")
    except Refusal as refusal:
        return _page(
            request,
            own_order(number, secret),
            now=now,
            error=str(refusal),
            status=refusal.status,
        )
    return redirect(order_address(found))


@never_cache
@require_GET
@leads_to_gateways
def come_back(request: HttpRequest, number: str, secret: str) -> HttpResponse:
    """Where a gateway sends the buyer: ask what became of the payment.

    A gateway that does not answer now is asked again by a task, and the page
    says that the payment is not known yet.
    """
    now, found = timezone.now(), own_order(number, secret)
    if found.is_unpaid:
        for payment in found.payments.open().select_related("order"):
            with suppress(GatewayDown):
                read_back(payment, now=now)
        found.refresh_from_db()
    return _page(request, found, now=now)


def _page(
    request: HttpRequest,
    found: Order,
    *,
    now: datetime,
    error: str = "",
    form: CreditForm | None = None,
    status: int = REFUSED,
) -> HttpResponse:
    page = order_page(found, now=now)
    context = {"page": page, "order": found, "error": error, "now": now}
    if page.can_be_paid:
        own = own_account(request)
        context["credit"] = offered_for_order(found, own, now=now)
        context["form"] = form or CreditForm()
    is_refused = bool(error or form)
    response = render(
        request, "checkout/order.html", context, status=status if is_refused else 200
    )
    forget_cart(request, response, found.cart_key)
    return response
