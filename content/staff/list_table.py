"""The table of price lists; each is opened on screens of its own."""

from typing import Any

from django.contrib.admin import display
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.helpers import AdminURLHelper, ButtonHelper, PermissionHelper
from wagtail_modeladmin.options import ModelAdmin

from content.staff import rights
from ground.money import money
from ticketing.stock.models import PriceList


class ListRights(PermissionHelper):
    """Who may set prices may keep lists of them; the table's forms are closed."""

    def user_can_list(self, user: Any) -> bool:
        return bool(user.has_perms([rights.CHANGE_DATE, rights.PRICE]))

    def user_can_create(self, user: Any) -> bool:
        return self.user_can_list(user)

    def user_can_edit_obj(self, _user: Any, _obj: object) -> bool:
        return False

    def user_can_delete_obj(self, _user: Any, _obj: object) -> bool:
        return False


class ListURLs(AdminURLHelper):
    def get_action_url(self, action: str, *args: Any, **kwargs: Any) -> str:
        if action == "create":
            return reverse("staff-list-add")
        if action == "edit":
            return reverse("staff-list", args=args)
        return str(super().get_action_url(action, *args, **kwargs))

    @property
    def create_url(self) -> str:
        return reverse("staff-list-add")


class ListButtons(ButtonHelper):
    def get_buttons_for_obj(
        self, obj: PriceList, *_args: Any, **_kwargs: Any
    ) -> list[Any]:
        buttons = (
            ("staff-list-apply", _("Apply")),
            ("staff-list", _("Change")),
            ("staff-list-delete", _("Delete")),
        )
        return [
            {
                "url": reverse(address, args=[obj.pk]),
                "label": label,
                "classname": "button button-small button-secondary",
                "title": obj.name,
            }
            for address, label in buttons
        ]


class PriceListTable(ModelAdmin):
    model = PriceList
    menu_label = _("Price lists")
    menu_icon = "tag"
    permission_helper_class = ListRights
    url_helper_class = ListURLs
    button_helper_class = ListButtons
    history_view_enabled = False
    list_display = ("link", "told", "plan")
    list_export = ("name_en", "name_zh_hans", "currency", "told", "plan")
    list_select_related = ("plan",)
    list_per_page = 50
    search_fields = ("name_en", "name_zh_hans")
    ordering = ("name_en", "name_zh_hans")

    def get_queryset(self, request: HttpRequest) -> QuerySet[PriceList]:
        lists: QuerySet[PriceList] = super().get_queryset(request)
        return lists.prefetch_related("tiers")

    def create_view(self, request: HttpRequest) -> HttpResponse:
        """Lists are made on a screen of their own, whichever way one comes."""
        if not self.permission_helper.user_can_create(request.user):
            raise PermissionDenied
        return redirect("staff-list-add")

    @display(description=_("name"), ordering="name_en")
    def link(self, price_list: PriceList) -> str:
        url = reverse("staff-list-apply", args=[price_list.pk])
        return format_html('<a href="{}">{}</a>', url, price_list.name)

    @display(description=_("prices"))
    def told(self, price_list: PriceList) -> str:
        return ", ".join(
            f"{tier.code} {money(tier.price, price_list.currency, short=True)}"
            for tier in price_list.tiers.all()
        )
