"""The table of price lists; each is opened on screens of its own."""

from typing import Any

from django.contrib.admin import display
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.helpers import ButtonHelper

from content.cards import comma
from content.staff import rights
from ground.money import money
from ticketing.desk.own_screens import (
    ScreenRights,
    ScreenTable,
    ScreenURLs,
    row_button,
)
from ticketing.stock.models import PriceList


class ListRights(ScreenRights):
    """Who may set prices may keep lists of them."""

    def user_can_list(self, user: Any) -> bool:
        return bool(user.has_perms([rights.CHANGE_DATE, rights.PRICE]))

    def user_can_create(self, user: Any) -> bool:
        return self.user_can_list(user)


class ListURLs(ScreenURLs):
    add_name, open_name = "staff-list-add", "staff-list"


class ListButtons(ButtonHelper):
    def get_buttons_for_obj(
        self, obj: PriceList, *_args: Any, **_kwargs: Any
    ) -> list[Any]:
        buttons = (
            ("staff-list-apply", gettext("Apply")),
            ("staff-list", gettext("Change")),
            ("staff-list-delete", gettext("Delete")),
        )
        return [
            row_button(reverse(address, args=[obj.pk]), label, obj)
            for address, label in buttons
        ]


class PriceListTable(ScreenTable):
    model = PriceList
    menu_label = _("Price lists")
    menu_icon = "tag"
    permission_helper_class = ListRights
    url_helper_class = ListURLs
    button_helper_class = ListButtons
    list_display = ("link", "told", "plan")
    list_export = ("name_en", "name_zh_hans", "currency", "told", "plan")
    list_select_related = ("plan",)
    search_fields = ("name_en", "name_zh_hans")
    ordering = ("name_en", "name_zh_hans")

    def get_queryset(self, request: HttpRequest) -> QuerySet[PriceList]:
        lists: QuerySet[PriceList] = super().get_queryset(request)
        return lists.prefetch_related("tiers")

    @display(description=_("name"), ordering="name_en")
    def link(self, price_list: PriceList) -> str:
        url = reverse("staff-list-apply", args=[price_list.pk])
        return format_html('<a href="{}">{}</a>', url, price_list.name)

    @display(description=_("prices"))
    def told(self, price_list: PriceList) -> str:
        return comma().join(
            f"{tier.code} {money(tier.price, price_list.currency, short=True)}"
            for tier in price_list.tiers.all()
        )
