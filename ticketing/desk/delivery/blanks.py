"""Numbered blanks at the desk: taken in, printed on, spoiled, counted."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from ground.errors import Refusal
from ground.row_keys import is_key
from ticketing.delivery import blanks as services
from ticketing.delivery.models import BlankForm, BlankStock, PrintRun
from ticketing.delivery.prints import run_pdf, stocks_with_use
from ticketing.desk import rights
from ticketing.desk.delivery.acts import chosen, pdf_response
from ticketing.desk.delivery.screens import titled
from ticketing.desk.rights import needs, person
from ticketing.house.models import the_house

UNPROCESSABLE = 422
MOST_BLANKS = 1_000_000


class StockForm(forms.Form):
    """A roll or a stack with its numbers."""

    form = forms.ChoiceField(label=gettext_lazy("Form"), choices=BlankForm.choices)
    series = forms.SlugField(label=gettext_lazy("Series"), max_length=20)
    first = forms.IntegerField(
        label=gettext_lazy("First number"), min_value=1, max_value=2_000_000_000
    )
    last = forms.IntegerField(
        label=gettext_lazy("Last number"), min_value=1, max_value=2_000_000_000
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and not first <= last < first + MOST_BLANKS:
            self.add_error("last", _("The last number is not behind the first."))
        return cleaned


class SpoilForm(forms.Form):
    """Blanks that were torn or lost before anything was printed on them."""

    count = forms.IntegerField(
        label=gettext_lazy("How many of the next"), min_value=1, max_value=10_000
    )
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=200)


@needs(rights.SEE_PARCELS, rights.MOVE_PARCELS)
@require_http_methods(["GET", "HEAD", "POST"])
def blanks(request: HttpRequest) -> HttpResponse:
    """What there is of blanks, and what became of it; a new roll is taken in."""
    form = StockForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            services.register_stock(
                told["form"],
                told["series"],
                (told["first"], told["last"]),
                now=timezone.now(),
                actor=str(person(request)),
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The blanks are registered."))
            return redirect("desk-blanks")
    context = {
        "form": form,
        "stocks": stocks_with_use(),
        "runs": PrintRun.objects.select_related("stock").order_by("-pk")[:20],
        **titled(_("Blank tickets"), parent=True),
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "desk/delivery/blanks.html", context, status=status)


@needs(rights.SEE_PARCELS, rights.MOVE_PARCELS)
@require_http_methods(["GET", "HEAD", "POST"])
def spoil(request: HttpRequest, stock_id: int) -> HttpResponse:
    """Write down blanks that are spoiled before they were used."""
    stock = get_object_or_404(BlankStock, pk=stock_id)
    form = SpoilForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said: dict[str, Any] = {"now": timezone.now(), "actor": str(person(request))}
        told = form.cleaned_data
        try:
            services.spoil_next(stock.pk, told["count"], told["reason"], **said)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("They are written down as spoiled."))
            return redirect("desk-blanks")
    title = _("Spoiled blanks of %(stock)s") % {"stock": stock}
    context = {"form": form, "button": _("Write down"), **titled(title, parent=True)}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "desk/form.html", context, status=status)


@needs(rights.SEE_PARCELS, rights.MOVE_PARCELS)
@require_http_methods(["GET", "HEAD", "POST"])
def print_on(request: HttpRequest) -> HttpResponse:
    """Choose the roll for the chosen parcels; its next numbers are told."""
    ids = chosen(request)
    if request.method == "POST" and is_key(request.POST.get("stock", "")):
        stock = get_object_or_404(BlankStock, pk=request.POST["stock"])
        said: dict[str, Any] = {"now": timezone.now(), "actor": str(person(request))}
        try:
            run = services.print_tickets(ids, stock.pk, **said)
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            return redirect("desk-print", run.pk)
    context = {
        "count": len(services.unprinted(services.orders_of(ids))),
        "parcels": ids,
        "stocks": [stock for stock in stocks_with_use() if stock.left],
        **titled(_("Print tickets"), parent=True),
    }
    return render(request, "desk/delivery/print_on.html", context)


@needs(rights.SEE_PARCELS, rights.MOVE_PARCELS)
@require_http_methods(["GET", "HEAD", "POST"])
def run(request: HttpRequest, run_id: int) -> HttpResponse:
    """One print: its PDF, its numbers, and which of them were spoiled."""
    found = get_object_or_404(PrintRun.objects.select_related("stock"), pk=run_id)
    if request.method == "POST":
        _spoil(request, found)
        return redirect("desk-print", found.pk)
    blanks = found.blanks.select_related("ticket__line__order")
    context = {
        "run": found,
        "blanks": blanks,
        "any_left": any(blank.spoiled_at is None for blank in blanks),
        "crumb": reverse("desk-blanks"),
        **titled(_("Print %(number)s") % {"number": found.pk}, parent=True),
    }
    return render(request, "desk/delivery/run.html", context)


def _spoil(request: HttpRequest, found: PrintRun) -> None:
    numbers = [int(n) for n in request.POST.getlist("number") if is_key(n)]
    reason = request.POST.get("reason", "").strip()
    if not numbers or not reason:
        messages.error(request, _("Choose the numbers, and say why."))
        return
    said: dict[str, Any] = {"now": timezone.now(), "actor": str(person(request))}
    count = services.spoil_printed(found.pk, numbers, reason, **said)
    words = ngettext(
        "%(count)d blank is written down as spoiled.",
        "%(count)d blanks are written down as spoiled.",
        count,
    )
    messages.success(request, words % {"count": count})


@needs(rights.SEE_PARCELS, rights.MOVE_PARCELS)
@require_safe
def run_as_pdf(_request: HttpRequest, run_id: int) -> HttpResponse:
    """The PDF of a print; the same numbers however often it is opened."""
    found = get_object_or_404(PrintRun.objects.select_related("stock"), pk=run_id)
    document = run_pdf(found, the_house())
    if document is None:
        raise Http404
    return pdf_response(document, f"tickets-{found.pk}")
