"""Price lists: made, changed, taken from a performance, applied to many."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from content.staff import rights
from content.staff.date_views import performance_or_404
from content.staff.kept import kept_words
from content.staff.list_forms import ChooseForm, ListPack, NameForm
from content.staff.screen import UNPROCESSABLE, note
from ground.errors import Refusal
from ticketing.desk.rights import needs
from ticketing.shows.models import Performance
from ticketing.stock.models import PriceList
from ticketing.stock.painting import units_of
from ticketing.stock.price_lists import (
    apply_price_list,
    keep_as_list,
    preview,
    write_price_list,
)

INDEX = "stock_pricelist_modeladmin_index"
MOST = 300


@needs(rights.CHANGE_DATE, rights.PRICE)
def list_add(request: HttpRequest) -> HttpResponse:
    return _edit(request, PriceList())


@needs(rights.CHANGE_DATE, rights.PRICE)
def list_edit(request: HttpRequest, list_id: int) -> HttpResponse:
    return _edit(request, get_object_or_404(PriceList, pk=list_id))


def _edit(request: HttpRequest, price_list: PriceList) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    pack = ListPack(price_list, sent)
    if sent is not None and pack.is_valid():
        kept = write_price_list(pack.filled(), pack.tiers.plans())
        messages.success(request, _("The price list is saved."))
        return redirect("staff-list-apply", kept.pk)
    title = price_list.name if price_list.pk else _("New price list")
    refused = sent is not None
    return _screen(request, "edit", title, refused=refused, pack=pack, it=price_list)


@needs(rights.CHANGE_DATE, rights.PRICE)
def list_delete(request: HttpRequest, list_id: int) -> HttpResponse:
    """Performances that it was applied to keep their prices."""
    price_list = get_object_or_404(PriceList, pk=list_id)
    if request.method == "POST":
        price_list.delete()
        messages.success(request, _("The price list is deleted."))
        return redirect(INDEX)
    return _screen(request, "delete", price_list.name, it=price_list)


@needs(rights.CHANGE_DATE, rights.PRICE)
@require_POST
def list_from(request: HttpRequest, performance_id: int) -> HttpResponse:
    """Keep what a performance costs, and its painting, to be used again."""
    performance = performance_or_404(performance_id)
    form = NameForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Give a name in at least one language."))
        return redirect("staff-paint", performance.pk)
    kept = keep_as_list(performance, **form.cleaned_data)
    messages.success(request, _("The price list is saved."))
    return redirect("staff-list-apply", kept.pk)


@needs(rights.CHANGE_DATE, rights.PRICE)
def list_apply(request: HttpRequest, list_id: int) -> HttpResponse:
    """Choose dates, see what changes, and then change it."""
    price_list = get_object_or_404(PriceList, pk=list_id)
    sent = request.POST if request.method == "POST" else None
    form = ChooseForm(sent, performances=_ahead(price_list))
    changes: list[Any] = []
    if sent is not None and form.is_valid():
        if sent.get("do") == "apply" and _is_applied(request, price_list, form):
            return redirect("staff-list-apply", price_list.pk)
        changes = preview(price_list, form.chosen())
    return _screen(
        request,
        "apply",
        price_list.name,
        refused=form.is_bound and not form.is_valid(),
        it=price_list,
        form=form,
        changes=changes,
        can_apply=changes and not any(change.refusal for change in changes),
    )


def _ahead(price_list: PriceList) -> list[Performance]:
    rows = Performance.objects.ahead(timezone.now()).with_show_and_venue()
    fitting = rows.filter(currency=price_list.currency).exclude(plan_version=None)
    listed = fitting.select_related("plan_version").prefetch_related("tiers")
    return list(listed.order_by("starts_at")[:MOST])


def _is_applied(request: HttpRequest, price_list: PriceList, form: ChooseForm) -> bool:
    now, actor = timezone.now(), str(request.user)
    try:
        done = apply_price_list(price_list, form.chosen(), now=now, actor=actor)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    for performance, kept in done:
        note(performance, "performance.price", request)
        if kept:
            units = units_of(performance.plan_version_id)
            told = {"date": performance, "places": kept_words(kept, units)}
            words = _("%(date)s: held or sold places keep their price: %(places)s")
            messages.warning(request, words % told)
    count = len(done)
    words = ngettext("%(count)s date is priced.", "%(count)s dates are priced.", count)
    messages.success(request, words % {"count": count})
    return True


def _screen(
    request: HttpRequest,
    template: str,
    title: str,
    *,
    refused: bool = False,
    **rest: Any,
) -> HttpResponse:
    index = {"url": reverse(INDEX), "label": _("Price lists")}
    context = {
        "page_title": title,
        "breadcrumbs_items": [index, {"url": "", "label": title}],
        "header_icon": "tag",
        **rest,
    }
    status = UNPROCESSABLE if refused else 200
    return render(request, f"staff/lists/{template}.html", context, status=status)
