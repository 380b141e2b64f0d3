"""What holds for the buyers of one performance."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from ticketing.desk import rights
from ticketing.desk.rights import needs
from ticketing.rush.models import PresaleWindow
from ticketing.shows.models import Performance

UNPROCESSABLE = 422


class SaleRulesForm(forms.ModelForm[Performance]):
    class Meta:
        model = Performance
        fields = ("most_per_order", "most_per_buyer")


def performance_or_404(performance_id: int) -> Performance:
    rows = Performance.objects.with_show_and_venue()
    return get_object_or_404(rows, pk=performance_id)


@needs(rights.CHANGE_DATE)
def sale_rules(request: HttpRequest, performance_id: int) -> HttpResponse:
    """Change the limits of a performance; they hold from the next order on."""
    performance = performance_or_404(performance_id)
    with timezone.override(performance.zone):
        return _rules(request, performance)


def _rules(request: HttpRequest, performance: Performance) -> HttpResponse:
    form = SaleRulesForm(request.POST or None, instance=performance)
    if request.method == "POST" and form.is_valid():
        form.instance.save(update_fields=list(form.fields))
        changed = {"changed": form.changed_data}
        log(performance, "wagtail.edit", user=request.user, data=changed)
        messages.success(request, _("The rules are saved."))
        return redirect("desk-sale-rules", performance.pk)
    context = {
        "form": form,
        "performance": performance,
        "presales": PresaleWindow.objects.filter(performances=performance),
        "may_presale": request.user.has_perm(rights.CHANGE_PRESALE),
        **titled(performance, _("Rules of the sale")),
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "desk/rush/rules.html", context, status=status)


def titled(performance: Performance, title: str) -> dict[str, Any]:
    """Title and crumbs of a page below a performance's show."""
    show = performance.show
    return {
        "page_title": title,
        "header_icon": "calendar-alt",
        "breadcrumbs_items": [
            {"url": reverse("staff-show", args=[show.pk]), "label": str(performance)},
            {"url": "", "label": title},
        ],
    }
