"""The table of plans, which leads to a page for each."""

from typing import Any

from django.contrib.admin import display
from django.core.exceptions import PermissionDenied
from django.db.models import Max, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.helpers import AdminURLHelper, ButtonHelper
from wagtail_modeladmin.options import ModelAdmin

from ticketing.desk.rights import Anybody, NoDelete
from ticketing.venues.models import SeatingPlan


class PlanURLs(AdminURLHelper):
    """A plan is made and changed on screens of its own."""

    def get_action_url(self, action: str, *args: Any, **kwargs: Any) -> str:
        if action == "create":
            return reverse("desk-plan-add")
        if action in ("edit", "inspect"):
            return reverse("desk-plan", args=args)
        return str(super().get_action_url(action, *args, **kwargs))

    @property
    def create_url(self) -> str:
        return reverse("desk-plan-add")


class OwnScreen(NoDelete):
    """Listed here, changed elsewhere: the table's own forms are closed."""

    def user_can_list(self, user: Anybody) -> bool:
        codename = self.get_perm_codename("view")
        return bool(self.user_has_specific_permission(user, codename))

    def user_can_edit_obj(self, _user: Anybody, _obj: object) -> bool:
        return False


class PlanButtons(ButtonHelper):
    """One button: to the plan's page, where all the others are."""

    def get_buttons_for_obj(
        self, obj: SeatingPlan, *_args: Any, **_kwargs: Any
    ) -> list[Any]:
        return [
            {
                "url": reverse("desk-plan", args=[obj.pk]),
                "label": _("Open"),
                "classname": "button button-small button-secondary",
                "title": obj.name,
            }
        ]


class PlanTable(ModelAdmin):
    model = SeatingPlan
    menu_icon = "table"
    menu_label = _("Seating plans")
    permission_helper_class = OwnScreen
    url_helper_class = PlanURLs
    button_helper_class = PlanButtons
    history_view_enabled = False
    list_display = ("link", "venue", "hall", "newest")
    list_export = ("name_en", "name_zh_hans", "hall")
    list_filter = ("hall__venue",)
    list_select_related = ("hall__venue",)
    list_per_page = 50
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

    def create_view(self, request: HttpRequest) -> HttpResponse:
        """Plans are made on a screen of their own, whichever way one comes."""
        if not self.permission_helper.user_can_create(request.user):
            raise PermissionDenied
        return redirect("desk-plan-add")

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
