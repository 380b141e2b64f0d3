"""Entering a presale code."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ground.errors import Refusal
from ticketing.checkout.forms import CodeForm
from ticketing.checkout.presale import enter_code, remember
from ticketing.checkout.seat_page import offered_or_404
from ticketing.rush.presale import coming_windows


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for a code; one that is right opens the performance for this visitor."""
    found, now = offered_or_404(pk), timezone.now()
    form = CodeForm(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                entered = enter_code(request, pk, form.cleaned_data["code"], now=now)
            except Refusal as refusal:
                form.add_error("code", str(refusal))
                status = refusal.status
            else:
                response = redirect("checkout:performance", pk)
                remember(request, response, entered)
                return response
    context = {
        "form": form,
        "performance": found,
        "windows": list(coming_windows(pk, now=now)),
        "now": now,
    }
    return render(request, "checkout/presale.html", context, status=status)
