"""What the house gives points for."""

from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log

from members.models import PointRules
from members.models.point_rules import kept_point_rules
from ticketing.desk import rights
from ticketing.desk.rights import needs

GROUPS: Final = (
    (gettext_lazy("Signing in"), ("login",)),
    (gettext_lazy("Comments"), ("comment", "comments_a_day")),
)


class PointRulesForm(forms.ModelForm[PointRules]):
    class Meta:
        model = PointRules
        fields = tuple(name for _group, names in GROUPS for name in names)

    def grouped(self) -> list[tuple[Any, list[Any]]]:
        return [(title, [self[name] for name in names]) for title, names in GROUPS]


@needs(rights.CHANGE_POINT_RULES)
def point_rules(request: HttpRequest) -> HttpResponse:
    """Change how many points there are for what."""
    form = PointRulesForm(request.POST or None, instance=kept_point_rules())
    if request.method == "POST" and form.is_valid():
        kept = form.save()
        log(kept, "wagtail.edit", user=request.user)
        messages.success(request, _("The settings are saved."))
        return redirect("desk-point-rules")
    title = _("Rules for points")
    context = {
        "form": form,
        "page_title": title,
        "header_icon": "pick",
        "breadcrumbs_items": [{"url": "", "label": title}],
    }
    status = 422 if form.errors else 200
    return render(request, "desk/house.html", context, status=status)
