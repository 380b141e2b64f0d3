"""Papers of one's own order: asked for, listed, opened."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from ground.errors import Refusal
from ticketing.checkout.views.order import own_order
from ticketing.checkout.views.posting import REFUSED
from ticketing.checkout.visitor import language
from ticketing.orders.models import BUYER
from ticketing.papers.asking import invoice_form, issue_asked
from ticketing.papers.contents import Data
from ticketing.papers.models import Paper
from ticketing.papers.pdf import paper_pdf
from ticketing.papers.selectors import papers_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def papers(request: HttpRequest, number: str, secret: str) -> HttpResponse:
    """What there is of invoice, receipt and credit notes, and what can be had."""
    found = own_order(number, secret)
    asked = request.POST if request.method == "POST" else None
    form, error = invoice_form(found, asked), ""
    if asked is not None:
        now = timezone.now()
        try:
            if issue_asked(found, asked, form, now=now, actor=BUYER):
                return redirect("checkout:order-papers", number, secret)
        except Refusal as refusal:
            error = str(refusal)
    context = {
        "order": found,
        "papers": papers_of(found),
        "form": form,
        "error": error,
    }
    status = REFUSED if error or form.errors else 200
    return render(request, "checkout/papers.html", context, status=status)


@never_cache
@require_GET
def paper_as_pdf(
    _request: HttpRequest, number: str, secret: str, code: str
) -> HttpResponse:
    """One paper in the language of the address."""
    order = own_order(number, secret)
    paper = Paper.objects.filter(order=order, code=code).first()
    if paper is None:
        raise Http404
    return pdf_response(paper, language())


def pdf_response(paper: Paper, tongue: str) -> HttpResponse:
    return pdf_named(paper.code, paper.data, tongue)


def pdf_named(code: str, data: Data, tongue: str) -> HttpResponse:
    document = paper_pdf(data, tongue)
    response = HttpResponse(document, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{code}.pdf"'
    return response
