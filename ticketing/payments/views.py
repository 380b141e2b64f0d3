"""The address of Stripe's notices, and the sandbox's page."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from ground.compiled import compiled
from ticketing.payments import gateways, rehearsal
from ticketing.payments.errors import ForgedNotice
from ticketing.payments.models import Payment
from ticketing.payments.notices import take_stripe_notice


@csrf_exempt
@require_POST
def stripe_notice(request: HttpRequest) -> HttpResponse:
    """Answer 200 to whatever Stripe signed, known or not; 400 to the rest."""
    signature = request.headers.get("Stripe-Signature", "")
    try:
        take_stripe_notice(request.body, signature, now=timezone.now())
    except ForgedNotice as refusal:
        return HttpResponse(
            str(refusal), status=refusal.status, content_type="text/plain"
        )
    return HttpResponse(status=200)


@compiled
def _rehearsed(key: str) -> QuerySet[Payment]:
    return Payment.objects.filter(key=key, gateway="sandbox").select_related("order")


@never_cache
@require_http_methods(["GET", "POST"])
def sandbox(request: HttpRequest, key: str) -> HttpResponse:
    """Show the pretended bank's page, and do what its buttons say."""
    if not gateways.gateway("sandbox").is_available():
        raise Http404
    payment = _rehearsed.first(key)
    if payment is None:
        raise Http404
    if request.method == "POST":
        act = rehearsal.ACTS.get(request.POST.get("act", ""))
        if act is None:
            raise Http404
        return redirect(act(payment, timezone.now()))
    request.LANGUAGE_CODE = payment.order.language
    with translation.override(payment.order.language):
        return render(request, "payments/sandbox.html", {"payment": payment})
