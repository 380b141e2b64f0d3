"""Points at the desk: who got which for what, and giving and taking them."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import display
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.log_actions import log
from wagtail_modeladmin.helpers import ButtonHelper

from ground.errors import Refusal
from ground.once import OnceForm
from members.models import Account, PointEntry, PointSource
from members.points import award, take
from ticketing.desk import rights
from ticketing.desk.house_time import clock_column
from ticketing.desk.levels.forms import account_at
from ticketing.desk.levels.point_rules import point_rules
from ticketing.desk.own_screens import ScreenTable, ScreenURLs
from ticketing.desk.rights import needs

POINTS = "members_pointentry_modeladmin_index"
_MOST = 1_000_000


class PointsForm(OnceForm):
    """Points that a member gets, or that are taken away, and why."""

    member = forms.EmailField(label=gettext_lazy("E-mail address of a member"))
    way = forms.ChoiceField(
        label=gettext_lazy("What happens"),
        choices=[
            ("award", gettext_lazy("The member gets points")),
            ("take", gettext_lazy("Points are taken away")),
        ],
    )
    amount = forms.IntegerField(
        label=gettext_lazy("How many points"), min_value=1, max_value=_MOST
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=300,
        help_text=gettext_lazy("The member reads it."),
    )

    def clean_member(self) -> Account:
        return account_at(self.cleaned_data["member"])


class PointURLs(ScreenURLs):
    add_name, open_name = "desk-point-add", ""


class NoButtons(ButtonHelper):
    """What is written down stays as it is."""

    def add_button(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        label = _("Give or take points")
        known = super().add_button(*args, **kwargs)
        return {**known, "label": label, "title": label}

    def get_buttons_for_obj(self, *_args: Any, **_kwargs: Any) -> list[Any]:
        return []


class PointTable(ScreenTable):
    """All points that were given and taken."""

    model = PointEntry
    menu_icon = "pick"
    menu_label = pgettext_lazy("members", "Points")
    url_helper_class = PointURLs
    button_helper_class = NoButtons
    list_display = ("account", "points", "from_what", "reason", "when")
    list_export = ("account", "amount", "source", "key", "reason", "at")
    list_filter = ("source",)
    list_select_related = ("account",)
    search_fields = ("account__name", "account__users__email", "reason")
    ordering = ("-pk",)

    when = clock_column("at", pgettext_lazy("points", "when"))

    @display(description=pgettext_lazy("members", "points"), ordering="amount")
    def points(self, entry: PointEntry) -> str:
        return entry.signed

    @display(description=pgettext_lazy("points", "from"), ordering="source")
    def from_what(self, entry: PointEntry) -> str:
        return str(capfirst(PointSource(entry.source).label))


@needs(rights.GIVE_POINTS)
def points_add(request: HttpRequest) -> HttpResponse:
    """Give a member points or take some away."""
    form = PointsForm(request.POST or None)
    if form.is_valid():
        try:
            _enter(form, request)
        except Refusal as refusal:
            form.add_error("amount", str(refusal))
        else:
            messages.success(request, _("The points are written down."))
            return redirect(POINTS)
    title = _("Give or take points")
    context = {
        "page_title": title,
        "header_icon": "pick",
        "breadcrumbs_items": [
            {"url": reverse(POINTS), "label": PointTable.menu_label},
            {"url": "", "label": title},
        ],
        "form": form,
        "button": _("Write the points down"),
    }
    status = 422 if form.errors else 200
    return render(request, "desk/form.html", context, status=status)


@transaction.atomic
def _enter(form: PointsForm, request: HttpRequest) -> None:
    """A form that is sent twice counts once."""
    kept, deed = form.cleaned_data, award
    if kept["way"] == "take":
        deed = take
    source, key = PointSource.DESK, kept["once"]
    is_new = deed(
        kept["member"],
        kept["amount"],
        source=source,
        key=key,
        reason=kept["reason"],
        now=timezone.now(),
    )
    if is_new:
        entry = PointEntry.objects.get(source=source, key=key)
        log(entry, "wagtail.create", user=request.user, data={"points": entry.amount})


def point_urls() -> list[URLPattern]:
    return [
        path("desk/points/new/", points_add, name="desk-point-add"),
        path("desk/points/rules/", point_rules, name="desk-point-rules"),
    ]
