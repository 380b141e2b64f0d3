"""Buying a gift card, and its sheet to print."""

from datetime import datetime
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from ground.errors import Refusal
from ground.names import CHINESE, ENGLISH
from ticketing.checkout.gift_forms import GiftCardForm
from ticketing.checkout.gift_orders import (
    Present,
    order_gift_card,
    purchase_of_gift,
)
from ticketing.checkout.paying import begin_payment
from ticketing.checkout.services import Buyer, Placed
from ticketing.checkout.views.order import own_order
from ticketing.checkout.views.posting import REFUSED, leads_to_gateways
from ticketing.checkout.visitor import language, own_account, signed_in_user
from ticketing.gifts.models import Gift
from ticketing.gifts.sheet import facts_of, gift_pdf
from ticketing.house.models import House, the_house
from ticketing.orders.models import SalesChannel
from ticketing.payments.credit.models import GIFT_CARD
from ticketing.payments.errors import MethodNotOffered
from ticketing.payments.methods.offering import offered
from ticketing.rush.networks import network_of
from ticketing.rush.unproved import may_order

LANGUAGES: Final = (ENGLISH, CHINESE)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@leads_to_gateways
def gift_card(request: HttpRequest) -> HttpResponse:
    """Choose a gift card and order it; a house that sells none has no such page."""
    now, house = timezone.now(), the_house()
    if not house.sells_gift_cards:
        raise Http404
    form = GiftCardForm(
        request.POST or None, house=house, now=now, initial=_known(request)
    )
    if request.method == "POST" and form.is_valid():
        try:
            placed = _order(request, form, now=now)
        except Refusal as refusal:
            field = "method" if isinstance(refusal, MethodNotOffered) else None
            form.add_error(field, str(refusal))
        else:
            return redirect(begin_payment(placed.payment, placed.order, now=now))
    context = {"form": form, "ways": _ways(request, house, now=now)}
    status = REFUSED if form.errors else 200
    return render(request, "checkout/gift_card.html", context, status=status)


def _known(request: HttpRequest) -> dict[str, str]:
    user = signed_in_user(request)
    return {"name": user.get_full_name(), "email": user.email} if user else {}


def _order(request: HttpRequest, form: GiftCardForm, *, now: datetime) -> Placed:
    data = form.cleaned_data
    present = Present(
        data["wanted"],
        to_name=data["to_name"],
        email=data["to_email"],
        message=data["message"],
        send_on=data["send_on"],
    )
    buyer = Buyer(
        name=data["name"],
        email=data["email"],
        account=own_account(request),
        user=signed_in_user(request),
        language=language(),
    )
    by: dict[str, Any] = {"method": data["method"], "now": now}
    if buyer.user is None:
        may_order(network_of(request))
    return order_gift_card(data["once"], present, buyer, **by)


def _ways(request: HttpRequest, house: House, *, now: datetime) -> list[Any]:
    """For the least that a card can have; what it really costs is looked at later."""
    sums = [*house.gift_values, house.gift_card_least or house.gift_card_most]
    least = min(one for one in sums if one is not None)
    account = own_account(request)
    purchase = purchase_of_gift(
        least, account.pk if account else None, SalesChannel.WEB
    )
    return offered(purchase, now=now)


@never_cache
@require_GET
def gift_card_as_pdf(
    _request: HttpRequest, number: str, secret: str, code: str
) -> HttpResponse:
    """The sheet of the order's card, in either language; none before it is paid."""
    order = own_order(number, secret)
    line = order.lines.live().filter(kind=GIFT_CARD).first()
    gift = Gift.objects.select_related("credit").filter(
        pk=(line.subject if line else None) or 0
    )
    found = gift.exclude(credit=None).first()
    if found is None or code not in LANGUAGES:
        raise Http404
    with override(code):
        facts = facts_of(found)
    answer = HttpResponse(gift_pdf(facts, code), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{order.number}-{code}.pdf"'
    return answer
