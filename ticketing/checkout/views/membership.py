"""Membership: the levels to choose from, one's own, and paying for one."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from ground.errors import Refusal
from members.levels import (
    join_at_once,
    known_levels,
    may_pay,
    own_or_borrowed,
)
from members.models import Account, Level, User
from members.services import personal_account
from ticketing.checkout.due_forms import DueForm
from ticketing.checkout.due_orders import order_due, purchase_of_due
from ticketing.checkout.level_words import level_cards
from ticketing.checkout.paying import begin_payment, order_address
from ticketing.checkout.services import Buyer, Placed
from ticketing.checkout.views.posting import REFUSED, acting, leads_to_gateways
from ticketing.checkout.visitor import language, own_account, signed_in_user
from ticketing.dues.standing import owed_order, paid_dues, standing_of
from ticketing.house.models import the_house
from ticketing.payments.errors import MethodNotOffered
from ticketing.payments.methods.offering import offered

# So many receipts are led to from the page.
_PAID = 5


@never_cache
@require_GET
def membership(request: HttpRequest) -> HttpResponse:
    """What each level gives and costs; a house without levels has no such page."""
    return _page(request)


@never_cache
@acting("checkout:membership")
@login_required
def join(request: HttpRequest, code: str) -> HttpResponse:
    """Take a level that is free."""
    level, account = _level_or_404(code), personal_account(_person(request))
    now = timezone.localtime(timezone.now(), the_house().zone)
    try:
        join_at_once(account, level, now=now)
    except Refusal as refusal:
        return _page(request, error=str(refusal), status=refusal.status)
    messages.success(request, _("“%(level)s” is your level now.") % {"level": level})
    return redirect("checkout:membership")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@leads_to_gateways
@login_required
def pay(request: HttpRequest, code: str) -> HttpResponse:
    """Order a period of a level that costs something, the first or another."""
    level, user, now = _level_or_404(code), _person(request), timezone.now()
    account = personal_account(user)
    billed = owed_order(account, level)
    if billed is not None:
        return redirect(order_address(billed))
    try:
        may_pay(account, level, now=now)
    except Refusal as refusal:
        return _page(request, error=str(refusal), status=refusal.status)
    known = {"name": user.get_full_name(), "email": user.email}
    form = DueForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            placed = _order(form, level, account, user, now=now)
        except Refusal as refusal:
            field = "method" if isinstance(refusal, MethodNotOffered) else None
            form.add_error(field, str(refusal))
        else:
            return redirect(begin_payment(placed.payment, placed.order, now=now))
    cards, mine = level_cards(account, now=now)
    context = {
        "card": next(card for card in cards if card.level == level),
        "mine": mine,
        "form": form,
        "ways": offered(purchase_of_due(level, account), now=now),
    }
    status = REFUSED if form.errors else 200
    return render(request, "checkout/membership/pay.html", context, status=status)


def _order(
    form: DueForm, level: Level, account: Account, user: User, *, now: datetime
) -> Placed:
    data = form.cleaned_data
    buyer = Buyer(
        name=data["name"],
        email=data["email"],
        account=account,
        user=user,
        language=language(),
    )
    by: dict[str, Any] = {"method": data["method"], "now": now}
    return order_due(data["once"], level, account, buyer, **by)


def _person(request: HttpRequest) -> User:
    user = signed_in_user(request)
    if user is None:
        raise Http404
    return user


def _level_or_404(code: str) -> Level:
    """Raises Http404 where no level has that code."""
    found = next((one for one in known_levels().values() if one.code == code), None)
    if found is None:
        raise Http404
    return found


def _page(request: HttpRequest, *, error: str = "", status: int = 200) -> HttpResponse:
    account, now = own_account(request), timezone.now()
    cards, mine = level_cards(account, now=now)
    if not cards:
        raise Http404
    own: Any = next((card for card in cards if card.is_mine), None)
    through = own_or_borrowed(account.pk, now) if account and mine is None else None
    context = {"cards": cards, "mine": mine, "own": own, "through": through}
    context |= {
        "error": error,
        "standing": standing_of(account, now) if account else None,
        "paid": paid_dues(account, _PAID) if account else [],
    }
    return render(request, "checkout/membership.html", context, status=status)
