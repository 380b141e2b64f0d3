"""From the basket to an order: who buys, how it is delivered, how it is paid."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from typing import Any

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
from ticketing.checkout.delivering import choices, with_delivery
from ticketing.checkout.errors import EmptyCart, UnknownDelivery
from ticketing.checkout.forms import BuyerForm
from ticketing.checkout.gift_cards import Wish, credits_to_use, offered_credit
from ticketing.checkout.giving_back import terms_of_basket
from ticketing.checkout.paying import begin_payment, order_address, ways_to_pay
from ticketing.checkout.selectors import CartContents, cart_contents
from ticketing.checkout.services import Placed, place_order
from ticketing.checkout.told_terms import sign_of_basket
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
from ticketing.delivery.charging import Choice
from ticketing.delivery.errors import AddressMissing, DeliveryNotPossible
from ticketing.delivery.forms import AddressForm, reached_by
from ticketing.delivery.selectors import ways_offered
from ticketing.house.models import the_house
from ticketing.payments.credit.errors import (
    GiftCardEmpty,
    GiftCardOfAnotherCurrency,
    GiftCardOver,
    GiftCardUnknown,
)
from ticketing.payments.errors import MethodNotOffered
from ticketing.payments.on_account.errors import OverLimit, TabBlocked
from ticketing.rush.networks import network_of

# Which field of the form a refusal speaks of.
FIELDS: dict[type[Refusal], str] = {
    GiftCardUnknown: "gift_card",
    GiftCardOver: "gift_card",
    GiftCardEmpty: "gift_card",
    GiftCardOfAnotherCurrency: "gift_card",
    UnknownDelivery: "delivery",
    AddressMissing: "delivery",
    DeliveryNotPossible: "delivery",
    MethodNotOffered: "method",
    OverLimit: "method",
    TabBlocked: "method",
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@leads_to_gateways
def checkout(request: HttpRequest) -> HttpResponse:
    """Show the form; or place the order once, however often it is sent."""
    now = timezone.now()
    if request.method != "POST":
        return _begin(request, now=now)
    form, to = BuyerForm(request.POST), _address(request)
    if to and request.POST.get("act") == "price":
        return _page(request, form.unjudged(), to, now=now)
    if not form.is_valid() or (to and not to.is_valid()):
        return _page(request, form, to, now=now, status=REFUSED)
    try:
        placed = _place(request, form, to, now=now)
    except EmptyCart:
        return redirect("checkout:cart")
    except Refusal as refusal:
        form.add_error(FIELDS.get(type(refusal)), str(refusal))
        return _page(request, form, to, now=now, status=refusal.status)
    return redirect(begin_payment(placed.payment, placed.order, now=now))


def _address(request: HttpRequest) -> AddressForm | None:
    """The address that was sent, where the chosen way of delivery needs one."""
    sent = request.POST
    if f"{AddressForm.prefix}-country" not in sent:
        # The page had no such way; the service says it if one is asked for.
        return None
    ways = ways_offered()
    chosen = next((w for w in ways if w.method.code == sent.get("delivery")), None)
    if chosen is None or not chosen.method.needs_address:
        return None
    name = sent.get("name", "")
    # No longer than the buyer's own field allows, which says so itself.
    phone = " ".join(sent.get("phone", "").split())[:40]
    return AddressForm(sent, reached=reached_by(ways), name=name, phone=phone)


def _place(
    request: HttpRequest, form: BuyerForm, to: AddressForm | None, *, now: datetime
) -> Placed:
    key = _own_key(request)
    wish, network = _wish(request, form), network_of(request)
    buyer = form.buyer(
        account=own_account(request),
        user=signed_in_user(request),
        language=language(),
        address=to.told if to else None,
        credits=credits_to_use(wish, key, network=network, now=now),
    )
    return place_order(
        key,
        buyer,
        delivery=form.cleaned_data["delivery"],
        method=form.cleaned_data["method"],
        now=now,
        shown=form.seen(),
    )


def _wish(request: HttpRequest, form: BuyerForm) -> Wish:
    kept_fields = form.cleaned_data
    account = own_account(request) if kept_fields["use_credit"] else None
    return Wish(kept_fields["gift_card"], account)


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
    return _page(request, BuyerForm(initial=known), None, now=now)


def _page(
    request: HttpRequest,
    form: BuyerForm,
    to: AddressForm | None,
    *,
    now: datetime,
    status: int = 200,
) -> HttpResponse:
    mine = cart_of(request)
    contents = cart_contents(mine, the_house(), now=now)
    if contents.is_empty:
        order = order_of_cookie(request)
        # The answer to the order was lost, or the page was opened again.
        return redirect(order_address(order) if order else "checkout:cart")
    if not contents.held and status == 200:  # noqa: PLR2004 HTTP's own number
        return redirect("checkout:cart")
    context = _context(form, to, contents, now=now)
    response = render(request, "checkout/pay.html", context, status=status)
    keep_cart(request, response, mine)
    return response


def _context(
    form: BuyerForm, to: AddressForm | None, contents: CartContents, *, now: datetime
) -> dict[str, Any]:
    address = to.rough if to else None
    offered = choices(contents, now=now, area=address.area if address else ())
    chosen = _chosen(form, offered)
    if form.is_bound:
        # What can't be had is said by the form; the sum is then without it.
        with suppress(Refusal):
            contents = with_delivery(contents, chosen, address, now=now)
    ways = ways_to_pay(contents, now=now)
    parts = {
        "form": form,
        "to": to,
        "deliveries": offered,
        "chosen": chosen,
        "ways": ways,
        "currency": contents.quote.currency,
    }
    return {
        **parts,
        "contents": contents,
        "fields": _fields(parts),
        "has_address": _need_address(offered),
        "credit": offered_credit(contents.cart, now=now) if ways else None,
        "terms": terms_of_basket(contents),
        "told": sign_of_basket(contents),
        "now": now,
    }


def _need_address(offered: Iterable[Choice]) -> bool:
    return any(one.is_possible and one.method.needs_address for one in offered)


def _chosen(form: BuyerForm, offered: Iterable[Choice]) -> str:
    """What was chosen, or else the first that can be."""
    possible = (one.method.code for one in offered if one.is_possible)
    return str(form["delivery"].value() or next(possible, ""))


def _fields(parts: dict[str, Any]) -> SafeString:
    """The form's fields; while they are empty they are the same for everybody."""

    def build() -> SafeString:
        to = parts["to"]
        if to is None and _need_address(parts["deliveries"]):
            to = AddressForm(reached=reached_by(ways_offered()))
        context = {**parts, "to": to}
        return render_to_string("checkout/pay/fields.html", context)

    form: BuyerForm = parts["form"]
    if form.is_bound or form.initial:
        return build()
    same = tuple(one.signature for one in parts["deliveries"])
    codes = ",".join(way.code for way in parts["ways"])
    key = f"{get_language()}:{parts['currency']}:{codes}:{same}"
    return kept(f"buyer-fields:{key}", SECOND, build)
