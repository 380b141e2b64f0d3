"""Presales of a performance: their times, their codes, what became of them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.log_actions import log

from ground.errors import Refusal
from ticketing.desk import rights
from ticketing.desk.csv_files import csv_file
from ticketing.desk.presale_forms import CodesForm, PresaleForm
from ticketing.desk.rights import needs
from ticketing.desk.sale_rules import performance_or_404, titled
from ticketing.orders.phases import ENDED
from ticketing.rush.codes import keep_promise, make_codes, void_code
from ticketing.rush.models import PresaleCode, PresaleWindow
from ticketing.rush.presale import lock_windows, places_sold
from ticketing.shows.models import Performance

PAGE = 100


@needs(rights.CHANGE_PRESALE)
def presale_new(request: HttpRequest, performance_id: int) -> HttpResponse:
    """Plan a presale of this performance, and of others of its show."""
    performance = performance_or_404(performance_id)
    with timezone.override(performance.zone):
        form = PresaleForm(
            request.POST or None,
            performances=_siblings(performance),
            initial={"performances": [performance.pk]},
        )
        if form.is_valid() and _save(form, request):
            return redirect("desk-presale", form.instance.pk)
        context = {
            "form": form,
            "button": _("Save the presale"),
            **titled(performance, _("New presale")),
        }
        status = 422 if form.errors else 200
        return render(request, "desk/form.html", context, status=status)


@needs(rights.CHANGE_PRESALE)
def presale(request: HttpRequest, window_id: int) -> HttpResponse:
    """Change a presale; see its codes."""
    window = get_object_or_404(PresaleWindow, pk=window_id)
    first = _first(window)
    with timezone.override(first.zone):
        form = PresaleForm(
            request.POST or None, instance=window, performances=_siblings(first)
        )
        if form.is_valid() and _save(form, request):
            return redirect("desk-presale", window.pk)
        return _page(request, window, form=form)


@needs(rights.CHANGE_PRESALE)
@require_POST
def presale_codes(request: HttpRequest, window_id: int) -> HttpResponse:
    """Make a batch of codes."""
    window = get_object_or_404(PresaleWindow, pk=window_id)
    form = CodesForm(request.POST)
    if form.is_valid():
        kept = form.cleaned_data
        try:
            made = make_codes(
                window,
                count=kept["count"] or 0,
                emails=kept["emails"],
                batch=kept["batch"],
                now=timezone.now(),
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            log(window, "wagtail.edit", user=request.user, data={"codes": len(made)})
            told = ngettext(
                "%(count)s code is made.", "%(count)s codes are made.", len(made)
            )
            messages.success(request, told % {"count": len(made)})
            return redirect("desk-presale", window.pk)
    with timezone.override(_first(window).zone):
        return _page(request, window, codes_form=form)


@needs(rights.CHANGE_PRESALE)
def presale_csv(request: HttpRequest, window_id: int) -> HttpResponse:
    """The codes of a batch, or of all, as a table for a mailing."""
    window = get_object_or_404(PresaleWindow, pk=window_id)
    codes = window.codes.filter(voided_at=None)
    if "batch" in request.GET:
        codes = codes.filter(batch=request.GET["batch"])
    heads = [_("code"), _("e-mail address"), _("batch")]
    told = ([str(code), code.email, code.batch] for code in codes)
    return csv_file(f"codes-{window.pk}", [heads, *told])


@needs(rights.CHANGE_PRESALE)
@require_POST
def presale_void(request: HttpRequest, code_id: int) -> HttpResponse:
    """Let one code open nothing any more."""
    code = get_object_or_404(PresaleCode, pk=code_id)
    if void_code(code.pk, now=timezone.now()):
        log(code.window, "wagtail.edit", user=request.user, data={"void": str(code)})
        messages.success(
            request, _("%(code)s opens nothing any more.") % {"code": code}
        )
    return redirect("desk-presale", code.window_id)


def _siblings(performance: Performance) -> list[Performance]:
    ahead = Performance.objects.filter(show=performance.show_id, cancelled_at=None)
    return list(ahead.order_by("starts_at"))


def _first(window: PresaleWindow) -> Performance:
    rows = window.performances.select_related("show__kind", "hall__venue")
    return rows.order_by("starts_at")[0]


def _save(form: PresaleForm, request: HttpRequest) -> bool:
    """Save a presale whose codes can still be served; else say why not."""
    try:
        with transaction.atomic():
            window = form.save()
            lock_windows([window.pk])
            keep_promise(window, now=timezone.now())
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    log(window, "wagtail.edit", user=request.user, data={"changed": form.changed_data})
    messages.success(request, _("The presale is saved."))
    return True


def _page(
    request: HttpRequest,
    window: PresaleWindow,
    *,
    form: PresaleForm | None = None,
    codes_form: CodesForm | None = None,
) -> HttpResponse:
    first = _first(window)
    form = form or PresaleForm(instance=window, performances=_siblings(first))
    codes_form = codes_form or CodesForm()
    used = Count("uses", filter=~Q(uses__order__phase__in=ENDED))
    codes = window.codes.annotate(used=used).order_by("-pk")
    batches = window.codes.order_by("batch").values("batch").annotate(made=Count("pk"))
    context = {
        "window": window,
        "form": form,
        "codes_form": codes_form,
        "codes": Paginator(codes, PAGE).get_page(request.GET.get("page")),
        "batches": batches,
        "sold": places_sold(window),
        **titled(first, window.name),
    }
    status = 422 if form.errors or codes_form.errors else 200
    return render(request, "desk/rush/presale.html", context, status=status)
