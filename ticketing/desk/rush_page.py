"""The house's numbers for a rush, on one page."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log

from ticketing.desk import rights
from ticketing.desk.rights import needs
from ticketing.rush.models import RushRules, kept_rules

GROUPS = (
    (gettext_lazy("Telling buyers apart"), ("calling_code", "dots_count")),
    (
        gettext_lazy("Holding without buying"),
        (
            "lapses_per_visitor",
            "lapses_per_network",
            "holds_per_network",
            "after_lapses",
            "short_hold_minutes",
        ),
    ),
    (gettext_lazy("Presale"), ("wrong_codes",)),
    (gettext_lazy("Waiting list"), ("offer_hours",)),
)


class RushForm(forms.ModelForm[RushRules]):
    class Meta:
        model = RushRules
        fields = tuple(name for _group, names in GROUPS for name in names)

    def grouped(self) -> list[tuple[Any, list[Any]]]:
        return [(title, [self[name] for name in names]) for title, names in GROUPS]


@needs(rights.CHANGE_HOUSE)
def rush_settings(request: HttpRequest) -> HttpResponse:
    """Change how buyers are told apart, and what a rush allows them."""
    form = RushForm(request.POST or None, instance=kept_rules())
    if request.method == "POST" and form.is_valid():
        rules = form.save()
        log(rules, "wagtail.edit", user=request.user)
        messages.success(request, _("The settings are saved."))
        return redirect("desk-rush")
    title = _("Limits and waiting")
    context = {
        "form": form,
        "page_title": title,
        "header_icon": "cog",
        "breadcrumbs_items": [{"url": "", "label": title}],
    }
    status = 422 if form.errors else 200
    return render(request, "desk/house.html", context, status=status)
