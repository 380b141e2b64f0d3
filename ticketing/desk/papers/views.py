"""The desk's screens of papers."""

from typing import Any, Final

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.log_actions import log

from ground.errors import Refusal
from ticketing.checkout.views.papers import pdf_response
from ticketing.desk import rights
from ticketing.desk.rights import needs, person
from ticketing.orders.models import Order
from ticketing.papers.asking import invoice_form, issue_asked
from ticketing.papers.models import ONLY, Issuer, Paper
from ticketing.papers.selectors import papers_of

UNPROCESSABLE: Final = 422


class IssuerForm(forms.ModelForm[Issuer]):
    class Meta:
        model = Issuer
        fields = (
            "name_en",
            "name_zh_hans",
            "address_en",
            "address_zh_hans",
            "tax_number",
            "note_en",
            "note_zh_hans",
        )


@needs(rights.SEE_ORDERS, rights.CHANGE_ORDERS)
@require_http_methods(["GET", "HEAD", "POST"])
def papers(request: HttpRequest, order_id: int) -> HttpResponse:
    """The papers of an order, and those that can still be issued."""
    order = get_object_or_404(Order, pk=order_id)
    asked = request.POST if request.method == "POST" else None
    form = invoice_form(order, asked)
    if asked is not None:
        actor, now = str(person(request)), timezone.now()
        try:
            if issue_asked(order, asked, form, now=now, actor=actor):
                return redirect("desk-order-papers", order.pk)
        except Refusal as refusal:
            messages.error(request, str(refusal))
    context = {
        **_frame(_("Papers of order %(number)s") % {"number": order.number}),
        "order": order,
        "papers": papers_of(order),
        "form": form,
        "languages": settings.LANGUAGES,
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "desk/papers/page.html", context, status=status)


@needs(rights.SEE_ORDERS)
@require_safe
def paper_as_pdf(request: HttpRequest, paper_id: int) -> HttpResponse:
    """One paper, in the language that is asked for or the reader's own."""
    paper = get_object_or_404(Paper, pk=paper_id)
    tongue = request.GET.get("language") or get_language() or "en"
    return pdf_response(paper, "zh-hans" if tongue.startswith("zh") else "en")


@needs(rights.CHANGE_HOUSE)
@require_http_methods(["GET", "HEAD", "POST"])
def issuer(request: HttpRequest) -> HttpResponse:
    """Who issues the papers; those that are issued stay as they are."""
    known = Issuer.objects.filter(pk=ONLY).first() or Issuer(pk=ONLY)
    form = IssuerForm(request.POST or None, instance=known)
    if request.method == "POST" and form.is_valid():
        saved = form.save()
        log(saved, "wagtail.edit", user=request.user)
        messages.success(request, _("The settings are saved."))
        return redirect("desk-issuer")
    context = {**_frame(_("Issuer of papers")), "form": form}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "desk/papers/issuer.html", context, status=status)


def _frame(title: str) -> dict[str, Any]:
    return {
        "page_title": title,
        "header_icon": "doc-full",
        "breadcrumbs_items": [{"url": "", "label": title}],
    }
