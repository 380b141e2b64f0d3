"""The waiting list: joining, proving the address, taking an offer, leaving."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from ground.errors import Refusal
from ticketing.checkout.seat_page import most_of, offered_or_404
from ticketing.checkout.views.posting import acting
from ticketing.checkout.visitor import cart_to_fill, keep_cart, language
from ticketing.checkout.waiting_form import WaitingForm
from ticketing.checkout.waiting_list import ask_to_confirm, put_offer_into
from ticketing.house.models import the_house
from ticketing.rush import waiting_list
from ticketing.rush.models import WaitingEntry
from ticketing.rush.networks import network_of
from ticketing.rush.waiting_tasks import serve_one
from ticketing.shows.models import Performance
from ticketing.stock.models import Place, PriceTier


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask what is wished; the address gets a link that proves it."""
    found, now = offered_or_404(pk), timezone.now()
    form = WaitingForm(
        request.POST if request.method == "POST" else None,
        most=most_of(found, the_house()),
        tiers=list(PriceTier.objects.filter(performance=found)),
    )
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                return _join(request, found, form, now=now)
            except Refusal as refusal:
                form.add_error(None, str(refusal))
    context = {"form": form, "performance": found}
    return render(request, "checkout/waiting/join.html", context, status=status)


def _join(
    request: HttpRequest, found: Performance, form: WaitingForm, *, now: datetime
) -> HttpResponse:
    kept = form.cleaned_data
    wish = waiting_list.Wish(
        quantity=kept["quantity"],
        together=kept["together"],
        tier_ids=tuple(int(tier) for tier in kept["tiers"]),
    )
    entry = waiting_list.join_list(
        found, wish, email=kept["email"], language=language(), now=now
    )
    ask_to_confirm(entry, network=network_of(request))
    # The same words whether the address is on the list or not.
    told = _("We have written to %(email)s. Open the link in that e-mail to confirm.")
    messages.success(request, told % {"email": kept["email"]})
    return redirect("checkout:performance", found.pk)


@never_cache
@require_GET
def entry(request: HttpRequest, secret: str) -> HttpResponse:
    """Where somebody stands, and what is offered to them."""
    return _page(request, _own(secret), now=timezone.now())


@acting("checkout:waiting")
def confirm(_request: HttpRequest, secret: str) -> HttpResponse:
    """The link was opened by who reads the mail: the entry counts now."""
    own = _own(secret)
    waiting_list.confirm(own, now=timezone.now())
    serve_one.enqueue(own.performance_id)
    return redirect("checkout:waiting", secret)


@acting("checkout:waiting")
def leave(_request: HttpRequest, secret: str) -> HttpResponse:
    own = _own(secret)
    waiting_list.leave(own, now=timezone.now())
    serve_one.enqueue(own.performance_id)
    return redirect("checkout:waiting", secret)


@acting("checkout:waiting")
def take(request: HttpRequest, secret: str) -> HttpResponse:
    """Put the offered places into this visitor's basket."""
    own, now = _own(secret), timezone.now()
    cart = cart_to_fill(request, currency=own.performance.currency)
    try:
        put_offer_into(cart, own, now=now)
    except Refusal as refusal:
        own.refresh_from_db()
        return _page(request, own, now=now, error=str(refusal), status=refusal.status)
    response = redirect("checkout:cart")
    keep_cart(request, response, cart)
    return response


def _own(secret: str) -> WaitingEntry:
    rows = WaitingEntry.objects.select_related(
        "performance__show__kind", "performance__hall__venue"
    )
    return get_object_or_404(rows, secret=secret)


def _page(
    request: HttpRequest,
    own: WaitingEntry,
    *,
    now: datetime,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    is_live = own.ended_at is None
    offer = waiting_list.open_offer(own, now=now) if is_live else None
    held = waiting_list.offered_places(offer) if offer else []
    places = Place.objects.filter(pk__in=held).select_related("section", "seat", "tier")
    waits = is_live and own.confirmed_at is not None
    context = {
        "entry": own,
        "performance": own.performance,
        "offer": offer,
        "places": places.order_by("pk"),
        "position": waiting_list.position(own) if waits else None,
        "minutes": the_house().hold_minutes,
        "error": error,
    }
    return render(request, "checkout/waiting/entry.html", context, status=status)
