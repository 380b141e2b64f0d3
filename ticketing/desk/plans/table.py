"""The table of plans, which leads to a page for each."""

from typing import Any

from django.contrib.admin import display
from django.db.models import Max, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from ticketing.desk.own_screens import ScreenTable, ScreenURLs
from ticketing.venues.models import SeatingPlan


class PlanURLs(ScreenURLs):
    add_name, open_name = "desk-plan-add", "desk-plan"


class PlanTable(ScreenTable):
    model = SeatingPlan
    menu_icon = "table"
    menu_label = _("Seating plans")
    url_helper_class = PlanURLs
    list_display = ("link", "venue", "hall", "newest")
    list_export = ("name_en", "name_zh_hans", "hall")
    list_filter = ("hall__venue",)
    list_select_related = ("hall__venue",)
    search_fields = (
        "name_en",
        "name_zh_hans",
        "hall__name_en",
        "hall__name_zh_hans",
        "hall__venue__name_en",
        "hall__venue__name_zh_hans",
    )
    ordering = ("hall__venue", "hall", "pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[SeatingPlan]:
        plans: QuerySet[SeatingPlan] = super().get_queryset(request)
        return plans.annotate(newest_number=Max("versions__number"))

    @display(description=_("seating plan"), ordering="name_en")
    def link(self, plan: SeatingPlan) -> str:
        url = reverse("desk-plan", args=[plan.pk])
        return format_html('<a href="{}">{}</a>', url, plan.name)

    @display(description=_("venue"), ordering="hall__venue__name_en")
    def venue(self, plan: SeatingPlan) -> str:
        return plan.hall.venue.name

    @display(description=_("newest version"), ordering="newest_number")
    def newest(self, plan: Any) -> Any:
        return plan.newest_number
