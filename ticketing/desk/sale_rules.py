"""What holds for the buyers of one performance."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from wagtail.log_actions import log

from ticketing.desk import rights
from ticketing.desk.moment_input import MomentInput
from ticketing.desk.rights import needs
from ticketing.desk.rule_history import rule_history, what_changed
from ticketing.rush.models import PresaleWindow
from ticketing.rush.waiting_list import set_rerelease, waiting
from ticketing.shows.models import Performance

UNPROCESSABLE = 422
MOST_LISTED = 500
_OPEN = Q(offers__ended_at=None)


class SaleRulesForm(forms.ModelForm[Performance]):
    class Meta:
        model = Performance
        fields = (
            "most_per_order",
            "most_per_buyer",
            "has_waiting_list",
            "rereleased_at",
        )
        widgets = {"rereleased_at": MomentInput}
        help_texts = {
            "most_per_buyer": _lazy(
                "Over all orders, by account, e-mail address, telephone number, and the"
                " card that paid where the gateway tells it. Empty: any number."
            )
        }


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
        set_rerelease(performance.pk, performance.rereleased_at, now=timezone.now())
        if changed := what_changed(form):
            data = {"changed": changed}
            log(performance, "wagtail.edit", user=request.user, data=data)
        messages.success(request, _("The rules are saved."))
        return redirect("desk-sale-rules", performance.pk)
    context = {
        "form": form,
        "performance": performance,
        "presales": PresaleWindow.objects.filter(performances=performance),
        "waiting": _waiting(performance) if _may_see_list(request) else None,
        "history": rule_history(performance),
        "may_presale": request.user.has_perm(rights.CHANGE_PRESALE),
        **titled(performance, _("Rules of the sale")),
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "desk/rush/rules.html", context, status=status)


def _may_see_list(request: HttpRequest) -> bool:
    return request.user.has_perm(rights.SEE_WAITING)


def _waiting(performance: Performance) -> list[Any]:
    """The list in its order, each with whether something is offered to it."""
    entries = waiting(performance.pk).prefetch_related("tiers", "offers")
    rows: Any = entries.annotate(offered=Count("offers", filter=_OPEN))[:MOST_LISTED]
    return list(rows)


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
