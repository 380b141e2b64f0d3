"""Membership: the levels to choose from, and one's own."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from ground.errors import Refusal
from members.levels import join_at_once, known_levels
from members.models import Level
from members.services import personal_account
from ticketing.checkout.level_words import level_cards
from ticketing.checkout.views.posting import acting
from ticketing.checkout.visitor import own_account, signed_in_user
from ticketing.house.models import the_house


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
    level, user = level_or_404(code), signed_in_user(request)
    if user is None:
        raise Http404
    now = timezone.localtime(timezone.now(), the_house().zone)
    try:
        join_at_once(personal_account(user), level, now=now)
    except Refusal as refusal:
        return _page(request, error=str(refusal), status=refusal.status)
    messages.success(request, _("“%(level)s” is your level now.") % {"level": level})
    return redirect("checkout:membership")


def level_or_404(code: str) -> Level:
    """Raises Http404 where no level has that code."""
    found = next((one for one in known_levels().values() if one.code == code), None)
    if found is None:
        raise Http404
    return found


def _page(request: HttpRequest, *, error: str = "", status: int = 200) -> HttpResponse:
    cards, mine = level_cards(own_account(request), now=timezone.now())
    if not cards:
        raise Http404
    own: Any = next((card for card in cards if card.is_mine), None)
    context = {"cards": cards, "mine": mine, "own": own, "error": error}
    return render(request, "checkout/membership.html", context, status=status)
