"""Tables of what plays: shows and dates lead to the screens of making a show."""

from typing import Any

from django.contrib.admin import display
from django.db.models import Count, Max, Min, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail_modeladmin.helpers import ButtonHelper
from wagtail_modeladmin.options import ModelAdmin, ModelAdminGroup
from wagtail_modeladmin.views import IndexView

from content.staff import rights
from content.staff.filters import MonthFilter, SaleFilter, WithdrawnFilter
from content.staff.list_table import PriceListTable
from content.staff.overview import DateRow, date_rows
from ticketing.desk.history import GuardedHistoryView
from ticketing.desk.house_time import house_day
from ticketing.desk.own_screens import (
    ScreenRights,
    ScreenTable,
    ScreenURLs,
    row_button,
)
from ticketing.desk.rights import SEE_STOCK, NoDelete
from ticketing.shows.models import Company, Performance, Person, Show, ShowKind, Work


class ShowURLs(ScreenURLs):
    add_name, open_name = "staff-show-add", "staff-show"


class MadeOfShows(ScreenRights):
    """Dates are added to a show, on its own page."""

    def user_can_create(self, _user: Any) -> bool:
        return False


class ShowTable(ScreenTable):
    model = Show
    menu_icon = "calendar-alt"
    menu_label = _("Shows")
    url_helper_class = ShowURLs
    list_display = ("link", "kind", "count", "first", "last", "withdrawn_at")
    list_export = ("name_en", "name_zh_hans", "kind", "slug", "withdrawn_at")
    list_filter = ("kind", WithdrawnFilter)
    list_select_related = ("kind",)
    search_fields = ("name_en", "name_zh_hans", "slug", "companies__name_en")
    ordering = ("-pk",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Show]:
        live = Q(performances__cancelled_at=None)
        shows: QuerySet[Show] = super().get_queryset(request)
        return shows.annotate(
            dates=Count("performances", filter=live),
            first_at=Min("performances__starts_at", filter=live),
            last_at=Max("performances__starts_at", filter=live),
        )

    @display(description=_("show"), ordering="name_en")
    def link(self, show: Show) -> str:
        url = reverse("staff-show", args=[show.pk])
        return format_html('<a href="{}">{}</a>', url, show.name)

    @display(description=_("dates"), ordering="dates")
    def count(self, show: Any) -> int:
        return int(show.dates)

    @display(description=_("first"), ordering="first_at")
    def first(self, show: Any) -> str:
        return house_day(show.first_at)

    @display(description=_("last"), ordering="last_at")
    def last(self, show: Any) -> str:
        return house_day(show.last_at)


class DateIndexView(IndexView):
    """Counts what is sold for the dates on this page at once."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        listed = list(context["object_list"])
        attach_rows(listed)
        context["object_list"] = context["page_obj"].object_list = listed
        return context

    def as_spreadsheet(self, queryset: Any, spreadsheet_format: str) -> Any:
        listed = list(queryset)
        attach_rows(listed)
        return super().as_spreadsheet(listed, spreadsheet_format)


def attach_rows(performances: list[Any]) -> None:
    rows = date_rows(performances, now=timezone.now())
    for performance, row in zip(performances, rows, strict=True):
        performance.row = row


class DateButtons(ButtonHelper):
    def get_buttons_for_obj(
        self, obj: Performance, *_args: Any, **_kwargs: Any
    ) -> list[Any]:
        show = reverse("staff-show", args=[obj.show_id])
        buttons = [row_button(show, gettext("Open"), obj)]
        if obj.offered and self.request.user.has_perm(SEE_STOCK):
            control = reverse("desk-control", args=[obj.pk])
            buttons.append(row_button(control, gettext("Control"), obj))
        return buttons


class DateTable(ScreenTable):
    model = Performance
    menu_icon = "date"
    menu_label = _("Performances")
    permission_helper_class = MadeOfShows
    button_helper_class = DateButtons
    index_view_class = DateIndexView
    list_display = ("link", "where", "state", "sold", "ordered", "held", "free")
    list_export = (
        "starts",
        "show",
        "where",
        "state",
        "places",
        "sold",
        "ordered",
        "held",
        "free",
        "prices",
    )
    list_filter = (SaleFilter, MonthFilter, "show__kind", "hall")
    list_select_related = ("show__kind", "hall__venue")
    search_fields = ("show__name_en", "show__name_zh_hans", "title_en")
    ordering = ("starts_at", "pk")

    @display(description=_("performance"), ordering="starts_at")
    def link(self, performance: Any) -> str:
        url = reverse("staff-show", args=[performance.show_id])
        told = format_html("{} · {}", performance.row.when, performance.show.name)
        return format_html('<a href="{}">{}</a>', url, told)

    @display(description=_("starts"))
    def starts(self, performance: Any) -> str:
        return f"{performance.local_start:%Y-%m-%d %H:%M}"

    @display(description=_("hall"), ordering="hall")
    def where(self, performance: Any) -> str:
        return f"{performance.hall.venue.name} · {performance.hall.name}"

    @display(description=_("state"))
    def state(self, performance: Any) -> str:
        row: DateRow = performance.row
        return row.state.words

    @display(description=_("places"))
    def places(self, performance: Any) -> int:
        return int(performance.row.counts.total)

    @display(description=_("sold"))
    def sold(self, performance: Any) -> int:
        return int(performance.row.counts.sold)

    @display(description=_("ordered"))
    def ordered(self, performance: Any) -> int:
        return int(performance.row.counts.ordered)

    @display(description=_("held"))
    def held(self, performance: Any) -> int:
        return int(performance.row.counts.held)

    @display(description=_("free"))
    def free(self, performance: Any) -> int:
        return int(performance.row.counts.free)

    @display(description=_("prices"))
    def prices(self, performance: Any) -> str:
        return str(performance.row.prices)


class NamedTable(ModelAdmin):
    """Names that shows lean on: made and changed, never deleted."""

    permission_helper_class = NoDelete
    history_view_class = GuardedHistoryView
    list_display: tuple[str, ...] = ("name_en", "name_zh_hans")
    list_export: tuple[str, ...] = ("name_en", "name_zh_hans")
    list_per_page = 100
    search_fields: tuple[str, ...] = ("name_en", "name_zh_hans")
    ordering: tuple[str, ...] = ("name_en", "name_zh_hans")


class CompanyTable(NamedTable):
    model = Company
    menu_label = _("Companies")
    menu_icon = "group"


class PersonTable(NamedTable):
    model = Person
    menu_label = _("People")
    menu_icon = "user"


class WorkTable(NamedTable):
    model = Work
    menu_label = _("Works")
    menu_icon = "openquote"
    list_display = ("name_en", "name_zh_hans", "creator")
    list_export = ("name_en", "name_zh_hans", "creator")
    list_select_related = ("creator",)
    search_fields = ("name_en", "name_zh_hans", "creator__name_en")


class KindTable(NamedTable):
    model = ShowKind
    menu_label = _("Kinds of show")
    menu_icon = "tag"
    list_display = ("name_en", "name_zh_hans", "code", "ground", "position")
    ordering = ("position", "pk")


class ShowDesk(ModelAdminGroup):
    menu_label = _("Shows")
    menu_icon = "calendar-alt"
    menu_order = 140
    items = (
        ShowTable,
        DateTable,
        PriceListTable,
        CompanyTable,
        PersonTable,
        WorkTable,
        KindTable,
    )

    def get_submenu_items(self) -> list[Any]:
        """After the tables comes what is done to many of their rows at once."""
        items: list[Any] = super().get_submenu_items()
        order = max((item.order for item in items), default=0) + 1
        return [*items, SeasonItem(order=order)]


class SeasonItem(MenuItem):
    """Leads to the copying of a season, for those who may."""

    def __init__(self, *, order: int) -> None:
        super().__init__(
            _("Copy a season"),
            reverse_lazy("staff-season"),
            icon_name="copy",
            order=order,
        )

    def is_shown(self, request: HttpRequest) -> bool:
        needed = [rights.ADD_DATE, rights.CHANGE_DATE, rights.PRICE]
        return bool(request.user.has_perms(needed))
