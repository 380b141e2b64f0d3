"""What a company on account owes, for its own people."""

from typing import Final

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from ground.names import CHINESE, ENGLISH
from ticketing.checkout.companies import companies_of, invoice_for
from ticketing.checkout.views.papers import pdf_named
from ticketing.checkout.visitor import own_account, signed_in_user

LANGUAGES: Final = (ENGLISH, CHINESE)


@never_cache
@require_GET
@login_required
def companies(request: HttpRequest) -> HttpResponse:
    """What is left to order for, and for owners what is owed, with the invoices."""
    account, user = own_account(request), signed_in_user(request)
    found = companies_of(account, user) if account and user else []
    if not found:
        raise Http404
    context = {"companies": found, "tongues": settings.LANGUAGES}
    return render(request, "checkout/companies.html", context)


@never_cache
@require_GET
@login_required
def company_invoice(request: HttpRequest, invoice_id: int, code: str) -> HttpResponse:
    """One monthly invoice as PDF, in either language."""
    user = signed_in_user(request)
    found = invoice_for(user, invoice_id) if user else None
    if found is None or code not in LANGUAGES:
        raise Http404
    return pdf_named(found.code, found.data, code)
