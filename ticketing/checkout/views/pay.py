"""From the basket to an order: who buys, how it is delivered, how it is paid."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ground.errors import Refusal
from ground.keeping import SECOND, kept
from ticketing.checkout.errors import EmptyCart, UnknownDelivery
from ticketing.checkout.forms import BuyerForm
from ticketing.checkout.giving_back import terms_of_basket
from ticketing.checkout.paying import begin_payment, order_address, ways_to_pay
from ticketing.checkout.selectors import CartContents, cart_contents, delivery_methods
from ticketing.checkout.services import Placed, place_order
from ticketing.checkout.views.posting import REFUSED, leads_to_gateways
from ticketing.checkout.visitor import (
    cart_of,
    cookie_key,
    keep_cart,
    language,
    order_of_cookie,
    own_account,
    signed_in_user,
)
from ticketing.house.models import the_house
from ticketing.orders.models import Cart
from ticketing.payments.errors import MethodNotOffered
from ticketing.payments.gateways import Gateway

# Which field of the form a refusal speaks of.
FIELDS: dict[type[Refusal], str] = {
    UnknownDelivery: "delivery",
    MethodNotOffered: "method",
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@leads_to_gateways
def checkout(request: HttpRequest) -> HttpResponse:
    """Show the form; or place the order once, however often it is sent."""
    now = timezone.now()
    if request.method != "POST":
        return _begin(request, now=now)
    form = BuyerForm(request.POST)
    if not form.is_valid():
        return _page(request, form, now=now, status=REFUSED)
    try:
        placed = _place(request, form, now=now)
    except EmptyCart:
        return redirect("checkout:cart")
    except Refusal as refusal:
        form.add_error(FIELDS.get(type(refusal)), str(refusal))
        return _page(request, form, now=now, status=refusal.status)
    return redirect(begin_payment(placed.payment, placed.order, now=now))


def _place(request: HttpRequest, form: BuyerForm, *, now: datetime) -> Placed:
    buyer = form.buyer(
        account=own_account(request),
        user=signed_in_user(request),
        language=language(),
    )
    return place_order(
        _own_key(request),
        buyer,
        delivery=form.cleaned_data["delivery"],
        method=form.cleaned_data["method"],
        now=now,
        shown=form.seen(),
    )


def _own_key(request: HttpRequest) -> str:
    """The key of the visitor's cart; a guest's is looked at under the lock."""
    if signed_in_user(request) is None:
        return cookie_key(request)
    mine = cart_of(request)
    return mine.key if mine else cookie_key(request)


def _begin(request: HttpRequest, *, now: datetime) -> HttpResponse:
    """The empty form, filled in with what is known of who signed in."""
    user = signed_in_user(request)
    known = {"name": user.get_full_name(), "email": user.email} if user else {}
    return _page(request, BuyerForm(initial=known), now=now)


def _page(
    request: HttpRequest, form: BuyerForm, *, now: datetime, status: int = 200
) -> HttpResponse:
    mine = cart_of(request)
    contents = cart_contents(mine, the_house(), now=now)
    if contents.is_empty:
        order = order_of_cookie(request)
        # The answer to the order was lost, or the page was opened again.
        return redirect(order_address(order) if order else "checkout:cart")
    if not contents.held and status == 200:  # noqa: PLR2004 HTTP's own number
        return redirect("checkout:cart")
    return _render(request, form, mine, contents, now=now, status=status)


def _render(
    request: HttpRequest,
    form: BuyerForm,
    mine: Cart | None,
    contents: CartContents,
    *,
    now: datetime,
    status: int,
) -> HttpResponse:
    ways = ways_to_pay(contents, now=now)
    context = {
        "form": form,
        "contents": contents,
        "fields": _fields(form, ways, currency=contents.quote.currency),
        "ways": ways,
        "terms": terms_of_basket(contents),
        "now": now,
    }
    response = render(request, "checkout/pay.html", context, status=status)
    keep_cart(request, response, mine)
    return response


def _fields(form: BuyerForm, ways: list[Gateway], *, currency: str) -> SafeString:
    """The form's fields; while they are empty they are the same for everybody."""

    def build() -> SafeString:
        context = {
            "form": form,
            "deliveries": delivery_methods(),
            "ways": ways,
            "currency": currency,
        }
        return render_to_string("checkout/pay/fields.html", context)

    if form.is_bound or form.initial:
        return build()
    codes = ",".join(way.code for way in ways)
    key = f"buyer-fields:{get_language()}:{currency}:{codes}"
    return kept(key, SECOND, build)
