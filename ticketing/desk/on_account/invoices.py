"""Monthly invoices at the desk: opened, and paid by hand."""

from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ground.errors import Refusal
from ticketing.checkout.views.papers import pdf_named
from ticketing.desk import rights
from ticketing.desk.forms import InCurrency
from ticketing.desk.on_account.views import asked, asks
from ticketing.desk.rights import needs, person
from ticketing.payments.on_account.errors import PaidBefore
from ticketing.payments.on_account.invoices import open_of
from ticketing.payments.on_account.models import Invoice
from ticketing.payments.on_account.settling import settle_invoice


class SettleForm(InCurrency):
    """What came, as it stands on the statement."""

    amount = forms.DecimalField(
        label=gettext_lazy("Amount received"),
        max_digits=15,
        decimal_places=3,
        min_value=Decimal("0.001"),
    )
    reference = forms.CharField(
        label=gettext_lazy("Reference"),
        max_length=200,
        help_text=gettext_lazy(
            "Of the bank. Lines of an imported statement are booked there instead."
        ),
    )


@needs(rights.SEE_TABS)
@require_safe
def invoice_as_pdf(request: HttpRequest, invoice_id: int) -> HttpResponse:
    """One invoice, in the language that is asked for or the reader's own."""
    found = get_object_or_404(Invoice, pk=invoice_id)
    tongue = request.GET.get("language") or get_language() or "en"
    language = "zh-hans" if tongue.startswith("zh") else "en"
    return pdf_named(found.code, found.data, language)


@needs(rights.SEE_TABS, rights.RECEIVE_MONEY)
@asks
def invoice_received(request: HttpRequest, invoice_id: int) -> HttpResponse:
    """Money for an invoice came by another way than an imported statement."""
    found = get_object_or_404(Invoice.objects.select_related("tab"), pk=invoice_id)
    initial = {"amount": open_of(found).normalize()}
    form = SettleForm(
        request.POST or None, initial=initial, currency=found.tab.currency
    )
    if request.method == "POST" and form.is_valid():
        by: dict[str, Any] = {"actor": str(person(request)), "now": timezone.now()}
        try:
            settle_invoice(found.pk, **form.cleaned_data, **by)
        except Refusal as refusal:
            field = "reference" if isinstance(refusal, PaidBefore) else None
            form.add_error(field, str(refusal))
        else:
            messages.success(request, _("The money is booked."))
            return redirect("desk-tab", found.tab_id)
    title = _("Money for invoice %(number)s") % {"number": found.code}
    return asked(request, form, title, _("Received"))
