"""Who paid, who owes and since when, as a list and as a file; waiving."""

from typing import Any, Final

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from wagtail.log_actions import log

from ground.errors import Refusal
from ticketing.desk import rights
from ticketing.desk.csv_files import csv_file
from ticketing.desk.dues.filters import DueFilter
from ticketing.desk.dues.rows import due_rows, table
from ticketing.desk.rights import needs, person
from ticketing.desk.xlsx_files import xlsx_file
from ticketing.dues.models import Due
from ticketing.dues.waiving import waive

PAGE: Final = 100
_FILES: Final = {"csv": csv_file, "xlsx": xlsx_file}


@needs(rights.SEE_DUES)
@require_safe
def dues(request: HttpRequest) -> HttpResponse:
    """The dues that are wanted, the longest owed first."""
    wanted, now = DueFilter(request.GET), timezone.now()
    page: Any = Paginator(wanted.dues(now), PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "filter": wanted,
        "page": page,
        "rows": due_rows(page.object_list, now),
        "query": query.urlencode(),
        "may_waive": request.user.has_perm(rights.WAIVE_DUES),
        "may_see_orders": request.user.has_perm(rights.SEE_ORDERS),
        "page_title": _("Dues"),
        "header_icon": "pick",
        "breadcrumbs_items": [{"url": "", "label": _("Dues")}],
    }
    return render(request, "desk/dues/dues.html", context)


@needs(rights.SEE_DUES)
@require_safe
def dues_file(request: HttpRequest, kind: str) -> HttpResponse:
    """All that the list has, for a spreadsheet."""
    if kind not in _FILES:
        raise Http404
    now = timezone.now()
    rows = due_rows(DueFilter(request.GET).dues(now), now)
    return _FILES[kind]("dues", table(rows))


class WaiveForm(forms.Form):
    """Why a member is let off."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=300)


@needs(rights.WAIVE_DUES)
def due_waive(request: HttpRequest, due_id: int) -> HttpResponse:
    """Let a member off: the period goes on as if it were paid."""
    found = get_object_or_404(
        Due.objects.billed().select_related("account", "level", "order"), pk=due_id
    )
    form = WaiveForm(request.POST or None)
    if form.is_valid():
        reason, now = form.cleaned_data["reason"], timezone.now()
        try:
            waive(found, reason=reason, by=person(request), now=now)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            log(found, "wagtail.edit", user=request.user, data={"waived": reason})
            messages.success(request, _("The due is waived."))
            return redirect("desk-dues")
    title = _("Waive: %(due)s") % {"due": found}
    context = {
        "page_title": title,
        "header_icon": "pick",
        "breadcrumbs_items": [
            {"url": reverse("desk-dues"), "label": _("Dues")},
            {"url": "", "label": title},
        ],
        "form": form,
        "button": _("Waive the due"),
    }
    status = 422 if form.errors else 200
    return render(request, "desk/form.html", context, status=status)
